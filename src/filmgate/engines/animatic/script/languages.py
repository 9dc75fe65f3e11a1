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
mittag noon,mitternacht midnight,kamin fireplace,unterwasser underwater,korallenriff coral reef,feuerwehrmann firefighter,taucher diver,arzt doctor,ärztin doctor,
polizist policeman,bäcker baker,bauer farmer,gärtner farmer,lehrer teacher,lehrerin teacher,soldat soldier,detektiv detective,musiker musician,
sänger singer,maler painter,fischer fisherman,matrose sailor,ninja ninja,samurai samurai,fee fairy,elf elf,zwerg dwarf,riese giant,vampir vampire,
skelett skeleton,schneekönigin queen,braut bride,bräutigam groom,paar couple,familie family,freunde friends,zirkus circus,savanne savanna,dschungel jungle,
sumpf swamp,stadion stadium,bahnhof station,hafen harbour,insel beach,marktplatz marketplace,markt market,schule school,bibliothek library,theater theatre,
bühne stage,konzert concert,spielplatz playground,hügel hills,tal valley,teich pond,bach stream,wasserfall waterfall,vulkan volcano,wolkenkratzer skyscraper,
hochhaus skyscraper,turm tower,schloss castle,burg castle,palast palace,hütte cabin,scheune barn,zelt tent,brunnen fountain,tor gate,zaun fence,mauer wall,
laub leaves,blatt leaf,blätter leaves,kiefer pine,palme palm tree,eiche oak,tulpe tulip,mohn poppy,pilz mushroom,pilze mushrooms,kaktus cactus,gras grass,
honig honey,milch milk,brot bread,käse cheese,kuchen cake,torte cake,tee tea,suppe soup,banane banana,erdbeere strawberry,kirsche cherry,möhre carrot,karotte carrot,
tasse cup,teller bowl,flasche bottle,kerze candle,kerzen candles,laterne lantern,spiegel mirror,schlüssel key,uhr clock,koffer suitcase,rucksack backpack,hut hat,
krone crown,schwert sword,schatz treasure,schatztruhe treasure chest,brief letter,bild painting,fernseher television,radio radio,kamera camera,telefon phone,
fahrräder bicycles,roller scooter,bagger excavator,feuerwehrauto fire truck,krankenwagen ambulance,polizeiauto police car,kutsche carriage,schlitten sleigh,
raumschiff spaceship,ufo ufo,satellit satellite,u-boot submarine,ruderboot rowboat,piratenschiff pirate ship,fähre ferry,heuschrecke grasshopper,ameise ant,
spinne spider,marienkäfer ladybug,libelle dragonfly,schnecke snail,schlange snake,krokodil crocodile,eidechse lizard,kamel camel,zebra zebra,nashorn rhino,
nilpferd hippo,känguru kangaroo,koala koala,panda panda,waschbär raccoon,otter otter,biber beaver,dachs badger,robbe seal,walross walrus,krabbe crab,seestern starfish,
seepferdchen seahorse,flamingo flamingo,pfau peacock,papagei parrot,rabe raven,krähe crow,taube dove,spatz sparrow,storch stork,gans goose,hahn rooster,küken chick,
truthahn turkey,strauß ostrich,fledermaus bat,einhorn unicorn,meerjungfrau mermaid,gespenst ghost,geist ghost,clown clown,planet planet,erde earth,rakete rocket,
traurig sad,trauriger sad,traurige sad,trauriges sad,glücklicher happy,glückliche happy,wütend angry,wütender angry,wütende angry,fröhlich happy,fröhliche happy,
bunt colourful,bunte colourful,bunter colourful,buntes colourful,riesig giant,riesiger giant,riesige giant,winzig tiny,winziger tiny,winzige tiny,kleines small,
großes big,altes old,alten old,junger young,junge boy,schönes beautiful,schöne beautiful,grüner green,grünes green,gelber yellow,gelben yellow,gelbes yellow,
blaues blue,weißes white,schwarzes black,braunes brown,goldenes golden,silberner silver,silberne silver,lila purple,türkis turquoise,gegen against,um at,bei at,
zu to,vor in front of,vom from,dunkel dark,dunklen dark,sonnig sunny,windig windy,gewitter thunderstorm,blitz lightning,eis ice,schneesturm blizzard,
dämmerung dusk,morgendämmerung dawn,morgengrauen dawn,vollmond moon,neonstadt neon city,großstadt city,altstadt old town,baustelle street,schneit snowing,regnet raining,verschneite snowy,stürmisch stormy,stürmischen stormy,neblig foggy"""
_SPANISH_PHRASES = (
    ("fuegos artificiales", "fuegos-artificiales"),
    ("barcos? piratas?", "barco-pirata"),
    ("pavo real", "pavo-real"),
    ("de colores", "colores"),
    ("(vuelan?|volando) sobre", r"\1 encima-de"),
)
_GERMAN_PHRASES = (
    ("auf dem eis", "auf dem eisscholle"),
    ("unter wasser", "unterwasser"),
    ("nach (links|rechts)", r"nach\1"),
    ("drachen steigen", "papierdrachen steigen-lassen"),
)
"""What means something else together: ice is not ice cream, and a dragon that is let up is a kite."""
_GERMAN_STEMS = """spiel play,lauf run,läuf run,renn run,geh walk,spazier walk,flieg flying,fliegt flying,schwimm swim,segel sail,fahr drive,fährt drive,
reit ride,sitz sit,schläf sleep,schlaf sleep,lass fly,steh stand,spring jump,tanz dance,sing sing,wink wave,ess eat,isst eat,frisst eat,trink drink,
lies read,les read,halt hold,hält hold,kletter climb,start launch,fall fall,fäll fall,blüh bloom,kämpf fight,bau build,back bake,badet swim,heul howl,schweb float,lieg lie,wart wait,zeichn draw,mal paint,koch cook,kocht cook,
such search,schau look,blick look,trag carry,träg carry,werf throw,wirf throw,wirft throw,fang catch,fäng catch,roll roll,brenn burn,brüll roar,bell bark,wein cry,lach laugh,
lächel smile,küss kiss,umarm hug,jag chase,arbeit work,repar repair,jonglier juggle,sink sink,tauch dive,wander hike,dreh spin,ruh rest,angel fish,watet wade,ritt ride,folg look,beobacht look"""
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
hacia to,junto beside,entonces then,después then,ciervos deer,pingüinos penguins,peces fishes,medianoche midnight,mediodía noon,chimenea fireplace,fuegos-artificiales fireworks,barco-pirata pirate ship,pareja couple,familia family,amigos friends,
payaso clown,circo circus,sabana savanna,arrecife reef,estadio stadium,fútbol football,bombero firefighter,médico doctor,médica doctor,policía policeman,soldado soldier,detective detective,
granjero farmer,pescador fisherman,marinero sailor,maestra teacher,profesor teacher,músico musician,pintor painter,panadero baker,ninja ninja,samurái samurai,hada fairy,elfo elf,gigante giant,
enano dwarf,vampiro vampire,esqueleto skeleton,sirena mermaid,novia bride,novio groom,fantasma ghost,unicornio unicorn,hoja leaf,hojas leaves,pino pine,roble oak,tulipán tulip,cactus cactus,
hierba grass,miel honey,leche milk,queso cheese,tarta cake,té tea,sopa soup,plátano banana,fresa strawberry,zanahoria carrot,naranjas oranges,taza cup,plato bowl,botella bottle,
espejo mirror,llave key,maleta suitcase,mochila backpack,sombrero hat,corona crown,espada sword,tesoro treasure,carta letter,cuadro painting,teléfono phone,escoba broom,globos balloons,
tractor tractor,ambulancia ambulance,carroza carriage,trineo sleigh,satélite satellite,submarino submarine,barca rowboat,hormiga ant,araña spider,mariquita ladybug,libélula dragonfly,
caracol snail,serpiente snake,cocodrilo crocodile,lagarto lizard,camello camel,cebra zebra,rinoceronte rhino,hipopótamo hippo,canguro kangaroo,koala koala,panda panda,mapache raccoon,
nutria otter,foca seal,cangrejo crab,flamenco flamingo,pavo-real peacock,loro parrot,cuervo crow,paloma dove,ganso goose,gallo rooster,pollito chick,murciélago bat,erizo hedgehog,
burro donkey,toro bull,gorila gorilla,tierra earth,cometas kites,nubes clouds,puerta gate,muro wall,valla fence,fuente fountain,granero barn,cabaña cabin,tienda tent,palacio palace,
rascacielos skyscraper,puerto harbour,isla beach,mercado market,escuela school,biblioteca library,teatro theatre,escenario stage,estación station,colina hills,valle valley,estanque pond,
arroyo stream,cascada waterfall,volcán volcano,pantano swamp,triste sad,enojado angry,enojada angry,enfadado angry,contento happy,contenta happy,alegre happy,colores colourful,enorme giant,
diminuto tiny,diminuta tiny,joven young,hermoso beautiful,hermosa beautiful,oscuro dark,oscura dark,soleado sunny,ventoso windy,relámpago lightning,hielo ice,crepúsculo dusk,alba dawn,
flota float,flotan float,cruza cross,galopa gallop,galopan gallop,sienta sit,sientan sit,se the,descansa rest,descansan rest,prepara cook,lucha fight,luchan fight,contra against,aúlla howl,baña swim,
bañan swim,busca search,lanza throw,lleva carry,llevan carry,sostiene hold,abraza hug,besa kiss,persigue chase,llora cry,ríe laugh,trabaja work,construye build,construyen build,pinta paint,
dibuja draw,cae fall,caen fall,crece grow,brilla shine,explota explode,rueda roll,gira spin,espera wait,observa look,saluda wave,sube climb,escala climb,ruge roar,ladra bark,aterriza land,
está the,están the,hay the,su his,sus his,muy the,frente in front of,encima on,encima-de over,alrededor around,cerca near"""
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
发射 launch,落 fall,绽放 bloom,下 under,上 on,里 in,穿过 through,水彩 watercolour,霓虹 neon,特写 close-up,然后 then,快乐 happy,安静 calm,看书 read book,读书 read book,喝茶 drink tea,喝咖啡 drink coffee,沙发 sofa,床 bed,椅子 chair,桌子 table,冰 ice,海盗船 pirate ship,暴风雨中 storm,做 cook,做饭 cook,追 chase,追逐 chase,情侣 couple,
一对 two,家庭 family,朋友 friends,小丑 clown,马戏团 circus,体育场 stadium,踢 kick,海龟 sea turtle,珊瑚礁 coral reef,战斗 fight,打架 fight,嚎叫 howl,叫 bark,对着 at,洗澡 swim,荷叶 leaf,彩色 colourful,
鬼 ghost,幽灵 ghost,午夜 midnight,半夜 midnight,中午 noon,傍晚 evening,黎明 dawn,清晨 dawn,丛林 jungle,雨林 rainforest,走过 walk,飞过 fly over,跑过 run,医生 doctor,护士 nurse,警察 policeman,消防员 firefighter,
农民 farmer,渔夫 fisherman,老师 teacher,学生 student,士兵 soldier,侦探 detective,忍者 ninja,仙女 fairy,精灵 elf,巨人 giant,吸血鬼 vampire,骷髅 skeleton,美人鱼 mermaid,新娘 bride,新郎 groom,
独角兽 unicorn,凤凰 phoenix,蚂蚁 ant,瓢虫 ladybug,蜻蜓 dragonfly,蜗牛 snail,蛇 snake,蜘蛛 spider,鳄鱼 crocodile,蜥蜴 lizard,骆驼 camel,斑马 zebra,犀牛 rhino,河马 hippo,袋鼠 kangaroo,考拉 koala,
浣熊 raccoon,水獭 otter,海豹 seal,螃蟹 crab,海星 starfish,海马 seahorse,火烈鸟 flamingo,鹦鹉 parrot,乌鸦 crow,鸽子 dove,麻雀 sparrow,鹅 goose,公鸡 rooster,小鸡 chick,蝙蝠 bat,刺猬 hedgehog,驴 donkey,
公牛 bull,大猩猩 gorilla,山羊 goat,绵羊 sheep,坦克 tank,拖拉机 tractor,救护车 ambulance,消防车 fire truck,警车 police car,马车 carriage,雪橇 sleigh,卫星 satellite,潜水艇 submarine,小船 rowboat,独木舟 canoe,
飞碟 ufo,宇宙飞船 spaceship,地球 earth,流星 shooting star,闪电 lightning,龙卷风 tornado,叶子 leaf,树叶 leaves,仙人掌 cactus,草 grass,郁金香 tulip,松林 forest,蜂蜜 honey,牛奶 milk,面包 bread,奶酪 cheese,
香蕉 banana,草莓 strawberry,樱桃 cherry,胡萝卜 carrot,西瓜 watermelon,披萨 pizza,汉堡 burger,寿司 sushi,冰淇淋 ice cream,杯子 cup,碗 bowl,瓶子 bottle,镜子 mirror,钥匙 key,箱子 chest,宝藏 treasure,
背包 backpack,帽子 hat,皇冠 crown,剑 sword,信 letter,画 paint,电视 television,相机 camera,手机 phone,电脑 computer,扫帚 broom,门 gate,墙 wall,栅栏 fence,喷泉 fountain,谷仓 barn,帐篷 tent,宫殿 palace,
摩天大楼 skyscraper,教堂 church,港口 harbour,岛 beach,岛上 on beach,市场 market,学校 school,图书馆 library,剧院 theatre,舞台 stage,车站 station,山谷 valley,池塘 pond,小溪 stream,瀑布 waterfall,火山 volcano,
沼泽 swamp,竹筏 raft,悲伤 sad,伤心 sad,难过 sad,生气 angry,愤怒 angry,开心 happy,高兴 happy,害怕 scared,惊讶 surprised,巨大 giant,紫色 purple,橙色 orange,棕色 brown,灰色 grey,银色 silver,绿 green,蓝 blue,黄 yellow,
六 six,七 seven,八 eight,九 nine,十 ten,几 several,一群 group of,漂浮 float,飘 float,休息 rest,拥抱 hug,亲吻 kiss,哭 cry,笑 laugh,微笑 smile,画画 paint,写 write,工作 work,建 build,扔 throw,等 wait,
躺 lie,举 hold,抱 hold,背 carry,掉 fall,燃烧 burn,闪光 shine,旋转 spin,升起 rise,降落 land,起飞 launch,钓鱼 hold,旁边 beside,前面 before,后面 behind,上面 on,下面 under,中间 in,上空 over,
空中 sky,慢动作 slow motion,镜头 camera,俯瞰 aerial,黑白 black and white,像素 pixel,素描 sketch,剪纸 paper cut-out,水墨 ink,赛博朋克 cyberpunk,中国 the,有 the,一杯 a,一艘 a,一辆 a,一架 a,一列 a,一座 a,一群 group of,一位 a,一名 a"""


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
    if language == "es":
        for phrase, clear in _SPANISH_PHRASES:
            text = re.sub(phrase, clear, text, flags=re.IGNORECASE)
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
            if (
                piece.strip()
                and piece not in "的了着在一只个条匹头位正和与，。、们把片座中地得艘辆架列名群对过向从里"
            ):
                pairs.append((piece, piece.lower()))
            elif piece in "，。、":
                pairs.append((piece, ","))
            place += len(piece)
    return _relations_first(pairs)


_AFTER_NOUNS = frozenset({"on", "under", "in", "beside", "behind", "before", "over"})


def _relations_first(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """`under` stands behind the tree in Chinese."""
    ordered = list(pairs)
    for k in range(len(ordered) - 1):
        noun, relation = ordered[k][1], ordered[k + 1][1]
        if relation in _AFTER_NOUNS and (find_noun(noun) or noun in PLACES):
            ordered[k], ordered[k + 1] = ordered[k + 1], ordered[k]
    return ordered
