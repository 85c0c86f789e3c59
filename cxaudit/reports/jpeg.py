"""Previews go into the report byte for byte; this tells whether the bytes are a plain JPEG."""

from __future__ import annotations

from dataclasses import dataclass

_FRAMES = {0xC0, 0xC1, 0xC2}
_OTHER_FRAMES = {*range(0xC3, 0xD0)} - {0xC4, 0xC8, 0xCC}
_STANDALONE = {0x01, *range(0xD0, 0xD8)}


@dataclass(frozen=True, slots=True)
class Jpeg:
    data: bytes
    width: int
    height: int
    grey: bool
    """One value a pixel, else three."""
    name: str = ""
    """That of the bytes it was read from, if they have one that only they have."""


def read_jpeg(data: bytes, name: str = "") -> Jpeg | None:
    """The picture without what it tells about its maker and place, or None if it is not a whole plain JPEG.

    Plain means 8 bits, grey or three colours, baseline or progressive: what every PDF viewer reads.
    """
    if data[:2] != b"\xff\xd8" or data[-64:].rstrip(b"\0").rfind(b"\xff\xd9") < 0:
        return None
    kept, at, size, grey = [data[:2]], 2, (0, 0), False
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF or marker in _STANDALONE:
            at += 1 if marker == 0xFF else 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        segment = data[at:end]
        if len(segment) < 4 or end > len(data) or marker in _OTHER_FRAMES:
            return None
        if marker in _FRAMES:
            if len(segment) < 10 or segment[4] != 8 or segment[9] not in (1, 3):
                return None
            size, grey = (int.from_bytes(segment[7:9]), int.from_bytes(segment[5:7])), segment[9] == 1
        if marker == 0xDA:
            head = b"".join(kept)
            plain = data if len(head) == at else head + data[at:]
            return Jpeg(plain, *size, grey, name) if all(size) else None
        if not (0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)):
            kept.append(segment)
        at = end
    return None
