"""The slide of what changed since an earlier wave, against what error alone explains (METHOD 2.6)."""

from __future__ import annotations

from collections.abc import Sequence

from cxaudit.analysis import calibration, waves_words
from cxaudit.analysis.confidence import WaveChange
from cxaudit.analysis.waves import CriterionMove, Waves
from cxaudit.i18n import Translator
from cxaudit.model import OverallScore, StageScore
from cxaudit.reports.pdf.typeset import wrap
from cxaudit.reports.slides.deck import BOTTOM, LEFT, MEASURE, TOP, Deck, Slide
from cxaudit.reports.slides.lettering import HEADING, NOTE, NOTE_STRONG, SMALL
from cxaudit.reports.slides.table import Cell

WIDTHS = (50.0, 22.0, 23.0, 27.0, 16.0, 50.0)
GUTTER = 12.0
ROW = 9.4
MOST_STAGES = 11


def waves_slide(deck: Deck) -> None:
    """The stages in both waves, beside them red flags and the largest moves; none without an earlier wave."""
    tr, found = deck.subject.tr, deck.subject.waves
    if found is None:
        return
    titles = (waves_words.claim(tr, found), waves_words.claims(tr, found)[0])
    slide = deck.slide(tr("Since the last wave"), [said.removesuffix(".") for said in titles])
    slide.text(LEFT, TOP - 5, MEASURE, _which(tr, found), SMALL, deck.palette.ink2)
    end = slide.table(TOP, WIDTHS, _rows(deck, found), ROW)
    slide.text(LEFT, end + 2, sum(WIDTHS), waves_words.stages_claim(tr, found), NOTE, most=2)
    note = " ".join((tr("±: what error alone explains."), tr("“~”: provisional.")))
    slide.text(LEFT, BOTTOM - 5, sum(WIDTHS), note, SMALL, deck.palette.ink2)
    _beside(slide, found)
    slide.note([*waves_words.cautions(tr, found.before, found.after), *waves_words.notes(tr, found),
                *(_said(deck, move) for move in found.moved)])  # fmt: skip


def _which(tr: Translator, found: Waves) -> str:
    """Both audits by company, wave and auditor; without the company where one line would not hold both."""
    both = found.before, found.after
    said = " → ".join(calibration.named(tr, audit) for audit in both)
    if len(wrap(said, SMALL, MEASURE)) == 1:
        return said
    return " → ".join(calibration.described(tr, audit.brief.wave, "", audit.brief.auditor) for audit in both)


def _rows(deck: Deck, found: Waves) -> list[list[Cell]]:
    tr, ink = deck.subject.tr, deck.palette.ink2
    heads = (tr("Stage"), tr("Earlier"), tr("Later"), tr("Change"), "±", "")
    rows = [
        [Cell(head, NOTE_STRONG, "right" if 0 < at < 5 else "left", ink) for at, head in enumerate(heads)]
    ]
    for move in found.stages[:MOST_STAGES]:
        name = found.after.framework.stage(move.code).short[tr.lang]
        why = waves_words.reason(tr, move)
        rows.append(_row(deck, name, (move.before, move.after), move.change, why))
    overall = found.overall
    sides, why = (overall.before, overall.after), waves_words.overall_reason(tr, found)
    rows.append(_row(deck, tr("Overall"), sides, overall.change, why, strong=True))
    return rows


def _row(
    deck: Deck,
    name: str,
    sides: tuple[StageScore | OverallScore, StageScore | OverallScore],
    change: WaveChange | None,
    why: str,
    strong: bool = False,
) -> list[Cell]:
    tr = deck.subject.tr
    scores = [
        "–" if side.score is None else tr.number(side.score) + "~" * (side.status == "provisional")
        for side in sides
    ]
    known = [
        Cell(name, NOTE_STRONG if strong else NOTE, lines=2),
        *(Cell(score, NOTE_STRONG if strong else NOTE, "right") for score in scores),
    ]
    if change is None:
        return [*known, Cell(why, SMALL, colour=deck.palette.ink2, lines=2, across=3)]
    moved, limit = waves_words.figures(tr, change)
    style = NOTE_STRONG if strong or change.real else NOTE
    verdict = waves_words.verdict(tr, change)
    return [*known, Cell(moved, style, "right"), Cell(limit, NOTE, "right"), Cell(verdict, style, lines=2)]


def _beside(slide: Slide, found: Waves) -> None:
    """Red flags with what became of them, then what moved most."""
    deck = slide.deck
    tr, x = deck.subject.tr, LEFT + sum(WIDTHS) + GUTTER
    wide = MEASURE - sum(WIDTHS) - GUTTER
    flags = [f"{tr(waves_words.FATES[flag.fate])}: {_said(deck, flag.move)}" for flag in found.flags] or [
        tr("Neither wave has a red flag.")
    ]
    y = _list(slide, x, TOP, wide, tr("Red flags"), flags, TOP + 46)
    down = [_said(deck, move) for move in found.moved if (move.difference or 0.0) < 0]
    up = [_said(deck, move) for move in found.moved if (move.difference or 0.0) > 0]
    for at, (heading, said) in enumerate(((tr("Scored lower"), down), (tr("Scored higher"), up))):
        if said:
            y = _list(slide, x, y + 4, wide, heading, said, (y + BOTTOM) / 2 if up and not at else BOTTOM)


def _list(
    slide: Slide, x: float, y: float, wide: float, heading: str, said: Sequence[str], bottom: float
) -> float:
    y = slide.text(x, y, wide, heading, HEADING, slide.deck.palette.title) + 2
    return slide.bullets(x, y, wide, said, NOTE, bottom)


def _said(deck: Deck, move: CriterionMove) -> str:
    tr = deck.subject.tr
    title = deck.subject.audit.framework.criteria[move.criterion].title[tr.lang]
    marks = " → ".join(waves_words.mark(tr, rating) for rating in (move.before, move.after))
    return f"{move.criterion} {title}, {marks}"
