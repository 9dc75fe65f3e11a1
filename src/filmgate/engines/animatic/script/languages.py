"""German, Spanish and Chinese words in English, enough for the subject of a sentence; unknown words stay as they are."""

from __future__ import annotations

import re
from functools import cache

from filmgate.engines.animatic.script.lexicon import COLOURS, PLACES, SIZES
from filmgate.engines.animatic.script.nouns import find_noun
from filmgate.engines.animatic.script.symbols import translations
from filmgate.engines.animatic.script.wordset import words

_GERMAN = """katze cat,kätzchen kitten,hund dog,fuchs fox,wolf wolf,pferd horse,kuh cow,schwein pig,schaf sheep,ziege goat,löwe lion,
tiger tiger,bär bear,eisbär polar bear,elefant elephant,giraffe giraffe,hase rabbit,kaninchen rabbit,maus mouse,hirsch deer,reh deer,
affe monkey,frosch frog,schildkröte turtle,igel hedgehog,eichhörnchen squirrel,vogel bird,adler eagle,eule owl,möwe seagull,ente duck,
schwan swan,huhn chicken,pinguin penguin,fisch fish,wal whale,hai shark,delfin dolphin,qualle jellyfish,krake octopus,schmetterling butterfly,
biene bee,drache dragon,drachen dragon,dinosaurier dinosaur,roboter robot,außerirdischer alien,mensch person,leute people,mann man,frau woman,
kind child,kinder children,junge boy,mädchen girl,baby baby,oma grandmother,opa grandfather,könig king,königin queen,prinzessin princess,
ritter knight,hexe witch,zauberer wizard,pirat pirate,astronaut astronaut,tänzerin dancer,koch chef,auto car,taxi taxi,bus bus,
lastwagen truck,zug train,straßenbahn tram,fahrrad bicycle,motorrad motorcycle,traktor tractor,boot boat,segelboot sailboat,schiff ship,
flugzeug plane,hubschrauber helicopter,heißluftballon hot air balloon,rakete rocket,raumschiff spaceship,baum tree,tanne fir,palme palm tree,
blume flower,rose rose,sonnenblume sunflower,pilz mushroom,haus house,hütte cabin,schloss castle,burg castle,turm tower,leuchtturm lighthouse,
kirche church,windmühle windmill,brücke bridge,klavier piano,gitarre guitar,geige violin,trommel drum,trompete trumpet,ball ball,
ballon balloon,luftballon balloon,regenschirm umbrella,buch book,uhr clock,laterne lantern,kerze candle,lagerfeuer campfire,feuer fire,
geschenk gift,apfel apple,kuchen cake,kaffee coffee,pizza pizza,eis ice cream,sonne sun,mond moon,stern star,sterne stars,planet planet,
regenbogen rainbow,wolke cloud,wolken clouds,feuerwerk fireworks,polarlicht northern lights,schneemann snowman,wald forest,wiese meadow,
feld field,garten garden,berg mountain,berge mountains,strand beach,meer sea,see lake,fluss river,wüste desert,stadt city,straße street,
dorf village,zimmer room,küche kitchen,weltraum space,weltall space,höhle cave,himmel sky,nacht night,nachts night,tag day,morgen morning,
abend evening,sonnenuntergang sunset,sonnenaufgang sunrise,frühling spring,sommer summer,herbst autumn,winter winter,regen rain,schnee snow,
sturm storm,nebel fog,wind wind,rot red,rote red,roter red,rotes red,blau blue,blaue blue,blauer blue,grün green,grüne green,gelb yellow,
gelbe yellow,weiß white,weiße white,weißer white,schwarz black,schwarze black,schwarzer black,klein small,kleine small,kleiner small,
groß big,große big,großer big,alt old,alte old,alter old,zwei two,drei three,vier four,fünf five,viele many,ein one,eine one,
auf on,in in,im in,unter under,über over,hinter behind,neben beside,durch through,mit with,und and,der the,die the,das the,
den the,dem the,des the,einen a,einem a,einer a,am at,zum to,von of,verschneiten snowy,verschneiter snowy,lustig funny,glücklich happy,
regnerisch rainy,nahaufnahme close-up,dann then,ins in,steigen-lassen fly,papierdrachen kite,wellen waves,auf-dem on,bei at,beim at,eisscholle ice,sofa sofa,bett bed,stuhl chair,tisch table,bank bench,regenwald rainforest,
zeichentrick animation,aquarell watercolour,schwarzweiß black-and-white,zeitlupe slow motion,luftaufnahme aerial,kamera camera,links on left,rechts on right,nachlinks left,nachrechts right,
braun brown,braune brown,brauner brown,rosa pink,lila purple,orange orange,grau grey,graue grey,grauer grey,goldene golden,goldener golden,
jungen boys,sechs six,sieben seven,acht eight,neun nine,zehn ten,einige several,kein no,keine no,ohne without,morgens morning,abends evening,
mittag noon,mitternacht midnight,schneit snowing,regnet raining,verschneite snowy,stürmisch stormy,stürmischen stormy,neblig foggy"""
_GERMAN_PHRASES = (
    ("auf dem eis", "auf dem eisscholle"),
    ("nach (links|rechts)", r"nach\1"),
    ("drachen steigen", "papierdrachen steigen-lassen"),
)
"""What means something else together: ice is not ice cream, and a dragon that is let up is a kite."""
_GERMAN_STEMS = """spiel play,lauf run,läuf run,renn run,geh walk,spazier walk,flieg flying,fliegt flying,schwimm swim,segel sail,fahr drive,fährt drive,
reit ride,sitz sit,schläf sleep,schlaf sleep,lass fly,steh stand,spring jump,tanz dance,sing sing,wink wave,ess eat,isst eat,frisst eat,trink drink,
lies read,les read,halt hold,hält hold,kletter climb,start launch,fall fall,fäll fall,blüh bloom,kämpf fight"""
_SPANISH = """gato cat,gata cat,perro dog,zorro fox,lobo wolf,caballo horse,vaca cow,cerdo pig,oveja sheep,cabra goat,león lion,tigre tiger,
oso bear,elefante elephant,jirafa giraffe,conejo rabbit,ratón mouse,ciervo deer,mono monkey,rana frog,tortuga turtle,ardilla squirrel,
pájaro bird,ave bird,águila eagle,búho owl,gaviota seagull,pato duck,cisne swan,gallina chicken,pingüino penguin,pez fish,peces fishes,
ballena whale,tiburón shark,delfín dolphin,medusa jellyfish,pulpo octopus,mariposa butterfly,abeja bee,dragón dragon,dinosaurio dinosaur,
robot robot,hombre man,mujer woman,niño boy,niña girl,niños children,niñas girls,bebé baby,abuela grandmother,abuelo grandfather,rey king,
reina queen,princesa princess,caballero knight,bruja witch,mago wizard,pirata pirate,astronauta astronaut,bailarina dancer,cocinero chef,
persona person,gente people,coche car,carro car,taxi taxi,autobús bus,camión truck,tren train,bicicleta bicycle,moto motorcycle,barco ship,
velero sailboat,avión plane,helicóptero helicopter,globo balloon,cohete rocket,nave spaceship,árbol tree,árboles trees,palmera palm tree,
flor flower,flores flowers,rosa rose,girasol sunflower,seta mushroom,casa house,castillo castle,torre tower,faro lighthouse,iglesia church,
molino windmill,puente bridge,piano piano,guitarra guitar,violín violin,tambor drum,trompeta trumpet,pelota ball,cometa kite,paraguas umbrella,
libro book,reloj clock,linterna lantern,vela candle,fuego fire,hoguera campfire,regalo gift,manzana apple,pastel cake,café coffee,helado ice cream,
sol sun,luna moon,estrella star,estrellas stars,planeta planet,arcoíris rainbow,nube cloud,nubes clouds,bosque forest,selva jungle,prado meadow,
campo field,jardín garden,parque park,montaña mountain,montañas mountains,playa beach,mar sea,océano ocean,lago lake,río river,desierto desert,
ciudad city,calle street,pueblo village,habitación room,cocina kitchen,espacio space,cueva cave,cielo sky,noche night,día day,mañana morning,
tarde evening,atardecer sunset,amanecer sunrise,primavera spring,verano summer,otoño autumn,invierno winter,lluvia rain,nieve snow,
tormenta storm,niebla fog,viento wind,rojo red,roja red,azul blue,verde green,amarillo yellow,amarilla yellow,blanco white,blanca white,
negro black,negra black,pequeño small,pequeña small,grande big,viejo old,vieja old,dos two,tres three,cuatro four,cinco five,muchos many,
un one,una one,el the,la the,los the,las the,en in,sobre on,bajo under,entre in,con with,y and,de of,del of,al at,por through,nevado snowy,
feliz happy,volando flying,vuela flying,vuelan flying,corre run,corren run,corriendo run,toca play,tocando play,juega play,baila dance,bailando dance,
nada swim,nadando swim,camina walk,caminando walk,salta jump,duerme sleep,canta sing,come eat,lee read,monta ride,navega sail,conduce drive,
despega launch,luego then,duermen sleep,durmiendo sleep,sofá sofa,cama bed,silla chair,mesa table,banco bench,despegan launch,nadan swim,caminan walk,
saltan jump,bailan dance,cantan sing,comen eat,comiendo eat,leen read,leyendo read,lee read,montan ride,montando ride,navegan sail,tocan play,juegan play,
jugando play,sentado sit,sentada sit,mira look,miran look,bebe drink,bebiendo drink,sonríe smile,gris grey,marrón brown,rosado pink,morado purple,
naranja orange,dorado golden,dorada golden,seis six,siete seven,ocho eight,nueve nine,diez ten,varios several,sin without,llueve raining,nieva snowing,
nevada snowy,lluviosa rainy,lluvioso rainy,tormentoso stormy,acuarela watercolour,cámara camera,sigue follows,izquierda left,derecha right,detrás behind,debajo under,
hacia to,junto beside,entonces then,después then,ciervos deer,pingüinos penguins,peces fishes,medianoche midnight,mediodía noon"""
_CHINESE = """猫 cat,小猫 kitten,狗 dog,小狗 puppy,狐狸 fox,狼 wolf,马 horse,牛 cow,猪 pig,羊 sheep,狮子 lion,老虎 tiger,熊 bear,北极熊 polar bear,
熊猫 panda,大象 elephant,长颈鹿 giraffe,兔子 rabbit,老鼠 mouse,鹿 deer,猴子 monkey,青蛙 frog,乌龟 turtle,松鼠 squirrel,鸟 bird,老鹰 eagle,
猫头鹰 owl,海鸥 seagull,鸭子 duck,天鹅 swan,鸡 chicken,企鹅 penguin,鹤 crane,孔雀 peacock,鱼 fish,锦鲤 koi,鲸鱼 whale,鲨鱼 shark,海豚 dolphin,水母 jellyfish,
章鱼 octopus,蝴蝶 butterfly,蜜蜂 bee,龙 dragon,恐龙 dinosaur,机器人 robot,外星人 alien,人 person,人们 people,男人 man,女人 woman,孩子 child,
男孩 boy,女孩 girl,婴儿 baby,老人 grandfather,奶奶 grandmother,爷爷 grandfather,国王 king,女王 queen,公主 princess,骑士 knight,巫师 wizard,
海盗 pirate,宇航员 astronaut,武士 samurai,舞者 dancer,厨师 chef,汽车 car,车 car,出租车 taxi,公交车 bus,卡车 truck,火车 train,高铁 bullet train,
自行车 bicycle,摩托车 motorcycle,船 boat,帆船 sailboat,飞机 plane,直升机 helicopter,热气球 hot air balloon,火箭 rocket,飞船 spaceship,
树 tree,松树 pine,竹子 bamboo,竹林 bamboo forest,樱花 cherry blossom,花 flower,玫瑰 rose,荷花 lotus,向日葵 sunflower,蘑菇 mushroom,房子 house,城堡 castle,
塔 tower,宝塔 pagoda,灯塔 lighthouse,寺庙 temple,桥 bridge,风车 windmill,高楼 skyscraper,钢琴 piano,吉他 guitar,小提琴 violin,鼓 drum,笛子 flute,
球 ball,足球 football,风筝 kite,气球 balloon,雨伞 umbrella,伞 umbrella,书 book,钟 clock,灯笼 lantern,蜡烛 candle,篝火 campfire,火 fire,
礼物 gift,苹果 apple,蛋糕 cake,咖啡 coffee,茶 tea,面条 noodles,太阳 sun,月亮 moon,月球 moon surface,星星 stars,行星 planet,彩虹 rainbow,
云 clouds,烟花 fireworks,极光 aurora,雪人 snowman,森林 forest,草地 meadow,草原 meadow,田野 field,花园 garden,公园 park,山 mountains,雪山 snowy mountains,
海滩 beach,沙滩 beach,海 sea,大海 sea,海洋 ocean,海底 underwater,湖 lake,河 river,沙漠 desert,城市 city,街道 street,街 street,村庄 village,
房间 room,厨房 kitchen,太空 space,宇宙 space,洞穴 cave,天空 sky,夜晚 night,夜 night,晚上 night,白天 day,早晨 morning,黄昏 sunset,日落 sunset,
日出 sunrise,春天 spring,夏天 summer,秋天 autumn,冬天 winter,雨 rain,下雨 rainy,雪 snow,下雪 snowy,暴风雨 storm,雾 fog,风 wind,红色 red,红 red,
蓝色 blue,绿色 green,黄色 yellow,白色 white,白 white,黑色 black,黑 black,粉色 pink,金色 golden,小 small,大 big,老 old,两 two,二 two,三 three,四 four,五 five,
许多 many,弹 play,弹奏 play,玩 play,跑 run,奔跑 run,走 walk,散步 walk,飞 flying,飞翔 flying,放 flying,游泳 swim,游 swim,航行 sail,开 drive,行驶 drive,
骑 ride,坐 sit,睡觉 sleep,睡 sleep,站 stand,跳 jump,跳舞 dance,唱歌 sing,挥手 wave,吃 eat,喝 drink,读 read,看 look,拿 hold,爬 climb,
发射 launch,落 fall,绽放 bloom,下 under,上 on,里 in,穿过 through,水彩 watercolour,霓虹 neon,特写 close-up,然后 then,快乐 happy,安静 calm"""


