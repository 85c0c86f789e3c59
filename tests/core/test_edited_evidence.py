"""A picture that was drawn upon another, as the log and the reports know it."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from cxaudit import cells, evidence
from cxaudit.blobs import Blobs
from cxaudit.edits import Edit
from cxaudit.model import Brief
from cxaudit.store.store import Store

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def photo(colour: str) -> bytes:
    made = Image.new("RGB", (64, 48), colour)
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8769)[0x9003] = "2026:11:19 10:30:00"
    out = io.BytesIO()
    made.save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def pair(tmp_path):
    blobs = Blobs(tmp_path / "blobs")
    given = dict(criterion="ONB-01", author="A", now=NOW, blobs=blobs)
    first = evidence.take_in(photo("navy"), name="desk.jpg", evidence_id="one", **given)
    del given["criterion"]
    second = evidence.take_in_edited(
        first, photo("olive"), name="desk (edited).jpg", evidence_id="two", **given
    )
    return first, second, blobs


def test_an_edited_picture_says_what_it_was_drawn_upon_and_proves_the_same_at_the_same_moment(pair):
    first, second, blobs = pair
    assert (second.derived_from, second.criterion, second.taken) == ("one", "ONB-01", first.taken)
    assert second.taken == "2026-11-19T10:30:00"
    assert {first.sha256, first.preview, first.thumb}.isdisjoint(
        {second.sha256, second.preview, second.thumb}
    )
    assert all(blobs.check(sha) for sha in (first.sha256, second.sha256, second.preview, second.thumb))


def test_the_log_keeps_where_an_edited_picture_came_from_and_withholds_the_original(pair, tmp_path):
    first, second, _ = pair
    store = Store(tmp_path / "store")
    audit = store.create(Brief(company="C"), author="A").audit
    added = store.append(
        audit.id,
        [
            Edit(cells.evidence("one"), cells.evidence_value(first)),
            Edit(cells.caption("one"), "The desk at noon"),
        ],
        "A",
    )
    original = added.audit.evidence[0]
    assert "derived_from" not in added.audit.cells[cells.evidence("one")][0].value
    values = evidence.edited_values(second, original, withhold=True)
    store.append(audit.id, [Edit(cell, value) for cell, value in values.items()], "A")
    told = {e.id: (e.derived_from, e.caption, e.internal) for e in store.audit(audit.id).evidence}
    store.close()
    assert told == {"one": ("", "The desk at noon", True), "two": ("one", "The desk at noon", False)}


def test_an_original_that_need_not_stay_inside_is_left_alone(pair):
    first, second, _ = pair
    assert set(evidence.edited_values(second, first, withhold=False)) == {cells.evidence("two")}
