"""The small pictures of the evidence."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from cxaudit.blobs import Blobs
from ui.widgets import thumbs
from ui.widgets.thumbs import Thumbs


def _picture(n: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (320, 240), (4 * n, 250 - 4 * n, 90)).save(out, "JPEG")
    return out.getvalue()


def test_a_long_day_of_photos_keeps_only_the_pictures_seen_last(qtbot, tmp_path: Path) -> None:
    blobs, shown = Blobs(tmp_path), Thumbs()
    hashes = [blobs.put_bytes(_picture(n)) for n in range(60)]
    for sha in hashes:
        if shown.get(sha, blobs) is None:
            with qtbot.waitSignal(shown.came):
                pass
        assert shown.get(hashes[0], blobs), "what is looked at again and again stays"
        assert shown.held <= thumbs.KEPT
    assert shown.get(hashes[-1], blobs) and shown.get(hashes[1], blobs) is None
    with qtbot.waitSignal(shown.came):
        pass
    assert shown.get(hashes[1], blobs), "and comes again when it is wanted"
