"""Things that can be drawn, by family. `kitten=cat` reads: drawn as a cat; `-` joins words of one name."""

from __future__ import annotations

from functools import cache

from filmgate.engines.animatic.script.wordset import words

_FAMILIES = {
    "person": """person man woman boy girl child baby=child kid=child toddler=child teenager=girl lady=woman
        gentleman=man guy=man human=person people=person couple=person family=person crowd=person friend=person
        mother=woman father=man mom=woman dad=man grandmother=grandmother grandma=grandmother grandfather=grandfather
        grandpa=grandfather old-man=grandfather old-woman=grandmother sister=girl brother=boy daughter=girl son=boy
        bride=bride groom=groom dancer ballerina=dancer astronaut cosmonaut=astronaut spaceman=astronaut knight king
        queen prince=king princess=queen wizard witch sorcerer=wizard mage=wizard magician=magician elf=elf fairy
        angel=fairy mermaid pirate sailor=sailor captain=sailor fisherman=sailor lighthouse-keeper=sailor viking=knight samurai=samurai
        ninja=ninja warrior=knight soldier=soldier chef cook=chef baker=chef waiter=groom doctor=doctor nurse=doctor
        scientist=doctor farmer cowboy=farmer zookeeper=farmer gardener=farmer shepherd=farmer firefighter=firefighter fireman=firefighter
        policeman=police policewoman=police police-officer=police detective=detective spy=detective businessman=groom
        businesswoman=woman worker=builder builder=builder construction-worker=builder engineer=builder miner=builder artist=artist
        painter=artist musician=person band=person orchestra=person choir=person pianist=groom guitarist=person violinist=groom drummer=person singer=woman
        student=girl pupil=boy teacher=woman monk=monk nun=monk priest=monk surfer swimmer diver=swimmer
        skier=skier snowboarder=skier climber=hiker hiker traveler=hiker traveller=hiker explorer=hiker
        runner=athlete athlete skater=athlete skateboarder=athlete cyclist=athlete biker=athlete motorcyclist=athlete jockey=athlete boxer=athlete player=athlete football-player=athlete soccer-player=athlete basketball-player=athlete
        tennis-player=athlete baseball-player=athlete hockey-player=athlete volleyball-player=athlete goalkeeper=athlete chess-player=grandfather
        footballer=athlete hero=superhero superhero superman=superhero santa=santa santa-claus=santa clown=clown
        geisha=geisha zombie=zombie vampire=vampire ghost=ghost skeleton=ghost driver=person passenger=person
        pilot=sailor tourist=hiker model=woman spacewoman=astronaut giant=farmer dwarf=santa gnome=santa
        customer=person stranger=detective figure=detective silhouette=detective lover=person fan=person""",
    "robot": "robot android=robot cyborg=robot droid=robot mech=robot machine=robot alien=alien martian=alien",
    "quadruped": """cat kitten=cat kitty=cat dog puppy=dog pup=dog hound=dog fox wolf coyote=wolf husky=wolf corgi=dog
        horse pony=horse foal=horse stallion=horse mare=horse unicorn donkey=donkey mule=donkey zebra cow bull ox=bull
        buffalo=bull bison=bull yak=bull calf=cow pig piglet=pig boar=pig hog=pig sheep lamb=sheep ram=sheep goat lion lioness=lioness
        tiger leopard cheetah=leopard jaguar=leopard panther=panther puma=lioness bear polar-bear teddy-bear=bear
        grizzly=bear panda red-panda=fox koala=koala elephant mammoth=elephant rhino hippo=hippo rhinoceros=rhino hippopotamus=hippo
        giraffe camel=camel llama=llama alpaca=llama deer stag=deer doe=deer reindeer=deer moose=deer elk=deer
        antelope=deer gazelle=deer rabbit bunny=rabbit hare=rabbit mouse rat=mouse hamster=mouse hedgehog=hedgehog
        squirrel chipmunk=squirrel raccoon=raccoon skunk=raccoon badger=raccoon otter=otter beaver=otter weasel=otter ferret=otter
        monkey ape=monkey gorilla=monkey chimpanzee=monkey lemur=monkey sloth=monkey kangaroo=kangaroo
        crocodile alligator=crocodile lizard=lizard gecko=lizard chameleon=lizard iguana=lizard salamander=lizard
        frog toad=frog turtle tortoise=turtle seal=seal walrus=seal animal=deer beast=wolf creature=lizard pet=dog""",
    "dragon": """dragon wyvern=dragon dinosaur=trex t-rex=trex tyrannosaurus=trex tyrannosaur=trex trex=trex raptor=trex
        velociraptor=trex brontosaurus=sauropod sauropod=sauropod diplodocus=sauropod brachiosaurus=sauropod
        triceratops=sauropod stegosaurus=sauropod pterodactyl=dragon griffin=dragon phoenix=phoenix godzilla=trex monster=trex""",
    "bird": """bird eagle hawk=eagle falcon=eagle vulture=eagle owl seagull gull=seagull albatross=seagull dove pigeon=dove
        crow raven=crow parrot macaw=parrot toucan=parrot sparrow=bird robin=robin swallow=bird hummingbird=hummingbird
        duck duckling=duckling mallard=duck goose=goose swan flamingo crane heron=crane stork=crane chicken hen=chicken
        rooster=rooster chick=duckling turkey=chicken peacock penguin puffin ostrich=ostrich emu=ostrich pelican=seagull
        woodpecker=robin kingfisher=hummingbird canary=bird bat=bat magpie=crow nightingale=bird""",
    "fish": """fish goldfish salmon=fish trout=fish tuna=fish koi clownfish shark whale orca blue-whale=whale narwhal=whale dolphin
        porpoise=dolphin manta=manta ray=manta stingray=manta jellyfish octopus squid=octopus kraken=octopus seahorse=seahorse
        sea-turtle=sea-turtle crab=crab lobster=crab shrimp=fish eel=eel carp=koi piranha=fish swordfish=shark starfish=starfish""",
    "insect": """butterfly moth=butterfly bee bumblebee=bee wasp=bee dragonfly ladybug=ladybug ladybird=ladybug beetle=ladybug ant=ant
        spider=spider firefly fireflies=firefly fly=bee mosquito=bee grasshopper=ant cricket=ant caterpillar=caterpillar
        worm=caterpillar snail=snail snake=snake serpent=snake""",
    "vehicle": """car taxi cab=taxi sports-car=sports-car racing-car=sports-car race-car=sports-car convertible=sports-car police-car=police-car
        ambulance=ambulance van=van minivan=van camper=van bus school-bus=bus double-decker=bus coach=bus truck lorry=truck
        pickup=truck fire-truck=fire-truck fire-engine=fire-truck tractor train locomotive=train steam-train=train
        steam-engine=train tram=tram trolley=tram streetcar=tram subway=tram metro=tram high-speed-train=bullet-train
        bullet-train motorcycle motorbike=motorcycle scooter=motorcycle vespa=motorcycle bicycle bike=bicycle carriage=carriage
        cart=carriage wagon=carriage chariot=carriage sleigh=sleigh sled=sleigh sledge=sleigh tank=tank rover=rover
        vehicle=car limousine=car suv=van jeep=van excavator=tractor bulldozer=tractor skateboard=skateboard""",
    "boat": """boat sailboat sailing-boat=sailboat sailing-ship=tall-ship yacht=sailboat ship=ship pirate-ship=tall-ship tall-ship
        galleon=tall-ship viking-ship=tall-ship frigate=tall-ship cruise-ship=ship ferry=ship steamer=ship freighter=ship
        rowboat=rowboat rowing-boat=rowboat canoe=rowboat kayak=rowboat gondola=rowboat raft=rowboat fishing-boat=fishing-boat
        tugboat=fishing-boat submarine paper-boat=paper-boat""",
    "aircraft": """plane airplane=plane aeroplane=plane aircraft=plane jet=jet airliner=plane fighter-jet=jet biplane=biplane
        propeller-plane=biplane paper-plane=paper-plane paper-airplane=paper-plane helicopter chopper=helicopter drone=drone
        quadcopter=drone hot-air-balloon airship=airship zeppelin=airship blimp=airship glider=paper-plane
        ufo flying-saucer=ufo spaceship=spaceship spacecraft=spaceship starship=spaceship space-shuttle=spaceship
        shuttle=spaceship rocket missile=rocket satellite space-station=satellite parachute=parachute""",
    "plant": """tree apple-tree=tree orange-tree=tree lemon-tree=tree olive-tree=tree oak-tree=tree maple-tree=tree willow-tree=tree
        fruit-tree=tree pear-tree=tree pine-tree=pine fir-tree=pine birch-tree=birch bonsai-tree=bonsai coconut-tree=palm oak=tree maple=tree birch=birch willow=tree pine spruce=pine fir=pine christmas-tree=christmas-tree palm palm-tree=palm
        cherry-tree=cherry-tree cherry-blossom=cherry-tree cherry-blossom-tree=cherry-tree sakura=cherry-tree bonsai=bonsai bamboo cactus bush shrub=bush hedge=bush
        flower rose tulip sunflower daisy lily=tulip lotus=lotus water-lily=lotus poppy=poppy orchid=rose dandelion=dandelion
        lavender=lavender grass reed=grass fern=fern leaf=leaf leaves=leaf mushroom toadstool=mushroom seaweed=seaweed coral=coral
        vine=fern plant=fern bouquet=flower blossom=flower wheat=grass pumpkin=pumpkin beanstalk=bamboo log=log stump=log
        fountain-grass=grass petal=leaf""",
    "building": """house cottage=house cabin=cabin hut=cabin home=house mansion=house villa=house farmhouse=barn barn castle
        fortress=castle palace=castle tower clock-tower=tower lighthouse church=church cathedral=church chapel=church mosque=mosque
        temple=temple pagoda shrine=temple skyscraper building=skyscraper apartment=skyscraper office-tower=skyscraper windmill
        mill=windmill bridge pyramid=pyramid igloo=igloo tent=tent teepee=tent factory=factory statue=statue monument=statue
        eiffel-tower=eiffel-tower fence=fence gate=gate wall=wall well=well fountain=fountain ruin=temple ruins=temple
        shop=shop store=shop cafe=shop restaurant=shop bakery=shop market-stall=shop stairs=stairs staircase=stairs
        ferris-wheel=ferris-wheel carousel=ferris-wheel greenhouse=house treehouse=cabin snowman=snowman sandcastle
        street-lamp=street-lamp lamppost=street-lamp streetlight=street-lamp door=gate portal=gate""",
    "instrument": """piano grand-piano=piano keyboard=piano organ=piano guitar electric-guitar=guitar ukulele=guitar banjo=guitar lute=guitar violin
        fiddle=violin cello=cello bass=cello double-bass=cello viola=violin drum drums=drum drum-kit=drum trumpet trombone=trumpet horn=trumpet
        saxophone=trumpet sax=trumpet tuba=trumpet flute=flute clarinet=flute harp=harp accordion=accordion xylophone=piano""",
    "thing": """ball football=football soccer-ball=football basketball tennis-ball=ball beach-ball=beach-ball kite balloon balloons=balloon
        umbrella parasol=umbrella book letter=letter newspaper=letter clock watch=clock hourglass=hourglass lantern lamp candle campfire
        bonfire=campfire fire=campfire fireplace=campfire torch=candle gift present=gift box=box chest=chest treasure=chest treasure-chest=chest
        crown sword=sword shield=shield key=key hat=hat mirror=mirror bottle=bottle honey=bottle potion camera=camera phone=phone
        smartphone=phone computer=computer laptop=computer television tv=television screen=computer radio chair armchair
        throne=armchair sofa=sofa couch=sofa bench=bench table=table desk=table bed=bed bookshelf=bookshelf bookcase=bookshelf
        window=window telescope=telescope microphone=microphone easel=easel painting=easel canvas=easel flag=flag swing=swing
        anchor=anchor gear=gear cog=gear lightbulb=lightbulb light-bulb=lightbulb heart=heart diamond=gem gem=gem crystal=gem
        jewel=gem ring=ring coin=coin trophy=trophy medal=coin dice=box backpack=backpack suitcase=suitcase bag basket=basket picnic=basket picnic-basket=basket
        shoe=shoe dress=hat toy=box teddy=box doll=box wheel=gear rope=ring ladder=ladder hammer=hammer axe=hammer broom=broom
        wand=wand feather=feather egg=egg nest=basket bone=bone shell=shell pearl=gem stone=rock rock boulder=rock iceberg=iceberg
        sign=sign billboard=sign signpost=sign banner=sign poster=sign laundry=flag curtain=flag scarf=flag bubble=bubble soap-bubble=bubble""",
    "food": """apple orange=orange lemon=orange banana=banana pear peach=orange strawberry=strawberry cherry=cherry cherries=cherry
        grape=cherry grapes=cherry watermelon=watermelon pineapple=pineapple carrot=carrot cake birthday-cake=cake cupcake=cake pie=cake
        pizza=pizza burger=burger hamburger=burger sandwich=burger bread=bread loaf=bread croissant=bread donut=donut doughnut=donut
        cookie=donut ice-cream coffee=coffee cup=coffee mug=coffee tea=coffee teacup=coffee teapot=teapot kettle=teapot soup=bowl bowl=bowl
        noodles=bowl ramen=bowl rice=bowl salad=bowl sushi=sushi cheese=cheese egg-toast=bread wine=wine glass=wine beer=wine
        juice=wine cocktail=wine milk=wine popcorn=bowl fruit=apple food=bowl meal=bowl vegetable=carrot
        candy=donut chocolate=donut pancake=cake sausage=carrot steak=bread""",
    "sky": """sun moon star stars=star planet saturn=planet jupiter=planet mars=planet earth=earth globe=earth comet=comet meteor=comet
        shooting-star=comet asteroid=asteroid galaxy=galaxy nebula=galaxy milky-way=galaxy black-hole=galaxy rainbow cloud clouds=cloud
        aurora northern-lights=aurora lightning=lightning firework fireworks=firework tornado=tornado hurricane=tornado
        crescent=moon constellation=star eclipse=sun""",
}

