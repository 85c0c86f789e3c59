"""The slides of what may be gained: the growth zones, and the profit potential with its reservations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cxaudit import money
from cxaudit.analysis import growth_text
from cxaudit.analysis.baseline import Baseline
from cxaudit.analysis.growth import Pick
from cxaudit.analysis.potential import Level, Potential
from cxaudit.analysis.potential_warnings import warnings
from cxaudit.analysis.potential_words import caveats, ends, ground, headline, percent_range
from cxaudit.reports.pdf.typeset import Style, wrap
from cxaudit.reports.slides.deck import BOTTOM, LEFT, MEASURE, TOP, Deck, Slide
from cxaudit.reports.slides.lettering import BODY_STRONG, HEADING, NOTE, NOTE_STRONG, SMALL
from cxaudit.reports.slides.table import CELL_SIDE, Cell
from cxaudit.reports.subject import Subject

NOTE_LINES = 4
"""Of a zone's words; where they take more, all are set smaller."""
HALF, GUTTER = 176.0, 14.0
"""What the figures of the potential take, and the room beside them."""

# --- growth zones ---------------------------------------------------------------------------


def growth_slide(deck: Deck) -> None:
    """The TOP zones in a table; no slide where none can be recommended."""
    subject = deck.subject
    tr, palette, found = subject.tr, deck.palette, subject.growth
    if not found.top:
        return
    title = tr.plural(
        "{n} growth zone holds {points} of the {lost} points missing",
        "{n} growth zones hold {points} of the {lost} points missing",
        len(found.top),
        points=tr.number(found.recovered),
        lost=tr.number(found.lost),
    )
    slide = deck.slide(tr("Growth zones"), [title])
    money_head, widths = (
        ((), (14.0, 80.0, 26.0, 98.0))
        if not subject.baseline
        else ((tr("Money"),), (14.0, 68.0, 24.0, 40.0, 86.0))
    )
    heads = ("", tr("Zone"), tr("Points"), *money_head, tr("Seen"), tr("What good looks like"))
    rows = [[Cell(head, NOTE_STRONG, colour=palette.ink2) for head in heads]]
    rows += [_zone(subject, pick) for pick in found.top]
    wide = MEASURE - sum(widths) - 2 * CELL_SIDE
    if any(len(wrap(cell.said, NOTE, wide)) > NOTE_LINES for row in rows[1:] for cell in row[-2:]):
        rows = [rows[0], *([*row[:-2], *(replace(c, style=SMALL) for c in row[-2:])] for row in rows[1:])]
    slide.table(TOP, (*widths, MEASURE - sum(widths)), rows, 20.5)
    slide.text(LEFT, BOTTOM - 5, MEASURE, _growth_note(subject), SMALL, palette.ink2)
    slide.note([_zone_words(subject, pick) for pick in found.top])


def _zone(subject: Subject, pick: Pick) -> list[Cell]:
    tr, zone = subject.tr, pick.zone
    stage = subject.audit.framework.stage(zone.stage)
    drafted = _draft(subject, pick)
    worth = []
    if subject.baseline:
        band = zone.money and money.band(tr, zone.money.low, zone.money.high, subject.baseline.currency)
        worth.append(Cell(band or "–", NOTE_STRONG, lines=2))
    words = growth_text.wording(subject.audit, zone, tr, drafted)
    seen = words.text if words.edited else growth_text.short(subject.audit, zone, tr).seen
    return [
        Cell(growth_text.ranks(tr, pick), HEADING, colour=subject.options.brand.palette.text),
        Cell(f"{drafted.title} ({stage.short[tr.lang]})", BODY_STRONG, lines=3),
        Cell(f"+{tr.number(zone.points, 3)}", NOTE_STRONG),
        *worth,
        Cell(seen, NOTE, lines=5),
        Cell(_after_lead(drafted.good), NOTE, lines=5),
    ]


def _after_lead(said: str) -> str:
    """A drafted sentence without the words that the head of its column says."""
    return _capital(said.partition(": ")[2] or said)


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _draft(subject: Subject, pick: Pick) -> growth_text.Draft:
    currency = subject.baseline.currency if subject.baseline else ""
    return growth_text.draft(subject.audit, pick.zone, subject.tr, subject.growth.choices, currency)


