"""Words that are not things: places, times, weather, colours, numbers, verbs, camera and style."""

from __future__ import annotations

from functools import cache

from filmgate.engines.animatic.script.wordset import words


def _table(text: str) -> dict[str, str]:
    """`meaning: word word, two words` lines to a table from word to meaning."""
    table: dict[str, str] = {}
    for line in text.strip().splitlines():
        meaning, _, words = line.partition(":")
        meaning = meaning.strip().replace("_", " ")
        for word in [meaning, *words.replace(",", " ").split()]:
            table.setdefault(word.strip().replace("_", " "), meaning)
    return table


PLACES = _table("""
forest: woods wood woodland grove jungle_path
jungle: rainforest
bamboo_forest: bamboo_grove
meadow: field fields grassland prairie pasture hillside hill hills farmland farm countryside steppe plain plains valley
savanna: savannah serengeti african_plain
garden: playground palace_garden castle_garden greenhouse glasshouse park backyard yard lawn orchard vineyard courtyard
mountains: mountain peak summit cliff alps canyon ridge glacier
snowfield: ice tundra arctic antarctica ice_field north_pole ski_slope
beach: shore seaside coast seashore island sand_beach
sea: ocean waves big_wave giant_wave huge_wave big_waves giant_waves huge_waves tsunami harbor harbour bay
lake: swimming_pool pool puddle riverbank river pond lagoon stream creek
waterfall: waterfalls cascade
underwater: seabed reef coral_reef deep_sea ocean_floor under_water aquarium
desert: dunes dune sahara oasis
city: downtown metropolis town skyline rooftop new_york tokyo paris london shanghai manhattan hong_kong
street: road highway alley avenue lane sidewalk city_street crossroads boulevard path
village: old_town marketplace market hamlet
room: living_room indoors bedroom home_interior house_interior apartment_room cafe restaurant coffee_shop hall office classroom studio_apartment attic interior windowsill window_sill
kitchen: bakery_interior diner
library: study bookshop bookstore
theatre: theater concert stage opera circus ballroom concert_hall nightclub club disco arena
studio: white_background plain_background backdrop
space: outer_space cosmos orbit universe deep_space asteroid_field asteroid_belt
moon: lunar_surface moon_surface
mars: red_planet mars_surface alien_planet
sky: heavens air cloudscape above_the_clouds over_the_clouds
cave: cavern tunnel mine grotto dungeon
volcano: lava volcanic
swamp: marsh bog
launchpad: launch_pad spaceport
station: train_station platform railway railroad
stadium: football_field soccer_field football_pitch sports_field pitch
""")

TIMES = _table("""
dawn: daybreak first_light early_morning
morning: sunrise am
day: daytime noon midday daylight sunny_day afternoon sunlight sunshine
late: golden_hour evening late_afternoon evening_sun golden_light
sunset: dusk twilight sundown
blue_hour: nightfall
night: under_the_stars beneath_the_stars midnight nighttime candlelight candlelit at_night moonlight moonlit starlight starry nocturnal dark darkness night_sky starry_sky
""")

SEASONS = _table("""
spring: springtime blooming blossoming
summer: summertime
autumn: fall autumnal october
winter: wintry december christmas wintertime frozen icy
""")

WEATHER = _table("""
rain: rainy raining rains rainfall wet drizzle drizzling
swell: big_wave giant_wave huge_wave big_waves giant_waves huge_waves tsunami
storm: stormy thunderstorm thunder tempest storms
snow: snowy snowing snowfall snows blizzard snowflake snowflakes snow-covered
fog: foggy mist misty haze hazy smog
wind: windy breeze breezy gale gusty
clear: sunny bright cloudless
cloudy: overcast clouds_rolling
leaves: falling_leaves autumn_leaves leaves_fall leaves_falling fallen_leaves leaves_blowing
petals: falling_petals
dust: dusty sandstorm
bubbles: bubbly
sparks: embers glowing_embers
confetti: celebration party festival carnival
fireflies: glowworms
""")

