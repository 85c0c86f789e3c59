"""Photos as phones write them, made for a test: JPEG and HEIC with the times of a camera in them."""

from __future__ import annotations

import io
import struct
from pathlib import Path

from PIL import Image, ImageFilter

from cxaudit.phone.matching import clock_modules

DATA = Path(__file__).parent / "data"


def exif(taken="", offset="", part="", make="Phone", model="One", serial=""):
    """Exif as a camera writes it; `taken` is `2026:05:20 14:12:00`."""
    made = Image.Exif()
    made[0x010F], made[0x0110] = make, model
    shot = made.get_ifd(0x8769)
    for tag, said in ((0x9003, taken), (0x9011, offset), (0x9291, part), (0xA431, serial)):
        if said:
            shot[tag] = said
    return made


def jpeg(path, taken="", colour="teal", size=(640, 480), **camera):
    """Write a JPEG of one colour."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(path, "JPEG", exif=exif(taken, **camera))
    return path


def save(path, image, taken="", **camera):
    """Write that picture as a JPEG."""
    image.convert("RGB").save(path, "JPEG", quality=85, exif=exif(taken, **camera))
    return path


def heic(path, taken="", **camera):
    """Write a HEIC with that Exif: the picture of the test data, with a second item put beside it."""
    whole = (DATA / "photo.heic").read_bytes()
    boxes = dict(_boxes(whole))
    inner = dict(_boxes(boxes[b"meta"][4:]))
    picture = boxes[b"mdat"]
    meaning = b"\0\0\0\x06Exif\0\0" + exif(taken, **camera).tobytes().removeprefix(b"Exif\0\0")
    head = _box(b"ftyp", boxes[b"ftyp"])

    def meta(start):
        infos = inner[b"iinf"][6:] + _box(b"infe", b"\2\0\0\0" + struct.pack(">HH", 2, 0) + b"Exif\0")
        places = b"".join(
            struct.pack(">HHHII", number, 0, 1, at, length)
            for number, at, length in (
                (_first_item(inner[b"pitm"]), start, len(picture)),
                (2, start + len(picture), len(meaning)),
            )
        )
        about = _box(b"cdsc", struct.pack(">HHH", 2, 1, _first_item(inner[b"pitm"])))
        parts = [
            _box(b"hdlr", inner[b"hdlr"]),
            _box(b"pitm", inner[b"pitm"]),
            _box(b"iloc", b"\0\0\0\0\x44\0" + struct.pack(">H", 2) + places),
            _box(b"iinf", b"\0\0\0\0" + struct.pack(">H", 2) + infos),
            _box(b"iref", b"\0\0\0\0" + about),
            _box(b"iprp", inner[b"iprp"]),
        ]
        return _box(b"meta", b"\0\0\0\0" + b"".join(parts))

    start = len(head) + len(meta(0)) + 8
    path.write_bytes(head + meta(start) + _box(b"mdat", picture + meaning))
    return path


def photographed(screen, turn=3.0, blur=1.2, room=(1600, 1200)):
    """A screen as a hand-held phone sees it: smaller, turned, leaning back, a little out of focus."""
    view = screen.convert("RGB").resize((room[0] * 5 // 8, room[0] * 5 // 8 * screen.height // screen.width))
    scene = Image.new("RGB", room, (74, 66, 58))
    scene.paste(view, ((room[0] - view.width) // 2, (room[1] - view.height) // 2))
    wide, high = room
    lean = Image.Transform.QUAD
    corners = (
        -wide * 0.03,
        -high * 0.02,
        wide * 0.02,
        high,
        wide * 0.98,
        high * 1.01,
        wide * 1.04,
        high * 0.01,
    )
    scene = scene.transform(room, lean, corners, Image.Resampling.BICUBIC, fillcolor=(74, 66, 58))
    scene = scene.rotate(turn, Image.Resampling.BICUBIC, fillcolor=(74, 66, 58))
    return scene.filter(ImageFilter.GaussianBlur(blur)).point(lambda v: 20 + v * 200 // 255)


def code(moment, scale=12):
    """The QR code of the clock screen alone, as a picture."""
    return drawn_code(clock_modules(moment), scale)


def code_photo(modules, path, scale=6):
    """A screenshot of a QR code."""
    drawn_code(modules, scale).convert("RGB").save(path, quality=90)


def drawn_code(rows, scale):
    """A QR code with its quiet edge."""
    made = Image.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows))
    edge = Image.new("L", (made.width + 8, made.height + 8), 255)
    edge.paste(made, (4, 4))
    return edge.resize((edge.width * scale, edge.height * scale), Image.Resampling.NEAREST)


def size_of(data):
    return Image.open(io.BytesIO(data)).size


def _first_item(pitm):
    return struct.unpack(">H", pitm[4:6])[0]


def _box(kind, body):
    return struct.pack(">I", len(body) + 8) + kind + body


def _boxes(data):
    at = 0
    while at + 8 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : at + length]
        at += length