def _zone_words(subject: Subject, pick: Pick) -> str:
    drafted = _draft(subject, pick)
    words = growth_text.wording(subject.audit, pick.zone, subject.tr, drafted)
    return f"{pick.zone.code} {drafted.title}\n{words.text}"


def _growth_note(subject: Subject) -> str:
    tr = subject.tr
    said = tr("Order by index: gap × weight × effect of the stage. Shared rank: less than 5% apart.")
    about = tr("There is no baseline of the client, so there is no money.")
    if subject.baseline:
        about = tr("Money: planning level, not tested here; zones overlap and have no sum.")
    if subject.growth.choices.named != "5":
        said = growth_text.targets_said(tr, subject.growth.choices)
    return f"{said} {about}"


# --- potential ------------------------------------------------------------------------------


def potential_slide(deck: Deck) -> None:
    """What the profit may gain, with every reservation; no slide without the client's figures."""
    subject = deck.subject
    tr, found, baseline = subject.tr, subject.potential, subject.baseline
    if found is None or baseline is None:
        return
    slide = deck.slide(tr("Profit potential"), [headline(tr, found, baseline.currency)])
    y = _together(slide, found, baseline.currency) + 6
    _alone(slide, y, found, baseline.currency)
    _beside(slide, found, baseline)
    slide.note([ground(tr, baseline, found), *warnings(tr, found), *caveats(tr)])


def _together(slide: Slide, found: Potential, currency: str) -> float:
    """The stages at once, as planned and as stated; returns where the table ends."""
    subject, ink = slide.deck.subject, slide.deck.palette.ink2
    tr = subject.tr
    heads = [_capital(name) for name in ends(tr, found)]
    rows = [[Cell("", NOTE_STRONG), *(Cell(head, NOTE_STRONG, "right", ink, lines=2) for head in heads)]]
    for name, level, style in _levels(subject, found):
        change = level.change
        values = [money.amount(tr, value, currency) for value in (change.low, change.middle, change.high)]
        rows.append([Cell(name, style, lines=2), *(Cell(value, style, "right") for value in values)])
    return slide.table(TOP, (68, 36, 36, 36), rows, 11)


def _levels(subject: Subject, found: Potential) -> Iterator[tuple[str, Level, Style]]:
    tr = subject.tr
    for name, scope in ((tr("all stages"), found), (tr("stages of the growth zones"), subject.top_potential)):
        if scope:
            yield _capital(f"{name}, {tr('planning level')}"), scope.planned, NOTE_STRONG
            yield _capital(f"{name}, {tr('as stated')}"), scope.stated, NOTE


def _alone(slide: Slide, y: float, found: Potential, currency: str) -> None:
    """Each stage by itself at the planning level."""
    subject, ink = slide.deck.subject, slide.deck.palette.ink2
    tr = subject.tr
    said = tr("One stage at a time, planning level; effects overlap and have no sum")
    slide.text(LEFT, y, HALF, said, NOTE_STRONG)
    heads = (tr("Published"), tr("Planning level"))
    rows = [[Cell(tr("Stage"), SMALL, colour=ink), *(Cell(head, SMALL, "right", ink) for head in heads)]]
    for effect in found.planned.stages:
        stage = subject.audit.framework.stage(effect.code)
        published = percent_range(tr, *effect.published, falls=stage.uplift.direction == "down")
        gain = money.band(tr, effect.change.low, effect.change.high, currency)
        said = stage.short[tr.lang]
        rows.append([Cell(said, SMALL), Cell(published, SMALL, "right"), Cell(gain, SMALL, "right")])
    slide.table(y + 7, (80, 40, 56), rows, 5.1)


def _beside(slide: Slide, found: Potential, baseline: Baseline) -> None:
    """What the headline rests on, and what is never left out beside it."""
    tr, x, wide = slide.deck.subject.tr, LEFT + HALF + GUTTER, MEASURE - HALF - GUTTER
    y = slide.text(x, TOP, wide, ground(tr, baseline, found), NOTE_STRONG, most=4) + 2
    for said in warnings(tr, found):
        y = slide.text(x, y, wide, said, NOTE, most=3) + 1
    y = slide.text(x, y + 2, wide, tr("Read together with"), HEADING, slide.deck.palette.title) + 2
    slide.bullets(x, y, wide, caveats(tr), NOTE, BOTTOM)
