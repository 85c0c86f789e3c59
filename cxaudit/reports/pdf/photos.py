"""The evidence of a stage: photos four across with captions, then every other file in a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from itertools import islice

from cxaudit.errors import KnownError
from cxaudit.i18n import Translator
from cxaudit.model import Evidence, Stage
from cxaudit.reports.charts.words import photo_said
from cxaudit.reports.jpeg import Jpeg, read_jpeg
from cxaudit.reports.pdf.page import BOTTOM, LAST_HEADING, LEFT, RIGHT, Paper
from cxaudit.reports.pdf.typeset import (
    HEADING,
    NOTE,
    SMALL,
    SMALL_HEAD,
    SMALL_STRONG,
    balanced,
    plain,
    width,
    wrap,
)
from cxaudit.reports.subject import Subject, evidence_label

ACROSS, WIDE, HIGH, GUTTER = 4, 41.0, 30.75, 4.0
ABOVE = 5.0
MOST_CAPTION_LINES = 6
FRAME = "#BCC5CD"
NUMBER, CRITERION, KIND, NAME, SIZE, HASH = 17.0, 30.0, 46.0, 64.0, 172.0, 193.0
NAME_WIDE = 88.0


def draw_evidence(paper: Paper, subject: Subject, stage: Stage) -> None:
    found = [e for c in stage.criteria for e in subject.evidence.get(c.id, ())]
    _draw_photos(paper, subject, [e for e in found if e.kind == "image"])
    _draw_files(paper, subject, [e for e in found if e.kind != "image" or _is_long(e)])


def first_row(subject: Subject, stage: Stage) -> float:
    """How much room the first photos of a stage ask for, in mm."""
    found = (e for c in stage.criteria for e in subject.evidence.get(c.id, ()) if e.kind == "image")
    row = list(islice(found, ACROSS))
    return _row_high([_caption(photo, subject.tr) for photo in row]) + ABOVE if row else 0.0


def is_one_row(subject: Subject, stage: Stage) -> bool:
    """Whether a single row of photos is all the evidence of the stage."""
    found = [e for c in stage.criteria for e in subject.evidence.get(c.id, ())]
    return 0 < len(found) <= ACROSS and all(e.kind == "image" and not _is_long(e) for e in found)


def _is_long(photo: Evidence) -> bool:
    return len(wrap(photo.caption, SMALL, WIDE)) > MOST_CAPTION_LINES


# --- photos ---------------------------------------------------------------------------------


def _draw_photos(paper: Paper, subject: Subject, photos: Sequence[Evidence]) -> None:
    for at in range(0, len(photos), ACROSS):
        row = photos[at : at + ACROSS]
        captions = [_caption(photo, subject.tr) for photo in row]
        high = _row_high(captions)
        if not paper.need(high + ABOVE):
            paper.y += ABOVE
        for column, (photo, lines) in enumerate(zip(row, captions, strict=True)):
            x = LEFT + column * (WIDE + GUTTER)
            draw_picture(paper, subject, photo, x, paper.y)
            _signature(paper, subject, photo, lines, x, paper.y + HIGH + 4)
        paper.y += high


def _row_high(captions: Sequence[Sequence[str]]) -> float:
    return HIGH + 5.3 + SMALL.line * max(len(lines) for lines in captions)


def _caption(photo: Evidence, tr: Translator) -> list[str]:
    lines = balanced(photo.caption.strip() or photo.name, SMALL, WIDE)
    if len(lines) > MOST_CAPTION_LINES:
        lines = [*lines[: MOST_CAPTION_LINES - 1], tr("whole text in the list below")]
    return lines


def _signature(
    paper: Paper, subject: Subject, photo: Evidence, lines: Sequence[str], x: float, y: float
) -> None:
    label = evidence_label(subject.numbers[photo.id])
    paper.text(x, y, label, SMALL_STRONG)
    place = photo.criterion + (f" · {moment}" if (moment := taken(photo, subject.tr)) else "")
    paper.text(x + width(label, SMALL_STRONG) + 1.6, y, place, SMALL, paper.palette.ink2)
    paper.lines(x, y + SMALL.line + 0.3, lines, SMALL)


def taken(item: Evidence, tr: Translator) -> str:
    """The day it was taken, or came in; nothing if that cannot be read."""
    for said in filter(None, (item.taken, item.added)):
        with suppress(ValueError):
            return tr.date(datetime.fromisoformat(said))
    return ""


def draw_picture(
    paper: Paper,
    subject: Subject,
    photo: Evidence,
    x: float,
    y: float,
    wide: float = WIDE,
    high: float = HIGH,
) -> None:
    """The photo fitted whole into a frame, or a frame that says that it cannot be read."""
    jpeg = read_photo(subject, photo)
    paper.box(x, y, wide, high, paper.palette.panel)
    if jpeg is not None:
        with paper.figure(photo_said(subject, photo), x, y, wide, high):
            paper.image(jpeg, x, y, wide, high)
    else:
        said = subject.tr("The picture is not in the store or cannot be read.")
        lines = balanced(said, NOTE, wide - 6)
        first = y + high / 2 + 1 - (len(lines) - 1) * NOTE.line / 2
        paper.lines(x + wide / 2, first, lines, NOTE, paper.palette.ink2, "centre")
    paper.box(x, y, wide, high, edge=FRAME, points=0.4)


def read_photo(subject: Subject, photo: Evidence) -> Jpeg | None:
    """The preview, else the thumbnail; None if neither can be read."""
    return next((j for name in (photo.preview, photo.thumb) if (j := _jpeg(subject, name))), None)


def _jpeg(subject: Subject, name: str) -> Jpeg | None:
    if not name:
        return None
    try:
        return read_jpeg(subject.read_blob(name), name)
    except (KnownError, OSError, KeyError):
        return None


# --- other files ----------------------------------------------------------------------------


def _draw_files(paper: Paper, subject: Subject, files: Sequence[Evidence]) -> None:
    if not files:
        return
    tr = subject.tr
    paper.y += 7
    paper.begin_part(LAST_HEADING)
    paper.text(LEFT, paper.y, tr("Other evidence"), HEADING)
    paper.y += 3
    _files_head(paper, subject)
    for item in files:
        _draw_file(paper, subject, item)


def _files_head(paper: Paper, subject: Subject) -> None:
    tr, colour = subject.tr, paper.palette.ink2
    base = paper.y + 3.2
    paper.text(NUMBER, base, tr("No."), SMALL_HEAD, colour)
    paper.text(CRITERION, base, tr("Criterion"), SMALL_HEAD, colour)
    paper.text(KIND, base, tr("Kind"), SMALL_HEAD, colour)
    paper.text(NAME, base, tr("File and caption"), SMALL_HEAD, colour)
    paper.text(SIZE, base, tr("Size"), SMALL_HEAD, colour, "right")
    paper.text(HASH, base, tr("SHA-256"), SMALL_HEAD, colour, "right")
    paper.y += 5
    paper.rule(LEFT, RIGHT, paper.y, paper.palette.title, 1.2)


def _draw_file(paper: Paper, subject: Subject, item: Evidence) -> None:
    tr, palette = subject.tr, paper.palette
    names = wrap(item.name, SMALL_HEAD, NAME_WIDE)
    captions = wrap(item.caption.strip(), SMALL, NAME_WIDE) if item.caption.strip() else []
    lines = [(line, SMALL_HEAD) for line in names] + [(line, SMALL) for line in captions]
    if paper.y + min(len(lines), 4) * SMALL.line + 3 > BOTTOM:
        paper.continue_page()
        _files_head(paper, subject)
    base = paper.y + 4.2
    paper.text(NUMBER, base, evidence_label(subject.numbers[item.id]), SMALL_STRONG)
    paper.text(CRITERION, base, item.criterion, SMALL, palette.ink2)
    paper.text(KIND, base, kind_name(item.kind, tr), SMALL)
    paper.text(SIZE, base, file_size(item.size, tr), SMALL, align="right")
    paper.text(HASH, base, plain(item.sha256[:10]), SMALL, palette.ink2, "right")
    for line, style in lines:
        if base > BOTTOM - 1:
            paper.continue_page()
            _files_head(paper, subject)
            base = paper.y + 4.2
        paper.text(NAME, base, line, style)
        base += style.line
    paper.y = base - SMALL.line + 2.2
    paper.rule(LEFT, RIGHT, paper.y)


def kind_name(kind: str, tr: Translator) -> str:
    return {
        "image": tr.context("evidence", "photo"),
        "pdf": "PDF",
        "audio": tr.context("evidence", "audio"),
        "file": tr.context("evidence", "file"),
    }[kind]


def file_size(size: int, tr: Translator) -> str:
    if size < 1000:
        return tr("{n} B", n=tr.number(size, 0))
    if size < 1_000_000:
        return tr("{n} kB", n=tr.number(size / 1000, 0))
    return tr("{n} MB", n=tr.number(size / 1_000_000, 1))


def evidence_counts(items: Sequence[Evidence], tr: Translator) -> str:
    """`40 photos, 8 audio files`, or that there are none."""
    kinds = Counter(item.kind for item in items)
    said = [
        tr.plural("{n} photo", "{n} photos", kinds["image"]) if kinds["image"] else "",
        tr.plural("{n} audio file", "{n} audio files", kinds["audio"]) if kinds["audio"] else "",
        tr.plural("{n} PDF", "{n} PDFs", kinds["pdf"]) if kinds["pdf"] else "",
        tr.plural("{n} other file", "{n} other files", kinds["file"]) if kinds["file"] else "",
    ]
    return ", ".join(part for part in said if part) or tr.context("evidence", "none")
