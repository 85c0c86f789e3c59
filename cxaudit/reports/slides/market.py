"""The slides of the comparison with other audits, and of the trends of the market (METHOD 5)."""

from __future__ import annotations

from collections.abc import Sequence

from cxaudit.analysis.comparison import Comparison, Entry
from cxaudit.reports import colours, market_words
from cxaudit.reports.pdf.typeset import wrap
from cxaudit.reports.slides.deck import BOTTOM, LEFT, MEASURE, RIGHT, TOP, Deck, Slide
from cxaudit.reports.slides.lettering import BODY, HEADING, NOTE, NOTE_STRONG, SMALL, Align
from cxaudit.reports.slides.table import Cell
from cxaudit.scoring import step_of
from cxaudit.trends import Trend, trends_of

PLACE_WIDE, NAME_WIDE, OVERALL_WIDE = 18.0, 66.0, 24.0
MOST_COMPANIES, MOST_STAGES, MOST_ROWS = 9, 10, 11
ROW = 9.4
STAGE_WIDTHS = (58.0, 20.0, 24.0, 24.0, 24.0, 24.0, 32.0)
GUTTER = 12.0


def market_slides(deck: Deck) -> None:
    """Who is compared, where each stage stands, and the trends; those that would be empty are left out."""
    if "market" not in deck.subject.printed:
        return
    if found := deck.subject.comparison:
        _companies_slide(deck, found)
        _stages_slide(deck, found)
    if trends := trends_of(deck.subject.audit):
        _trends_slide(deck, trends)


# --- companies ------------------------------------------------------------------------------


def _companies_slide(deck: Deck, found: Comparison) -> None:
    subject = deck.subject
    tr, palette, stages = subject.tr, deck.palette, subject.stages[:MOST_STAGES]
    slide = deck.slide(tr("Comparison among those audited"), market_words.titles(subject, found))
    shown = market_words.as_many(found, MOST_COMPANIES, tr.lang)
    cell = (MEASURE - PLACE_WIDE - NAME_WIDE - OVERALL_WIDE) / len(stages)
    heads = ("", tr("Company"), *(stage.code for stage in stages), tr("Overall"))
    rows = [[Cell(said, NOTE_STRONG, "left" if at < 2 else "centre", palette.ink2)
             for at, said in enumerate(heads)]]  # fmt: skip
    rows += [_company(deck, found, place, entry) for place, entry in shown]
    if any(median is not None for median in found.medians):
        rows.append(_medians(deck, found))
    widths = (PLACE_WIDE, NAME_WIDE, *[cell] * len(stages), OVERALL_WIDE)
    end = slide.table(TOP, widths, rows, ROW)
    left_out = len(market_words.ranked(found, tr.lang)) - len(shown)
    if left_out:
        said = tr.plural("And {n} more company.", "And {n} more companies.", left_out)
        slide.text(LEFT, end + 2, MEASURE, said, NOTE, palette.ink2)
    if market_words.any_doubt(found):
        slide.text(LEFT, BOTTOM - 5, MEASURE, tr("“~”: provisional."), SMALL, palette.ink2)
    slide.note([f"{heading}. {said}" for heading, said in market_words.notes(subject, found)])


def _company(deck: Deck, found: Comparison, place: str, entry: Entry) -> list[Cell]:
    """The own company on a tinted line."""
    subject, own = deck.subject, entry is found.own
    fill, style = (deck.palette.tint, NOTE_STRONG) if own else ("", NOTE)
    scores = (entry.scores or (None,) * len(subject.stages))[:MOST_STAGES]
    doubts = [market_words.doubt(entry, at) for at in range(len(scores))]
    return [
        Cell(place, NOTE_STRONG, colour=deck.palette.text, fill=fill),
        Cell(market_words.company(entry, subject.tr), style, fill=fill, lines=2),
        *(_score(deck, score, doubt) for score, doubt in zip(scores, doubts, strict=True)),
        _score(deck, entry.overall),
    ]


def _score(deck: Deck, score: float | None, doubt: str = "") -> Cell:
    if score is None:
        return Cell("–", NOTE, "centre", deck.palette.ink2, deck.palette.panel)
    step = step_of(score)
    said = deck.subject.tr.number(score) + doubt
    return Cell(said, NOTE_STRONG, "centre", colours.ON_SCORES[step], colours.SCORES[step])


