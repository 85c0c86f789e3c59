"""Draws the photos anew into resources/samples/photos: `python -m installer.sample_photos`."""

from __future__ import annotations

from cxaudit.demo import PHOTOS
from installer.sample_photos import SCENES

for name, draw in SCENES.items():
    (PHOTOS / f"{name}.jpg").write_bytes(draw())
    print(name)