MOODS = _table("""
happy: joyful cheerful playful fun funny cute adorable merry joy laughing smiling lively whimsical
calm: peaceful serene quiet gentle tranquil relaxing soft cozy cosy sleepy slow dreamy
epic: heroic majestic dramatic grand powerful cinematic breathtaking magnificent
tense: scary dark_mood horror spooky creepy eerie dangerous mysterious ominous haunted suspense
sad: lonely melancholic melancholy gloomy nostalgic sorrow
magic: magical enchanted fantasy mystical fairytale fairy-tale wondrous surreal dreamlike glowing
energetic: fast action exciting intense wild dynamic party_mood
romantic: love loving tender
""")

STYLES = _table("""
watercolour: watercolor aquarelle water_colour painterly oil_painting impressionist painted
noir: black_and_white monochrome film_noir black-and-white grayscale
neon: cyberpunk synthwave vaporwave futuristic neon-lit sci-fi
paper: paper_cut-out papercut paper_cut paper_cutout origami collage cut-out
pixel: pixel_art 8-bit 8bit retro_game voxel
sketch: pencil pencil_sketch pencil_drawing line_drawing hand-drawn hand_drawn charcoal doodle ink
vintage: retro old_film vintage_film sepia 16mm 8mm grainy antique
clean: photorealistic realistic 4k 8k hd ultra-realistic hyperrealistic anime cartoon animation animated 3d pixar ghibli detailed
""")

ERAS = _table("""
medieval: middle_ages ancient
prehistoric: jurassic stone_age
future: cybernetic space_age
victorian: steampunk 19th_century
""")

CAMERA_SIZES = _table("""
close: close-up closeup close_up macro portrait_shot extreme_close-up
wide: wide_shot wide-angle long_shot establishing_shot panorama panoramic landscape vast
medium: medium_shot mid_shot
aerial: bird's_eye birds_eye drone_shot from_above top-down overhead aerial_view flyover bird's_eye_view
""")

CAMERA_MOVES = _table("""
pan_left: panning_left pans_left
pan_right: panning_right pans_right pan panning pans
dolly_in: zoom_in zooms_in zooming_in push_in dolly zoom dolly-in zooming
dolly_out: zoom_out zooms_out zooming_out pull_back pull_out dolly-out
tracking: tracking_shot follow_shot following_shot
crane_up: tilt_up crane_shot crane rises_up
crane_down: tilt_down
handheld: hand-held shaky
orbit: orbiting circling_camera rotating_camera
static: static_shot locked_camera still_camera tripod
""")

FILMED = {"follows": "tracking", "tracks": "tracking", "following": "tracking", "rises": "crane up", "rising": "crane up",
          "climbs": "crane up", "descends": "crane down", "circles": "orbit", "circling": "orbit", "rotates": "orbit",
          "turns": "orbit", "glides": "tracking", "drive": "dolly in", "flies": "dolly in", "flying": "dolly in", "pushes": "dolly in",
          "approaches": "dolly in", "moves": "tracking", "moving": "tracking", "pulls": "dolly out", "retreats": "dolly out",
          "shakes": "handheld", "stays": "static", "stands": "static"}  # fmt: skip
"""What `the camera` does, by the verb that follows it."""

PACES = {"slow motion": 0.5, "slow-motion": 0.5, "slowmo": 0.5, "slowly": 0.7, "time-lapse": 3.0, "time lapse": 3.0,
         "timelapse": 3.0, "quickly": 1.4, "fast": 1.4, "slow": 0.7}  # fmt: skip