def _medians(deck: Deck, found: Comparison) -> list[Cell]:
    tr = deck.subject.tr
    values = (*found.medians[:MOST_STAGES], found.median_overall)
    said = tr("Median without the audited company")
    return [Cell("", NOTE), Cell(said, NOTE, colour=deck.palette.ink2, lines=2),
            *(Cell(_number(deck, value), NOTE_STRONG, "centre") for value in values)]  # fmt: skip


def _number(deck: Deck, value: float | None) -> str:
    return "–" if value is None else deck.subject.tr.number(value)


# --- stage by stage -------------------------------------------------------------------------


def _stages_slide(deck: Deck, found: Comparison) -> None:
    """Every stage with the best; where there are ranks also median, gaps and position. Beside them notes."""
    subject = deck.subject
    tr, ink = subject.tr, deck.palette.ink2
    slide = deck.slide(tr("Comparison among those audited"), [tr("Stage by stage")])
    heads = (tr("Stage"), tr.context("noun", "Score"), tr("Best score"), tr("Median of the others"),
             tr("to median"), tr("to best"), tr("Position"))  # fmt: skip
    aligned: tuple[Align, ...] = ("left", "right", "right", "right", "right", "right", "centre")
    rows = [
        [Cell(said, NOTE_STRONG, align, ink, lines=2) for said, align in zip(heads, aligned, strict=True)]
    ]
    rows += [_stage(deck, found, at) for at in range(min(len(subject.stages), MOST_ROWS))]
    shown = len(heads) if market_words.has_ranks(found) else 3
    slide.table(TOP - 6, STAGE_WIDTHS[:shown], [row[:shown] for row in rows], ROW)
    if any(found.own.row.doubtful("full")):
        slide.text(LEFT, BOTTOM - 5, sum(STAGE_WIDTHS), tr("“~”: provisional."), SMALL, ink)
    x = LEFT + sum(STAGE_WIDTHS[:shown]) + GUTTER
    notes = market_words.notes(subject, found)
    _notes(slide, x, TOP - 6, RIGHT - x, notes)
    slide.note([f"{heading}. {said}" for heading, said in notes])


def _stage(deck: Deck, found: Comparison, at: int) -> list[Cell]:
    subject = deck.subject
    tr, standing = subject.tr, found.stages[at]
    own = found.own.scores[at] if found.own.scores else None
    said = _number(deck, own) + market_words.doubt(found.own, at)
    gaps = (standing.to_median, standing.to_best) if standing else (None, None)
    position = standing.position if standing else None
    return [
        Cell(subject.stages[at].short[tr.lang], NOTE, lines=2),
        Cell(said, NOTE_STRONG, "right"),
        *(Cell(_number(deck, value), NOTE, "right") for value in (found.bests[at], found.medians[at])),
        *(Cell("–" if gap is None else market_words.signed(gap, tr), NOTE, "right") for gap in gaps),
        Cell(market_words.position_name(position, tr) if position else "–", NOTE_STRONG, "centre", lines=2),
    ]


def _notes(slide: Slide, x: float, y: float, wide: float, said: Sequence[tuple[str, str]]) -> None:
    for heading, note in said:
        y = slide.text(x, y, wide, heading, HEADING, slide.deck.palette.title, most=2) + 1.5
        y = slide.text(x, y, wide, note, NOTE, most=9) + 5


# --- trends ---------------------------------------------------------------------------------


def _trends_slide(deck: Deck, found: Sequence[Trend]) -> None:
    """As many trends as fit, each with its source; all of them, whole, in the notes."""
    tr, palette = deck.subject.tr, deck.palette
    slide = deck.slide(tr("Trends of the market"), [market_words.trends_title(found, tr)])
    y, shown = TOP, 0
    for trend in found:
        origin = market_words.origin_of(trend, tr)
        high = min(4, len(wrap(trend.text, BODY, MEASURE))) * BODY.line + SMALL.line + 6
        if y + high > BOTTOM - 6:
            break
        y = slide.text(LEFT, y, MEASURE, trend.text, BODY, most=4) + 1
        y = slide.text(LEFT, y, MEASURE, origin, SMALL, palette.ink2) + 5
        shown += 1
    if left := len(found) - shown:
        slide.text(LEFT, BOTTOM - 5, MEASURE, tr("and {n} more", n=left), SMALL, palette.ink2)
    slide.note([f"{trend.text}\n{market_words.origin_of(trend, tr)}" for trend in found])
