"""The sheet of the stages: every figure is a formula over the ratings, so that anybody can check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.format import Format

from cxaudit import weights, words
from cxaudit.i18n import Translator
from cxaudit.model import OverallScore, Stage, StageScore
from cxaudit.reports.findings import band_name, draft_reasons, executive_titles, weight, weight_sum
from cxaudit.reports.xlsx.ratings import RatingCells, in_conflict
from cxaudit.reports.xlsx.workbook import Sheet, literal, quoted
from cxaudit.scoring import FEWEST_SCORED, TOP

HEAD = 7
FIRST = HEAD + 1
CODE, NAME, WEIGHT, SCORE, BAND, STATUS, LOW, HIGH = range(8)
SCORED, BASE, COVERAGE, U, N, EMPTY, CONFLICTS, LOST = range(8, 16)
TWO, SHARE = "0.00", "0.0%"


@dataclass(frozen=True)
class _Card:
    """What the formulas of the sheet refer to."""

    sheet: Sheet
    ratings: RatingCells
    bands: tuple[str, str]
    last: int

    @property
    def tr(self) -> Translator:
        return self.sheet.book.subject.tr

    @property
    def total(self) -> int:
        return self.last + 1

    def column(self, column: int) -> str:
        return f"${_letter(column)}${FIRST + 1}:${_letter(column)}${self.last + 1}"

    def style(self, **look: object) -> Format:
        return self.sheet.book.line(valign="vcenter", **look)


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def write_scorecard(sheet: Sheet, ratings: RatingCells, bands: tuple[str, str]) -> None:
    """The figures of the audit above, the stages below, their sum at the end."""
    subject = sheet.book.subject
    card = _Card(sheet, ratings, bands, FIRST + len(subject.stages) - 1)
    sheet.table_head(HEAD, _columns(card.tr), right={WEIGHT, SCORE, *range(LOW, LOST + 1)}, apart=(BAND,))
    for at, (stage, score) in enumerate(zip(subject.stages, subject.scores.stages, strict=True), FIRST):
        _stage(card, at, stage, score)
    _overall(card, subject.scores.overall)
    _key_figures(card, subject.scores.overall)
    _below(card)
    sheet.raw.freeze_panes(FIRST, NAME + 1)


def _columns(tr: Translator) -> list[tuple[str, float]]:
    return [
        (tr("Stage"), 9),
        (tr("Name of the stage"), 30),
        (tr("Weight"), 9),
        (tr.context("noun", "Score"), 10),
        (tr("Band"), 20),
        (tr("Status"), 18),
        (tr("Lower bound"), 11),
        (tr("Upper bound"), 11),
        (tr.context("count", "Scored"), 10),
        (tr.context("count", "Applicable"), 13),
        (tr("Coverage"), 11),
        ("U", 6),
        ("N", 6),
        (tr.context("count", "Empty"), 8),
        (tr.context("count", "In conflict"), 13),
        (tr("Points lost"), 12),
    ]


# --- a stage --------------------------------------------------------------------------------


def _stage(card: _Card, at: int, stage: Stage, score: StageScore) -> None:
    sheet, tr, row = card.sheet, card.tr, at + 1
    plain, number = card.style(), card.style(num_format="0")
    link = card.style(bold=True, font_color=sheet.book.palette.text)
    place = f"{quoted(tr.context('spreadsheet', 'Ratings'))}!A{card.ratings.first[stage.code] + 1}"
    sheet.text(at, CODE, stage.code, plain)
    sheet.link(at, NAME, place, stage.title[tr.lang], link)
    _weight(card, at, stage)
    for column, formula, value in _counts(card, row, score):
        sheet.formula(at, column, formula, number, value)
    two, share = card.style(num_format=TWO), card.style(num_format=SHARE)
    strong = card.style(num_format=TWO, bold=True)
    own = f"{card.ratings.stages},$A{row}"
    points = f"SUMIFS({card.ratings.marks},{own})"
    clear = score.score is not None
    scored = f"OR(F{row}={literal(_status('full', tr))},F{row}={literal(_status('provisional', tr))})"
    sheet.formula(at, SCORE, f'=IF({scored},AVERAGEIFS({card.ratings.marks},{own}),"")', strong, score.score)
    _band(card, at, score.band and band_name(score.band, tr))
    sheet.formula(at, STATUS, _stage_status(row, tr), card.style(), _status(score.status, tr))
    low, high = f"{points}/(I{row}+L{row})", f"({points}+{TOP}*L{row})/(I{row}+L{row})"
    sheet.formula(at, LOW, f'=IF(D{row}="","",{low})', two, score.low if clear else None)
    sheet.formula(at, HIGH, f'=IF(D{row}="","",{high})', two, score.high if clear else None)
    sheet.formula(at, COVERAGE, f'=IF(J{row}=0,"",I{row}/J{row})', share, score.coverage)
    total = card.total + 1
    lost = f'=IF(OR(D{row}="",D${total}=""),"",C{row}/{_carried(card)}*({TOP}-D{row}))'
    sheet.formula(at, LOST, lost, two, sheet.book.subject.lost.get(stage.code))


def _weight(card: _Card, at: int, stage: Stage) -> None:
    """A number, or the range that a conflict leaves: as text it withholds the overall score."""
    subject = card.sheet.book.subject
    look = card.style(num_format="General", align="right", bg_color=card.sheet.book.palette.panel)
    if weights.rivals(subject.audit, stage.code):
        card.sheet.text(at, WEIGHT, weight(subject, stage.code), look)
    else:
        card.sheet.number(at, WEIGHT, subject.audit.weights[stage.code], look)


def _counts(card: _Card, row: int, score: StageScore) -> list[tuple[int, str, int]]:
    """Column, formula and value of everything that is counted."""
    own, marks = f"{card.ratings.stages},$A{row}", card.ratings.marks
    contested = literal(in_conflict(card.tr))
    return [
        (SCORED, f'=COUNTIFS({own},{marks},">=0")', score.scored),
        (BASE, f"=I{row}+L{row}+N{row}+O{row}", score.base),
        (U, f'=COUNTIFS({own},{marks},"U")', score.u),
        (N, f'=COUNTIFS({own},{marks},"N")', score.n),
        (EMPTY, f"=COUNTIFS({own})-I{row}-L{row}-M{row}-O{row}", score.empty),
        (CONFLICTS, f"=COUNTIFS({own},{marks},{contested})", score.conflicts),
    ]


def _status(status: str, tr: Translator) -> str:
    """The statuses of a stage and of the whole, one or two words each."""
    return {
        "full": tr.context("status", "full"),
        "partial": tr.context("status", "partial"),
        "provisional": tr("provisional"),
        "conflict": tr("in conflict"),
        "no_weights": tr("no weights"),
        "not_scored": tr.context("status", "no score"),
        "not_published": tr.context("status", "no score"),
    }[status]


def _stage_status(row: int, tr: Translator) -> str:
    """METHOD 2.1: from 5 scores and half of what applies on; full from four fifths on."""
    rated = f"(I{row}+O{row})"
    names = {name: literal(_status(name, tr)) for name in ("not_scored", "conflict", "full", "provisional")}
    return (
        f"=IF(OR({rated}<{FEWEST_SCORED},{rated}*2<J{row}),{names['not_scored']},IF(O{row}>0,"
        f"{names['conflict']},IF({rated}*5>=J{row}*4,{names['full']},{names['provisional']})))"
    )


def _band(card: _Card, at: int, name: str | None, **look: object) -> None:
    """Looked up with ten decimals, so that a binary rounding does not miss a limit."""
    limits, names = card.bands
    formula = f'=IF(D{at + 1}="","",LOOKUP(ROUND(D{at + 1},10),{limits},{names}))'
    card.sheet.formula(at, BAND, formula, card.style(indent=1, **look), name)


# --- overall --------------------------------------------------------------------------------


def _carried(card: _Card) -> str:
    """The weight of the stages that have a score or a range."""
    missing = literal("<>" + _status("not_scored", card.tr))
    return f"SUMIFS({card.column(WEIGHT)},{card.column(STATUS)},{missing})"


def _mean(card: _Card, column: int) -> str:
    return f"SUMPRODUCT({card.column(WEIGHT)},{card.column(column)})/{_carried(card)}"


def _overall(card: _Card, overall: OverallScore) -> None:
    sheet, tr, at = card.sheet, card.tr, card.total
    row, subject = at + 1, sheet.book.subject
    look = {"bold": True, "top": 2, "top_color": sheet.book.palette.ink}
    sheet.text(at, CODE, tr("Overall score"), card.style(**look))
    sheet.text(at, NAME, "", card.style(**look))
    contested = bool(subject.contested_weights)
    sheet.formula(
        at, WEIGHT, _weight_sum(card), card.style(align="right", num_format="General", **look),
        weight_sum(subject) if contested else overall.weight_sum,
    )  # fmt: skip
    two = card.style(num_format=TWO, **look)
    clear = f"OR(F{row}={literal(_status('full', tr))},F{row}={literal(_status('partial', tr))})"
    sheet.formula(at, SCORE, f'=IF({clear},{_mean(card, SCORE)},"")', two, overall.score)
    for column, value in ((LOW, overall.low), (HIGH, overall.high)):
        known = value if overall.score is not None else None
        sheet.formula(at, column, f'=IF(D{row}="","",{_mean(card, column)})', two, known)
    _band(card, at, overall.band and band_name(overall.band, tr), **look)
    sheet.formula(at, STATUS, _overall_status(card), card.style(**look), _status(overall.status, tr))
    whole = card.style(num_format="0", **look)
    for column, name in ((SCORED, "scored"), (BASE, "base"), (U, "u"), (N, "n"), (EMPTY, "empty"),
                         (CONFLICTS, "conflicts")):  # fmt: skip
        value = sum(getattr(score, name) for score in subject.scores.stages)
        sheet.formula(at, column, f"=SUM({card.column(column)})", whole, value)
    coverage = f'=IF(J{row}=0,"",I{row}/J{row})'
    sheet.formula(at, COVERAGE, coverage, card.style(num_format=SHARE, **look), overall.coverage)
    lost = None if overall.score is None else TOP - overall.score
    sheet.formula(at, LOST, f'=IF(D{row}="","",SUM({card.column(LOST)}))', two, lost)


def _weight_sum(card: _Card) -> str:
    """The sum, or the range as long as a weight is in conflict."""
    own, said = card.column(WEIGHT), weight_sum(card.sheet.book.subject)
    if not card.sheet.book.subject.contested_weights:
        return f"=SUM({own})"
    return f"=IF(COUNT({own})<ROWS({own}),{literal(said)},SUM({own}))"


def _overall_status(card: _Card) -> str:
    """METHOD 2.1: published from three fifths of the weight on; a conflict withholds the score."""
    tr, own = card.tr, card.column(WEIGHT)
    names = {
        name: literal(_status(name, tr))
        for name in ("no_weights", "not_published", "conflict", "full", "partial")
    }
    unscored = f"COUNTIF({card.column(STATUS)},{literal(_status('not_scored', tr))})"
    contested = f"OR(SUM({card.column(CONFLICTS)})>0,COUNT({own})<ROWS({own}))"
    return (
        f"=IF(SUM({own})=0,{names['no_weights']},IF(ROUND({_carried(card)}*5-SUM({own})*3,9)<0,"
        f"{names['not_published']},IF({contested},{names['conflict']},"
        f"IF({unscored}=0,{names['full']},{names['partial']}))))"
    )


# --- above and below the table --------------------------------------------------------------


def _key_figures(card: _Card, overall: OverallScore) -> None:
    """The figures that a reader looks for first, as references to the table."""
    sheet, tr, palette = card.sheet, card.tr, card.sheet.book.palette
    row = card.total + 1
    big = {"bold": True, "font_size": 14, "align": "left", "font_color": palette.title}
    flags = f"=COUNTIF({card.ratings.flags},{literal(tr('red flag'))})"
    percent = None if overall.percent is None else overall.percent / 100
    band = overall.band and band_name(overall.band, tr)
    clear = overall.score is not None
    figures = (
        (NAME, tr("Overall score"), f"=D{row}", TWO, overall.score),
        (WEIGHT, tr("Of the maximum"), f'=IF(D{row}="","",D{row}/{TOP})', SHARE, percent),
        (BAND, tr("Band"), f"=E{row}", "", band),
        (STATUS, tr("Status"), f"=F{row}", "", _status(overall.status, tr)),
        (LOW, tr("Lower bound"), f"=G{row}", TWO, overall.low if clear else None),
        (HIGH, tr("Upper bound"), f"=H{row}", TWO, overall.high if clear else None),
        (SCORED, tr("Coverage"), f"=K{row}", SHARE, overall.coverage),
        (COVERAGE, tr("Red flags"), flags, "0", len(sheet.book.subject.scores.red_flags)),
    )
    for column, said, formula, form, value in figures:
        sheet.text(3, column, said, sheet.book.style(font_color=palette.ink2))
        look = sheet.book.style(num_format=form, **big)
        sheet.formula(4, column, formula, look, value)
    sheet.raw.set_row(4, 22)


def _below(card: _Card) -> None:
    """What the numbers say, what keeps the audit a draft, and the ranges that conflicts leave."""
    sheet, tr, subject = card.sheet, card.tr, card.sheet.book.subject
    quiet, row = sheet.book.style(font_color=sheet.book.palette.ink2), card.total + 2
    for said in _notes(card):
        row += 1
        sheet.text(row, CODE, said, quiet)
    ranges = [(s.code, s) for s in subject.scores.stages if s.span]
    everything: list[tuple[str, StageScore | OverallScore]] = [*ranges]
    if subject.scores.overall.span:
        everything.append((tr("Overall score"), subject.scores.overall))
    if everything:
        _ranges(sheet, row + 1, everything)


def _notes(card: _Card) -> Sequence[str]:
    tr, subject = card.tr, card.sheet.book.subject
    said = [
        executive_titles(subject)[0] + ".",
        tr("Bounds: the score with every U as 0 and with every U as 5. In the score U is left out."),
        tr("Every figure of this sheet is a formula over the sheet with the ratings, unrounded."),
    ]
    status = subject.scores.overall.status
    if status == "not_published":
        said.append(tr(words.STATUSES[status]) + ".")
    if reasons := draft_reasons(subject):
        said.append(tr("It is a draft: {reasons}.", reasons=reasons))
    return said


def _ranges(sheet: Sheet, row: int, ranges: Sequence[tuple[str, StageScore | OverallScore]]) -> None:
    """The ranges that conflicts leave: as exported, since no formula can try every outcome."""
    tr, book = sheet.book.subject.tr, sheet.book
    two = book.style(num_format=TWO)
    sheet.text(
        row,
        CODE,
        tr("While a conflict lasts there is a range and no score, as of the export:"),
        book.style(bold=True),
    )
    heads = (
        tr("Stage"),
        "",
        tr.context("range", "From"),
        tr.context("range", "To"),
        "",
        "",
        tr("Lower bound"),
        tr("Upper bound"),
    )
    for column, said in enumerate(heads):
        sheet.text(row + 1, column, said, book.style(font_color=book.palette.ink2))
    for at, (name, score) in enumerate(ranges, row + 2):
        sheet.text(at, CODE, name, book.style())
        low, high = score.span or (None, None)
        for column, value in ((WEIGHT, low), (SCORE, high), (LOW, score.low), (HIGH, score.high)):
            sheet.number(at, column, value, two)