COLOURS = {
    "red": "d8412f", "crimson": "b3202c", "scarlet": "d8301f", "orange": "ee8434", "amber": "eea12b",
    "golden": "e6b23c", "gold": "e6b23c", "yellow": "f3cf45", "green": "5a9a4a", "emerald": "2f9d6a",
    "lime": "a3cf3f", "teal": "2f8f92", "turquoise": "3fb8b0", "cyan": "4cc3d9", "blue": "3f74c9",
    "navy": "24386b", "purple": "7d4fb0", "violet": "7d5bc4", "lilac": "b79ad9", "pink": "ee8fae",
    "magenta": "cf3f93", "brown": "86583a", "tan": "c9a06e", "beige": "d9c3a0", "white": "f3efe6",
    "cream": "f3e6c8", "silver": "b9c1c9", "gray": "8b9097", "grey": "8b9097", "black": "2c2b33",
    "copper": "b8703f", "bronze": "a5763f", "blonde": "e3bf6b", "ginger": "dd8a45",
}  # fmt: skip

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "several": 4, "many": 7, "few": 3, "some": 3, "pair": 2, "both": 2, "dozen": 12,
    "flock": 8, "herd": 6, "group": 4, "swarm": 9, "school": 8, "pack": 4, "hundreds": 12, "thousands": 14,
    "dozens": 12, "lots": 8, "bunch": 5, "fleet": 5, "caravan": 5, "parade": 6, "row": 5, "colony": 8, "army": 9, "team": 4, "band": 4,
    "single": 1, "half a dozen": 6, "a dozen": 12, "couple of": 2, "pair of": 2, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100, "thousand": 1000, "million": 1000, "countless": 14, "numerous": 9,
    "crowd of": 7, "trio": 3, "trio of": 3, "triplet": 3, "duo": 2,
}  # fmt: skip
_YEARS = 1000
"""From here on a number in digits is rather a year."""
UNITS = words(
    "second seconds sec s minute minutes fps frames year years old mm k p px degrees percent am pm o'clock st nd rd th"
)
"""What is counted otherwise than in things."""

SIZES = {
    "tiny": 0.55, "small": 0.75, "little": 0.75, "mini": 0.6, "miniature": 0.6, "short": 0.85, "big": 1.3,
    "large": 1.35, "huge": 1.6, "giant": 1.8, "gigantic": 1.8, "enormous": 1.7, "massive": 1.7, "tall": 1.25,
    "colossal": 1.9, "long": 1.15, "mighty": 1.4,
}  # fmt: skip

TRAITS = _table("""
old: elderly ancient_one aged
young: baby_one
striped: stripes stripy
spotted: spots dotted
fluffy: furry fuzzy
fat: chubby round plump
thin: slim skinny slender lean
shiny: metallic glossy chrome steel
wooden: rustic
colourful: colorful rainbow-coloured multicolored multicoloured vibrant
beautiful: pretty lovely elegant graceful gorgeous handsome
brave: proud noble strong fierce
tired: exhausted
broken: abandoned ruined rusty
""")

FEELINGS = _table("""
happy: smiling smile joyful cheerful laughing laugh grinning grin glad excited merry
sad: unhappy crying cry weeping weep lonely heartbroken gloomy
angry: furious grumpy mad annoyed raging
scared: afraid frightened terrified fearful nervous
surprised: astonished amazed shocked startled
""")

ACTIONS = _table("""
walk: wade splash stroll wander march step hike stride pace tiptoe cross patrol strolls trek
run: race sprint chase gallop dash rush jog trot hurry flee escape charge
fly: soar glide flutter flap levitate swoop circle
swim: dive paddle surf snorkel
float: drift hover orbit
sail: cruise navigate row
drive: cruise_by speed travel pass roll commute drift_by drive_by
ride: mount cycle pedal
sit: rest relax meditate perch wait
sleep: nap doze snooze dream lie
stand: pose stay smile grin frown cry weep
jump: leap hop bounce skip somersault
dance: swing spin twirl waltz breakdance groove sway swing_dance celebrate
play: perform practise practice strum drum_on kick dribble
sing: chant hum
howl: bay
wave: greet salute
eat: bite munch chew graze devour
drink: sip slurp
read: study
write: draw paint sketch knit sew
cook: bake stir fry
hold: carry lift bring catch grab pick give offer wear rescue save abduct
throw: toss juggle hurl
look: watch gaze stare observe admire see peek blow explore discover search meet spot notice find
talk: bark meow moo neigh roar growl purr chirp speak say whisper laugh chat tell shout
hug: kiss embrace cuddle
fight: battle duel wrestle box
climb: ascend scale
launch: blast_off blast lift_off take_off ignite blastoff
land: descend
fall: drop tumble sink
grow: bloom blossom sprout open
burn: blaze glow shine flicker sparkle twinkle explode erupt breathe_fire spit_fire
rotate: turn revolve orbit_around rotate
ski: skate snowboard sled slide
work: build repair fix plough clean sweep wash
fish_for: angle
push: pull drag
rise: emerge appear
""")

