"""The criteria in which the companies differ most, side by side, and what limits the comparison."""

from __future__ import annotations

from cxaudit.analysis.equals import Apart, Equal, Equals
from cxaudit.i18n import Translator
from cxaudit.reports.equals import words
from cxaudit.reports.options import Options
from cxaudit.reports.pdf import marks
from cxaudit.reports.pdf.page import LEFT, MEASURE, RIGHT, Paper
from cxaudit.reports.pdf.typeset import (
    BODY,
    HEADING,
    NOTE,
    SMALL,
    SMALL_STRONG,
    TABLE,
    TABLE_KEY,
    TABLE_NAME,
    Style,
    plain,
    shortened,
    wrap,
)
from cxaudit.reports.rows import note_said

MOST = 12
_CHIP = 10.6
_TITLE = Style("SemiBold", 9, 11)
_ID = 17.0
NOTE_LINES = 3


def draw_criteria(paper: Paper, found: Equals, options: Options) -> None:
    tr = paper.tr
    paper.start_page()
    paper.bookmark(tr("Where they differ most"), 0)
    shown = found.apart[:MOST]
    n = len(found.apart)
    if not shown:
        title = tr("No criterion was scored differently")
    else:
        title = tr.plural("{n} criterion was scored differently", "{n} criteria were scored differently", n)
    paper.title(tr("Where they differ most"), [title])
    if not shown:
        said = tr("A criterion is compared where at least two of the audits have a score of it.")
        paper.text(LEFT, paper.y + 1, said, SMALL, paper.palette.ink2)
        return
    said = tr.plural("The {n} furthest apart", "The {n} furthest apart", len(shown))
    paper.text(LEFT, paper.y + 1, said, SMALL, paper.palette.ink2)
    paper.y += 3
    _heads(paper, found)
    for one in shown:
        notes = _notes(found, one, tr)
        if paper.need(_high(found, one, notes, tr)):
            _heads(paper, found)
        _criterion(paper, found, one, notes)


def _first(found: Equals) -> float:
    return RIGHT - len(found.fair) * _CHIP


def _heads(paper: Paper, found: Equals) -> None:
    for at, one in enumerate(found.fair):
        middle = _first(found) + at * _CHIP + _CHIP / 2
        paper.text(middle, paper.y + 3, one.letter, TABLE_KEY, paper.palette.text, "centre")
    paper.y += 5
    paper.rule(LEFT, RIGHT, paper.y, paper.palette.title, 1.2)


def _title(found: Equals, one: Apart, tr: Translator) -> list[str]:
    room = _first(found) - LEFT - _ID - 4
    return shortened(one.criterion.title[tr.lang], _TITLE, room, 3)[0]


def _notes(found: Equals, one: Apart, tr: Translator) -> list[tuple[Equal, list[str]]]:
    """The notes that may be printed."""
    said = []
    for equal in found.fair:
        note = note_said(equal.audit.rating(one.criterion.id), tr) if equal.quotes else ""
        if note:
            lines = shortened(" ".join(note.split()), NOTE, MEASURE - _ID - 7, NOTE_LINES)[0]
            said.append((equal, lines))
    return said


def _high(found: Equals, one: Apart, notes: list[tuple[Equal, list[str]]], tr: Translator) -> float:
    head = max(9.0, len(_title(found, one, tr)) * _TITLE.line + 4.6)
    return head + sum(len(lines) * NOTE.line + 0.8 for _, lines in notes) + 2


def _criterion(paper: Paper, found: Equals, one: Apart, notes: list[tuple[Equal, list[str]]]) -> None:
    tr, palette, top = paper.tr, paper.palette, paper.y
    lines = _title(found, one, tr)
    base = top + 5.2
    paper.text(LEFT, base, one.criterion.id, SMALL, palette.ink2)
    if one.criterion.critical:
        marks.diamond(paper, LEFT + _ID - 2.4, base - 1.1)
    paper.lines(LEFT + _ID, base, lines, _TITLE)
    for at, equal in enumerate(found.fair):
        x = _first(found) + at * _CHIP + (_CHIP - marks.CHIP_WIDE) / 2
        marks.chip(paper, x, top + 1.5, equal.audit.rating(one.criterion.id))
    y = top + max(9.0, len(lines) * _TITLE.line + 4.6)
    for equal, said in notes:
        paper.text(LEFT + _ID, y + 1.8, equal.letter, SMALL_STRONG, palette.text)
        y = paper.lines(LEFT + _ID + 6, y + 1.8, said, NOTE) - 1.0
    paper.y = y + 2
    paper.rule(LEFT, RIGHT, paper.y)


def draw_method(paper: Paper, found: Equals, options: Options) -> None:
    """White spaces, then everything that limits the comparison, then whole names where some were cut."""
    tr = paper.tr
    paper.start_page()
    paper.bookmark(tr("Method and caveats"), 0)
    paper.title(tr("Method and caveats"), [tr("What this comparison can say, and what it cannot")])
    head, said = words.spaces(found, tr)
    for title, text in [(head, said), *words.caveats(found, tr)]:
        lines = wrap(plain(text), BODY, MEASURE - 46)
        paper.need(max(len(lines) * BODY.line, HEADING.line) + 6)
        paper.rule(LEFT, RIGHT, paper.y)
        names = wrap(title, TABLE_NAME, 42)
        paper.lines(LEFT, paper.y + 5.4, names, TABLE_NAME)
        paper.lines(LEFT + 46, paper.y + 5.4, lines, BODY)
        paper.y += max(len(lines) * BODY.line, len(names) * TABLE_NAME.line) + 4.2
    paper.rule(LEFT, RIGHT, paper.y)
    paper.y += 6
    paper.need(20)
    paper.text(LEFT, paper.y, tr("The compared audits"), HEADING)
    paper.y += 6
    for one in found.equals:
        listed = f"{words.lettered(one, found, tr)} · {one.row.checklist} · {one.audit.id}"
        whole = wrap(listed, TABLE, MEASURE)
        paper.need(len(whole) * TABLE.line)
        paper.y = paper.lines(LEFT, paper.y, whole, TABLE) + 1