_PLURALS = {
    "men": "man", "women": "woman", "children": "child", "mice": "mouse", "geese": "goose", "wolves": "wolf",
    "oxen": "ox", "calves": "calf", "sheep": "sheep", "deer": "deer", "fish": "fish", "elves": "elf",
    "dwarves": "dwarf", "fireflies": "firefly", "butterflies": "butterfly", "dragonflies": "dragonfly",
    "firemen": "fireman", "policemen": "policeman", "snowmen": "snowman", "fishermen": "fisherman",
    "loaves": "loaf", "aircraft": "aircraft", "spacecraft": "spacecraft", "cacti": "cactus", "people": "people",
}  # fmt: skip
PLURAL_WORDS = frozenset(
    {word for word, noun in _PLURALS.items() if word != noun}
    | {"stars", "clouds", "balloons", "leaves", "fireworks", "grapes"}
)
CROWDS = {
    "couple": 2,
    "family": 4,
    "crowd": 7,
    "people": 3,
    "friends": 3,
    "lovers": 2,
    "band": 4,
    "orchestra": 7,
    "choir": 6,
}
SMALL = words("""kitten puppy pup foal calf piglet lamb baby toddler duckling chick kid pony""")


@cache
def nouns() -> dict[str, tuple[str, str]]:
    """Every noun: its family and the drawing that stands for it."""
    table: dict[str, tuple[str, str]] = {}
    for family, entries in _FAMILIES.items():
        for entry in entries.split():
            word, _, drawing = entry.partition("=")
            table.setdefault(word.replace("-", " "), (family, drawing or word))
    return table


def find_noun(word: str) -> tuple[str, bool] | None:
    """The noun that a word is a form of, and whether it is a plural."""
    table = nouns()
    if word not in table:
        word = word.replace("-", " ")
    if word in table:
        return word, word in PLURAL_WORDS
    if word in _PLURALS:
        return _PLURALS[word], True
    head, _, last = word.rpartition(" ")
    if last in _PLURALS:
        whole = f"{head} {_PLURALS[last]}".strip()
        return (whole, True) if whole in table else None
    for ending, stem in (("ies", "y"), ("ves", "f"), ("es", ""), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + stem in table:
            return word[: -len(ending)] + stem, True
    return None
