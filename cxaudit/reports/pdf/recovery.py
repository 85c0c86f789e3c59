"""The recovery sheet of a space on one A4 page: the key in groups and as a QR code, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.utils import ImageReader

from cxaudit import qr
from cxaudit.i18n import Translator, translator
from cxaudit.reports import report_file
from cxaudit.reports.options import Options
from cxaudit.reports.pdf.page import LEFT, MEASURE, RIGHT, Paper
from cxaudit.reports.pdf.typeset import (
    BODY_STRONG,
    HEADING,
    SMALL,
    SMALL_HEAD,
    SMALL_STRONG,
    TICK,
    Style,
    plain,
    printed_in,
    shortened,
)

_HEAD = "AGE-SECRET-KEY-1"
_KEY = Style("SemiBold", 15, 18)
_TEXT = Style("Regular", 9.5, 13.4)
_PANEL = 66.0
_CODE = 50.0
_COLUMNS = 5
_STEP_X, _STEP_Y = 22.0, 14.0
_QUIET = 4


@dataclass(frozen=True, repr=False)
class Sheet:
    """What is printed: what the space is called, where it is, and the secret (`AGE-SECRET-KEY-1…`)."""

    space: str
    address: str
    secret: str
    groups: tuple[str, ...]
    """The letters of the secret after its beginning, four in a group."""


def save(sheet: Sheet, options: Options, path: Path) -> None:
    """Write the page; what was there stays until it is whole. KnownError if it cannot be written."""
    with report_file(path) as target:
        write_recovery(sheet, options, target)


def write_recovery(sheet: Sheet, options: Options, target: BinaryIO) -> None:
    """Write the page; the same input gives the same bytes."""
    tr = translator(options.lang)
    with printed_in(options.brand.font):
        paper = Paper(target, tr, options.brand.palette, options.now)
        space = shortened(sheet.space, SMALL, 90, 1)[0][0]
        brand = shortened(options.brand.name, SMALL_STRONG, 45, 1)[0][0]
        kind = tr("recovery sheet")
        paper.running = (f"{space} · {kind}", brand)
        if options.brand.logo:
            paper.logo = ImageReader(BytesIO(options.brand.logo))
        canvas = paper.canvas
        canvas.setTitle(tr("{space}: recovery sheet", space=sheet.space))
        canvas.setAuthor(plain(options.brand.name))
        canvas.setCreator("cxaudit")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        paper.start_page()
        _draw(paper, sheet, options)
        paper.save(plain(tr("Secret: whoever holds this sheet can read all audits of the team")))


def _draw(paper: Paper, sheet: Sheet, options: Options) -> None:
    tr = paper.tr
    paper.bookmark(tr("Recovery sheet"), 0)
    paper.title(
        tr("Recovery sheet"), [tr("This sheet opens the team's audits when none of its devices can any more")]
    )
    paper.y -= 2
    _draw_facts(
        paper,
        [
            (tr("Team"), sheet.space),
            (tr("Where it is"), sheet.address),
            (tr("Made on"), tr.date(options.now)),
        ],
    )
    paper.y += 5
    _draw_key(paper, sheet)
    paper.y += 11
    for heading, texts, numbered in _instructions(tr):
        _draw_texts(paper, heading, texts, numbered)
    _draw_blanks(paper)


def _instructions(tr: Translator) -> list[tuple[str, list[str], bool]]:
    """Headings with their paragraphs, and whether these are steps."""
    purpose = tr(
        "All that the team shares is encrypted before it leaves a device, so its storage cannot give it "
        "back. If every device of the team is lost or broken, this key alone opens what is stored."
    )
    steps = [
        tr("Install cxaudit on a new device, open Team and choose “Open with a recovery sheet”."),
        tr("Enter the address above, and the password of the storage if it has one."),
        tr(
            "Choose a scan of the code, or type the 15 groups. Capitals and spaces do not matter; "
            "a typing error is found and its group is named."
        ),
    ]
    keeping = tr(
        "On paper only, locked away as you would a contract: no mail, no copy on a disk; delete a scan "
        "once it was used. If it is lost or somebody else may have seen it, replace it: Team, “New recovery "
        "sheet…”. From then on it opens nothing new; what was there before, it did open."
    )
    renewed = tr(
        "When another lead removes somebody, the team gets a new key. This sheet opens what comes after "
        "that once the device that began the team has synced."
    )
    return [
        (tr("What it is for"), [purpose, renewed], False),
        (tr("How to use it"), steps, True),
        (tr("How to keep it"), [keeping], False),
    ]


def _draw_facts(paper: Paper, rows: Sequence[tuple[str, str]]) -> None:
    """What the sheet belongs to, side by side; the address has the most room."""
    shares = (0.3, 0.48, 0.22)
    x, high = LEFT, 1
    paper.rule(LEFT, RIGHT, paper.y, paper.palette.title, 1.2)
    for (label, said), share in zip(rows, shares, strict=True):
        lines, _ = shortened(said, BODY_STRONG, MEASURE * share - 5, 3)
        paper.text(x, paper.y + 4.6, plain(label), SMALL_HEAD, paper.palette.ink2)
        paper.lines(x, paper.y + 9, lines, BODY_STRONG)
        x, high = x + MEASURE * share, max(high, len(lines))
    paper.y += 7.4 + high * BODY_STRONG.line
    paper.rule(LEFT, RIGHT, paper.y)


def _draw_key(paper: Paper, sheet: Sheet) -> None:
    """The letters in numbered groups, and beside them the same as a QR code."""
    palette, top = paper.palette, paper.y
    paper.box(LEFT, top, MEASURE, _PANEL, palette.tint)
    x, y = LEFT + 7, top + 10
    paper.text(x, y, plain(_HEAD), SMALL_STRONG, palette.ink2)
    for at, group in enumerate(sheet.groups):
        row, column = divmod(at, _COLUMNS)
        left, base = x + column * _STEP_X, y + 15 + row * _STEP_Y
        paper.text(left, base - 6, str(at + 1), TICK, palette.ink2)
        paper.text(left, base, plain(group), _KEY, palette.ink)
    paper.text(x, top + _PANEL - 5, plain(paper.tr("No letter is an I or an O.")), SMALL, palette.ink2)
    _draw_code(paper, sheet.secret.upper(), RIGHT - _CODE - 7, top + (_PANEL - _CODE) / 2)
    paper.y = top + _PANEL


def _draw_code(paper: Paper, text: str, x: float, y: float) -> None:
    """The QR code on white, with the quiet edge that readers need."""
    modules = qr.modules(text)
    size = _CODE / (len(modules) + 2 * _QUIET)
    with paper.figure(paper.tr("The key as a QR code"), x, y, _CODE, _CODE):
        paper.box(x, y, _CODE, _CODE, paper.palette.paper)
        for row, line in enumerate(modules):
            for start, end in _runs(line):
                left = x + (start + _QUIET) * size
                paper.box(left, y + (row + _QUIET) * size, (end - start) * size, size, paper.palette.ink)


def _runs(line: bytes) -> list[tuple[int, int]]:
    """Where the dark stretches of a row begin and end."""
    edges = [
        at for at in range(len(line) + 1) if (line[at - 1 : at] == b"\0") != (line[at : at + 1] == b"\0")
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _draw_texts(paper: Paper, heading: str, texts: Sequence[str], numbered: bool) -> None:
    paper.text(LEFT, paper.y, plain(heading), HEADING, paper.palette.title)
    y = paper.y + 6
    for number, text in enumerate(texts, 1):
        indent = 6.0 if numbered else 0.0
        if numbered:
            paper.text(LEFT, y, f"{number}", BODY_STRONG, paper.palette.text)
        y = paper.paragraph(LEFT + indent, y, text, _TEXT, MEASURE - 30 - indent) + (1.4 if numbered else 0)
    paper.y = y + 6


def _draw_blanks(paper: Paper) -> None:
    """Lines to write on: who printed it and where it lies."""
    y = paper.y + 10
    half = (MEASURE - 10) / 2
    for x, label in ((LEFT, paper.tr("Printed by")), (LEFT + half + 10, paper.tr("Kept at"))):
        paper.rule(x, x + half, y, paper.palette.ink2)
        paper.text(x, y + 4, plain(label), SMALL, paper.palette.ink2)
