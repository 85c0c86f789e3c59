"""The sheets of the growth zones with their actions, and of the potential with the client's figures."""

from __future__ import annotations

from cxaudit.analysis import actions, growth_text
from cxaudit.analysis.baseline import FIGURES, Baseline
from cxaudit.analysis.growth import Pick
from cxaudit.analysis.potential import Level, Potential
from cxaudit.analysis.potential_warnings import warnings
from cxaudit.analysis.potential_words import caveats, ends, ground, percent_range
from cxaudit.analysis.zones import GrowthZone
from cxaudit.reports.subject import Subject
from cxaudit.reports.xlsx.workbook import Book, Sheet

HEAD = 2
FIRST = HEAD + 1


# --- growth zones ---------------------------------------------------------------------------


def write_growth(book: Book) -> None:
    """Every zone with what it is worth, the TOP first; below them the actions."""
    subject = book.subject
    tr, found = subject.tr, subject.growth
    if not found.zones and not actions.read(subject.audit):
        return
    said = tr("As of the export: the order follows from marks, weights and decisions of the consultant.")
    said = f"{said} {growth_text.targets_said(tr, found.choices)}"
    sheet = book.sheet(tr.context("spreadsheet", "Growth zones"), tr("Growth zones"), said)
    columns = _columns(subject)
    robust = 7 + 3 * bool(subject.baseline)
    sheet.table_head(HEAD, columns, right=range(4, robust), apart=(robust,))
    picks = {pick.zone.code: pick for pick in found.top}
    top = [pick.zone for pick in found.top]
    ordered = [*top, *(zone for zone in found.zones if zone.code not in picks)]
    for at, zone in enumerate(ordered, FIRST):
        _zone(sheet, at, zone, picks.get(zone.code))
    sheet.raw.freeze_panes(FIRST, 3)
    if ordered:
        sheet.raw.autofilter(HEAD, 0, FIRST + len(ordered) - 1, len(columns) - 1)
    _actions(sheet, FIRST + len(ordered) + 1)


def _columns(subject: Subject) -> list[tuple[str, float]]:
    tr = subject.tr
    names = [(tr("Rank"), 9.0), (tr("Zone"), 10.0), (tr("Name of the zone"), 34.0), (tr("Stage"), 22.0),
             (tr("Points"), 11.0), (tr("Effect of the stage"), 13.0), (tr("Index"), 11.0)]  # fmt: skip
    if subject.baseline:
        money = tr("Money, {currency}", currency=subject.baseline.currency)
        names += [(f"{money}: {end}", 15.0) for end in _ends(subject)]
    return [*names, (tr("Robust"), 11.0), (tr("Low criteria"), 26.0), (tr("What the report says"), 90.0)]


def _ends(subject: Subject) -> tuple[str, str, str]:
    """What the columns of a range are called."""
    tr, found = subject.tr, subject.potential
    if found and found.client_costs_more:
        return ends(tr, found)
    return tr.context("end", "low"), tr.context("end", "middle"), tr.context("end", "high")


def _zone(sheet: Sheet, at: int, zone: GrowthZone, pick: Pick | None) -> None:
    book, subject = sheet.book, sheet.book.subject
    tr, currency = subject.tr, subject.baseline.currency if subject.baseline else ""
    plain, number = book.line(text_wrap=True), book.line(num_format="0.000")
    drafted = growth_text.draft(subject.audit, zone, tr, subject.growth.choices, currency)
    words = growth_text.wording(subject.audit, zone, tr, drafted).text if pick else ""
    stage = subject.audit.framework.stage(zone.stage).title[tr.lang]
    rank = growth_text.ranks(tr, pick) if pick else ""
    for column, text in enumerate((rank, zone.code, drafted.title, stage)):
        sheet.text(at, column, text, book.line(text_wrap=True, bold=bool(pick)))
    for column, value in enumerate((zone.points, zone.uplift, zone.index), 4):
        sheet.number(at, column, value, number)
    column = 7
    if subject.baseline:
        worth = (zone.money.low, zone.money.middle, zone.money.high) if zone.money else (None,) * 3
        for end in worth:
            sheet.number(at, column, end, book.line(num_format="#,##0"))
            column += 1
    robust = tr("yes") if pick and pick.robust else tr("no") if pick else ""
    sheet.text(at, column, robust, book.line(align="left", indent=1))
    low = ", ".join(zone.low)
    sheet.text(at, column + 1, low, plain)
    sheet.text(at, column + 2, words, plain)
    sheet.fit(at, ["", "", drafted.title, stage, *[""] * (column - 3), low, words])


def _actions(sheet: Sheet, at: int) -> None:
    """The actions in the same columns as the zones above."""
    book, subject = sheet.book, sheet.book.subject
    tr, found = subject.tr, actions.read(subject.audit)
    if not found:
        return
    sheet.text(at, 0, tr("Actions"), book.style(bold=True, font_size=12, font_color=book.palette.title))
    heads = (tr("Zone"), tr("Effort"), tr("Action"), tr("Owner"), tr("Due"), tr("Status"), tr("Metric"))
    for column, head in enumerate(heads):
        sheet.text(at + 1, column, head, book.style(bold=True, font_color=book.palette.ink2))
    for row, action in enumerate(found, at + 2):
        state = tr(actions.STATUSES[action.standing.status]) if action.standing else tr("in conflict")
        texts = (", ".join(action.zones), action.effort, action.title, action.owner, action.due, state,
                 action.metric)  # fmt: skip
        sheet.fit(row, texts)
        for column, text in enumerate(texts):
            sheet.text(row, column, text, book.line(text_wrap=True))


