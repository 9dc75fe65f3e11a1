"""The gallery's films: prompts of all kinds, each with the moment that its still shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class GalleryFilm:
    """One film of the gallery. `at_seconds` is the moment of its still; `upright` ones are 9:16."""

    name: str
    prompt: str
    at_seconds: float = 3.0
    upright: bool = False


FILMS = (
    GalleryFilm("fox", "A red fox walks through a snowy forest at dawn"),
    GalleryFilm("horses", "Two white horses gallop along the beach at sunset"),
    GalleryFilm("owl", "An owl sits in a tree at night, moonlight, fireflies"),
    GalleryFilm("umbrella", "A girl with a red umbrella walks through the rain in the city at night", upright=True),
    GalleryFilm("kite", "Two children fly a kite in a meadow"),
    GalleryFilm("grandmother", "A grandmother reads a book in an armchair, a cat sleeps beside her"),
    GalleryFilm("car", "A red sports car drives through the desert, golden hour, tracking shot"),
    GalleryFilm("train", "A steam train crosses a bridge in the mountains, autumn leaves", 4.0),
    GalleryFilm("lighthouse", "A lighthouse in a storm at night", 1.1),
    GalleryFilm("astronaut", "An astronaut floats in space, the earth behind him"),
    GalleryFilm("rocket", "A rocket launches at night", 3.2, upright=True),
    GalleryFilm("reef", "A sea turtle and three yellow fish swim over a coral reef"),
    GalleryFilm("robot", "A robot dances in a neon city, cyberpunk", 4.0),
    GalleryFilm("piano", "A cat playing piano"),
    GalleryFilm("cake", "Close-up of a birthday cake with candles, confetti"),
    GalleryFilm("dragon", "A green dragon flies over a castle at dusk, epic", 4.0),
    GalleryFilm("dog", "Shot 1 [0-3s]: a dog sleeps on a sofa. Shot 2 [3-8s]: the dog runs on the beach", 5.0),
    GalleryFilm("village", "Aerial view of a village in winter, snow, the camera pans left", 4.0),
    GalleryFilm("sailing", "A sailing boat on the sea at sunset, watercolour", 4.0),
    GalleryFilm("detective", "A detective under a street lamp in the fog, film noir"),
    GalleryFilm("panda", "一只熊猫在竹林里吃竹子"),
    GalleryFilm("guitar", "Una niña toca la guitarra en la playa al atardecer"),
    GalleryFilm("balloon", "Ein roter Heißluftballon fliegt über die Berge", upright=True),
    GalleryFilm("wolf", "A wolf howls at the moon"),
    GalleryFilm("surfer", "A surfer rides a giant wave"),
    GalleryFilm("elephants", "Elephants walk through the savanna at sunset"),
    GalleryFilm("sad-robot", "A sad robot sits on a bench in the rain"),
    GalleryFilm("tacos", "Three tacos and a hot dog dance in a neon city"),
    GalleryFilm("bakery", "A bakery with a sign that says OPEN, and a parrot on a pirate's shoulder"),
    GalleryFilm("wizard", 'An old wizard by a campfire says "It will be a long winter."', 2.0),
)  # fmt: skip