def _pairs(text: str) -> dict[str, str]:
    entries = (entry.strip().split(" ", 1) for entry in text.replace("\n", "").split(","))
    return {entry[0]: entry[1] for entry in entries}


@cache
def _dictionaries() -> tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, str]]:
    return _pairs(_GERMAN), _pairs(_GERMAN_STEMS), _pairs(_SPANISH), _pairs(_CHINESE)


_ENGLISH_SIGNS = words(
    """the a an of with at and is are through by on into while over in no to its his her"""
)
_GERMAN_SIGNS = words(
    """der die das ein eine einen einem einer und auf im mit spielt am durch den dem ist zwei"""
)
_SPANISH_SIGNS = frozenset(
    ["el", "la", "los", "las", "un", "una", "en", "con", "y", "del", "por", "al", "de", "dos", "toca"]
)


def detect(text: str) -> str:
    """`en`, `de`, `es` or `zh`, by script and small words."""
    if re.search(r"[\u4e00-\u9fff]", text):
        return "zh"
    words = re.findall(r"[^\W\d_]+", text.lower())
    german, _, spanish, _ = _dictionaries()
    scores = {
        "en": sum((word in _ENGLISH_SIGNS) + 0.5 * _is_english(word) for word in words) + 0.1,
        "de": sum((word in _GERMAN_SIGNS) + 0.5 * (word in german) for word in words),
        "es": sum((word in _SPANISH_SIGNS) + 0.5 * (word in spanish) for word in words),
    }
    return max(scores, key=lambda language: scores[language])