# --- potential ------------------------------------------------------------------------------


def write_potential(book: Book) -> None:
    """What the profit may gain with every reservation; only where the client gave figures."""
    subject = book.subject
    tr, found, baseline = subject.tr, subject.potential, subject.baseline
    if found is None or baseline is None:
        return
    said = tr("As of the export. Profit of one year's new clients over their lifetime, before overheads.")
    said += " " + ground(tr, baseline, found)
    sheet = book.sheet(tr.context("spreadsheet", "Potential"), tr("Profit potential"), said)
    sheet.set_widths((36, 56, 16, 16, 16, 16, 16, 16))
    at = 3
    for text in warnings(tr, found):
        sheet.text(at, 0, text, book.style(bold=True))
        at += 1
    at = _together(sheet, at, found, baseline)
    at = _alone(sheet, at + 1, found, baseline)
    at = _baseline(sheet, at + 1, baseline)
    at = _title(sheet, at + 1, tr("Read together with"))
    for text in caveats(tr):
        sheet.text(at, 0, text, book.style())
        at += 1


def _title(sheet: Sheet, at: int, said: str) -> int:
    book = sheet.book
    sheet.text(at, 0, said, book.style(bold=True, font_size=12, font_color=book.palette.title))
    return at + 1


def _heads(sheet: Sheet, at: int, heads: tuple[str, ...], left: int) -> int:
    for column, head in enumerate(heads):
        sheet.text(at, column, head, sheet.book.head("left" if column < left else "right"))
    return at + 1


def _together(sheet: Sheet, at: int, found: Potential, baseline: Baseline) -> int:
    """All stages at once, and those of the TOP; as planned and as stated."""
    book, subject = sheet.book, sheet.book.subject
    tr, money = subject.tr, book.line(num_format="#,##0")
    at = _title(sheet, at, tr("Stages together, added profit, {currency}", currency=baseline.currency))
    drawn = (tr("Draws, 5%"), tr("Draws, 50%"), tr("Draws, 95%"))
    at = _heads(sheet, at, (tr("Scope"), tr("Level"), *_ends(subject), *drawn), 2)
    scopes = [(tr("all stages"), found)]
    if subject.top_potential:
        scopes.append((tr("stages of the growth zones"), subject.top_potential))
    for name, scope in scopes:
        levels: tuple[tuple[str, Level], ...] = (
            (tr("planning level"), scope.planned),
            (tr("as stated"), scope.stated),
        )
        for said, level in levels:
            sheet.text(at, 0, name, book.line())
            sheet.text(at, 1, said, book.line())
            bands = (level.change, level.simulated)
            values = [value for band in bands for value in (band.low, band.middle, band.high)]
            for column, value in enumerate(values, 2):
                sheet.number(at, column, value, money)
            at += 1
    sheet.text(at, 0, tr("Profit now"), book.line(bold=True))
    sheet.number(at, 2, found.base.profit, book.line(bold=True, num_format="#,##0"))
    return at + 1


def _alone(sheet: Sheet, at: int, found: Potential, baseline: Baseline) -> int:
    book, subject = sheet.book, sheet.book.subject
    tr, money = subject.tr, book.line(num_format="#,##0")
    at = _title(sheet, at, tr("One stage at a time, planning level; effects overlap and have no sum"))
    at = _heads(sheet, at, (tr("Stage"), tr("Published"), *_ends(subject)), 2)
    for effect in found.planned.stages:
        stage = subject.audit.framework.stage(effect.code)
        falls = stage.uplift.direction == "down"
        sheet.text(at, 0, stage.title[tr.lang], book.line())
        sheet.text(at, 1, percent_range(tr, *effect.published, falls=falls), book.line())
        for column, value in enumerate((effect.change.low, effect.change.middle, effect.change.high), 2):
            sheet.number(at, column, value, money)
        at += 1
    return at


def _baseline(sheet: Sheet, at: int, baseline: Baseline) -> int:
    """The client's figures with their sources."""
    book, tr = sheet.book, sheet.book.subject.tr
    at = _title(sheet, at, tr("The client's figures"))
    at = _heads(sheet, at, (tr("Figure"), tr("Source"), tr("Value")), 2)
    for figure in FIGURES:
        source = baseline.sources.get(figure.name, "")
        sheet.fit(at, (tr(figure.title), source))
        sheet.text(at, 0, tr(figure.title), book.line())
        sheet.text(at, 1, source, book.line(text_wrap=True))
        form = {"share": "0.0%", "years": "0.0"}.get(figure.unit, "#,##0")
        sheet.number(at, 2, getattr(baseline, figure.name), book.line(num_format=form))
        at += 1
    return at
