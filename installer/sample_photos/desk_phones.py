"""Photos of phones on tables."""

from __future__ import annotations

from PIL.Image import Image as Picture

from installer.sample_photos import phones
from installer.sample_photos.desk import ASH, OAK, WALNUT, leaves, lying, mug, pen, window_light
from installer.sample_photos.light import (
    LANDSCAPE,
    PORTRAIT,
    Colour,
    Point,
    develop,
    place,
)
from installer.sample_photos.surfaces import cloth, stone, wood
from installer.sample_photos.things import Sheet, paper, phone


def _phone(canvas: Picture, screen: Picture, at: Point, height: float, turn: float, body: Colour) -> None:
    thing = phone(screen, body)
    place(canvas, thing, lying(at, height * thing.width / thing.height, height, turn, 0.1), 15)


def chat_advice() -> bytes:
    canvas = wood(PORTRAIT, *OAK, "chat", 5)
    leaves(canvas, (930, 40), 4)
    mug(canvas, (110, 170), 105, (206, 204, 196))
    _phone(canvas, phones.chat_advice(), (470, 640), 930, -7, (24, 25, 28))
    return develop(canvas, 0.8)


def abandoned_mail() -> bytes:
    canvas = window_light(cloth(PORTRAIT, (176, 172, 164), "mail"), 190)
    _phone(canvas, phones.abandoned_mail(), (450, 600), 1000, 5, (60, 66, 78))
    return develop(canvas, 0.5)


def tracking() -> bytes:
    canvas = stone(PORTRAIT, (196, 194, 190), "track")
    pen(canvas, (770, 980), 430, -64)
    _phone(canvas, phones.tracking(), (415, 590), 960, -3, (205, 200, 192))
    return develop(canvas, 0.2, (0.7, 0.2))


def app_home() -> bytes:
    canvas = stone(PORTRAIT, (238, 236, 234), "home", veins=True)
    mug(canvas, (800, 1070), 118, (70, 92, 96), full=False)
    _phone(canvas, phones.app_home(), (440, 560), 930, 8, (28, 30, 36))
    return develop(canvas, 0.9, (0.2, 0.4))


def app_profile() -> bytes:
    canvas = wood(PORTRAIT, *WALNUT, "profile", 4, upright=True)
    _phone(canvas, phones.app_profile(), (455, 610), 1010, -2, (24, 25, 28))
    return develop(canvas, 1.2, (0.6, 0.35))


def lock_screen() -> bytes:
    canvas = cloth(PORTRAIT, (92, 104, 120), "lock")
    _phone(canvas, phones.lock_screen(), (440, 610), 980, -11, (24, 25, 28))
    return develop(canvas, -0.3, (0.3, 0.2))


def settings() -> bytes:
    canvas = wood(LANDSCAPE, *ASH, "settings", 3)
    notebook = paper(_dots(), "notebook")
    place(canvas, notebook, lying((900, 520), 470, 620, 9, 0.08), 10)
    pen(canvas, (930, 560), 470, 118, (120, 52, 40))
    _phone(canvas, phones.settings(), (400, 450), 800, -6, (200, 200, 204))
    return develop(canvas, 0.6)


def two_phones() -> bytes:
    canvas = wood(LANDSCAPE, *WALNUT, "two", 5)
    _phone(canvas, phones.same_mail("Анна", "10:04"), (370, 450), 780, -5, (24, 25, 28))
    _phone(canvas, phones.same_mail("Игорь", "10:21"), (800, 465), 780, 4, (196, 190, 184))
    return develop(canvas, 1.0, (0.5, 0.2))


def cancel_flow() -> bytes:
    canvas = window_light(stone(PORTRAIT, (214, 206, 194), "cancel"), -210, 70)
    leaves(canvas, (-20, 1230), 6, 0.28)
    _phone(canvas, phones.cancel_flow(), (480, 580), 960, 4, (24, 25, 28))
    return develop(canvas, 1.0)


def _dots() -> Sheet:
    sheet = Sheet(470, 620, (250, 248, 240))
    for x in range(20, 470, 24):
        for y in range(20, 620, 24):
            sheet.draw.point((x, y), (150, 150, 150))
            sheet.draw.point((x + 1, y), (170, 170, 170))
    return sheet


SCENES = {
    scene.__name__: scene
    for scene in (
        *(chat_advice, abandoned_mail, tracking, app_home, app_profile),
        *(lock_screen, settings, two_phones, cancel_flow),
    )
}