def _is_english(word: str) -> bool:
    return find_noun(word) is not None or word in PLACES or word in COLOURS


def in_english(text: str, language: str) -> list[tuple[str, str]]:
    """Words of the text, each with the English for it; what is not in the dictionary stands for itself."""
    if language == "zh":
        return _chinese(text)
    german, stems, spanish, _ = _dictionaries()
    if language == "de":
        for phrase, clear in _GERMAN_PHRASES:
            text = re.sub(phrase, clear, text, flags=re.IGNORECASE)
    pairs: list[tuple[str, str]] = []
    for word in re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*|[.,;:!?]", text):
        small = word.lower()
        if language == "de":
            english = german.get(small) or _german_form(small, german, stems)
        else:
            english = spanish.get(small) or spanish.get(small.removesuffix("s"))
        pairs.append((word, english or _pictured(small, language) or small))
    return _adjectives_first(pairs) if language == "es" else pairs


def _adjectives_first(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """`caballo negro` as `black horse`."""
    ordered = list(pairs)
    for k in range(len(ordered) - 1):
        noun, adjective = ordered[k][1], ordered[k + 1][1]
        if find_noun(noun) and (adjective in COLOURS or adjective in SIZES):
            ordered[k], ordered[k + 1] = ordered[k + 1], ordered[k]
    return ordered


_ENDINGS = {"de": ("", "n", "en", "e", "er", "s"), "es": ("", "s", "es")}


def _pictured(word: str, language: str) -> str | None:
    """The English name of a pictograph that has this name."""
    table = translations(language)
    stems = (word[: len(word) - len(ending)] for ending in _ENDINGS[language] if word.endswith(ending))
    return next((table[stem] for stem in stems if len(stem) > 2 and stem in table), None)


def _german_form(word: str, nouns: dict[str, str], stems: dict[str, str]) -> str | None:
    for ending in ("en", "n", "e", "s", "er", "es"):
        if word.endswith(ending) and word[: -len(ending)] in nouns and len(word) > len(ending) + 2:
            return nouns[word[: -len(ending)]]
    for stem in sorted(stems, key=len, reverse=True):
        if word.startswith(stem) and len(word) - len(stem) <= 3:
            return stems[stem]
    return None


def _chinese(text: str) -> list[tuple[str, str]]:
    """Longest match first; runs of anything else stay together."""
    *_, chinese = _dictionaries()
    pictured = translations("zh")
    pairs: list[tuple[str, str]] = []
    place = 0
    while place < len(text):
        for length in (5, 4, 3, 2, 1):
            piece = text[place : place + length]
            english = chinese.get(piece) or (pictured.get(piece) if length > 1 else None)
            if english:
                pairs.append((piece, english))
                place += length
                break
        else:
            other = re.match(r"[A-Za-z0-9]+|.", text[place:], re.DOTALL)
            assert other is not None
            piece = other.group()
            if piece.strip() and piece not in "的了着在一只个条匹头位正和与，。、们把片座中地得":
                pairs.append((piece, piece.lower()))
            elif piece in "，。、":
                pairs.append((piece, ","))
            place += len(piece)
    return pairs