PAST = {
    "ran": "run", "flew": "fly", "flown": "fly", "swam": "swim", "drove": "drive", "rode": "ride", "ridden": "ride",
    "sat": "sit", "slept": "sleep", "stood": "stand", "sang": "sing", "ate": "eat", "eaten": "eat", "drank": "drink",
    "wrote": "write", "held": "hold", "threw": "throw", "fell": "fall", "grew": "grow", "saw": "see", "fought": "fight",
    "lying": "lie", "rose": "rise", "risen": "rise", "shone": "shine", "waters": "work", "watering": "work", "blows": "blow", "met": "meet", "found": "find", "gave": "give", "caught": "catch", "wore": "wear", "came": "walk", "went": "walk",
    "comes": "walk", "goes": "walk", "took off": "launch", "takes off": "launch",
    "taking off": "launch", "lifts off": "launch", "blasts off": "launch", "blasting off": "launch",
    "lifting off": "launch", "drives by": "drive by", "driving by": "drive by", "passes by": "drive by",
    "passing by": "drive by", "flies by": "fly", "breathes fire": "breathe fire", "breathing fire": "breathe fire", "spits fire": "spit fire", "chases": "run",
}  # fmt: skip

RELATIONS = _table("""
on: upon atop on_top_of onto on_the_back_of
in: in_the_middle_of in_the_midst_of inside within amid among amidst into
over: above across_from
before: in_front_of
under: below beneath underneath
behind: 
beside: at_the_edge_of on_the_edge_of at_the_foot_of near by next_to alongside around at against
through: across along past
with: holding wearing
from: out_of off
to: toward towards
of:
""")

BODY = words("shoulder shoulders head hand arm arms lap finger nose knee")
NEGATIONS = frozenset(["zero", "0", "no", "without", "not", "never", "nobody", "none"])
CUTS = ("then", "cut to", "next", "afterwards", "after that", "meanwhile", "finally", "suddenly", "later")

STOP_WORDS = words(
    """a an the and or but is are was were be been being am his her its their our my your he she it they we i you this
    that these those who which what where when while as so very really just also there here has have had do does did
    will would can could should may might up down out away back again his him them me us more most much all each
    every other another own same such only too than s t with by for about after before during until like even still
    into onto off per via shot scene video film movie clip camera view footage image picture frame show shows
    showing featuring style art high quality highly resolution fps realistic beautifully animated let make create
    generate please one's full side front top bottom middle center centre left right background foreground while
    it's there's branch side surface time lapse motion some any if because light lights lighting shadow shadows water effect effects
    atmosphere set its first second seconds third shot1 world around moving moves move"""
)


def number(word: str) -> int | None:
    """How many a word or digits say; None if it is no number of things."""
    if word.isdecimal():
        return count if len(word) < 5 and (count := int(word)) < _YEARS else None
    return NUMBERS.get(word)


@cache
def longest_phrase() -> int:
    """How many words the longest known expression has."""
    return 4


def verb(word: str) -> str | None:
    """The action that a form of a verb names."""
    if word in PAST:
        word = PAST[word]
    for candidate in _stems(word):
        if candidate in ACTIONS:
            return ACTIONS[candidate]
    return None


def feeling(word: str) -> str | None:
    """What somebody feels who is, or does, this."""
    return next((FEELINGS[stem] for stem in _stems(word) if stem in FEELINGS), None)


def _stems(word: str) -> list[str]:
    stems = [word]
    for ending in ("ing", "ed", "es", "s", "er"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            stems += [stem, stem + "e"]
            if len(stem) > 2 and stem[-1] == stem[-2]:
                stems.append(stem[:-1])
            if stem.endswith("i"):
                stems.append(stem[:-1] + "y")
    return stems
