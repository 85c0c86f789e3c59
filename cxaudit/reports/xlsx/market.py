"""The sheets of the comparison with other audits, and of the trends of the market (METHOD 5)."""

from __future__ import annotations

from collections.abc import Sequence

from cxaudit.analysis.comparison import Comparison
from cxaudit.reports import market_words
from cxaudit.reports.xlsx.workbook import NUMBER, PROVISIONAL, Book, Sheet
from cxaudit.trends import trends_of

HEAD = 3
PLACE, COMPANY, FIRST_STAGE = 0, 1, 2
WIDTHS = (12.0, 40.0)
STAGE_WIDTH = 13.0
SIGNED = "+0.00;\u22120.00;0.00"


def write_market(book: Book) -> None:
    """What the section of the PDF says, every company on a line; nothing where it would be empty."""
    subject = book.subject
    if "market" not in subject.printed:
        return
    if found := subject.comparison:
        tr = subject.tr
        title = tr("Comparison among those audited")
        said = market_words.titles(subject, found)[0]
        sheet = book.sheet(tr.context("spreadsheet", "Comparison"), title, said)
        at = _companies(sheet, found)
        at = _stages(sheet, at + 1, found)
        for heading, note in market_words.notes(subject, found):
            sheet.text(at + 1, 0, heading, book.style(bold=True))
            sheet.text(at + 2, 0, note, book.style())
            at += 2
        if market_words.any_doubt(found):
            sheet.text(at + 2, 0, tr("“~”: provisional."), book.style(font_color=book.palette.ink2))
        sheet.raw.freeze_panes(HEAD + 1, FIRST_STAGE)
    _trends(book)


def _companies(sheet: Sheet, found: Comparison) -> int:
    """Who is compared, best first, below them the median; returns the row after it."""
    book, subject = sheet.book, sheet.book.subject
    tr, stages = subject.tr, subject.stages
    entries = market_words.ranked(found, tr.lang)
    placed = any(place for place, _ in entries)
    names = [(tr("Place") if placed else "", WIDTHS[0]), (tr("Company"), WIDTHS[1])]
    names += [(stage.short[tr.lang], STAGE_WIDTH) for stage in stages]
    sheet.table_head(HEAD, [*names, (tr("Overall"), STAGE_WIDTH)], right=range(FIRST_STAGE, len(names) + 1))
    at = HEAD
    for at, (place, entry) in enumerate(entries, HEAD + 1):
        own = entry is found.own
        look = {"bold": True, "bg_color": book.palette.tint} if own else {}
        name = market_words.company(entry, tr)
        sheet.text(at, PLACE, place, book.line(**look))
        sheet.text(at, COMPANY, name, book.line(text_wrap=True, **look))
        for stage, score in enumerate(entry.scores or (None,) * len(stages)):
            form = PROVISIONAL if market_words.doubt(entry, stage) else NUMBER
            sheet.number(at, FIRST_STAGE + stage, score, book.line(num_format=form, **look))
        sheet.number(at, len(names), entry.overall, book.line(**look | {"num_format": NUMBER, "bold": True}))
        sheet.fit(at, ("", name))
    if any(median is not None for median in found.medians):
        at += 1
        said = tr("Median without the audited company")
        line = book.line(num_format=NUMBER, italic=True)
        sheet.text(at, PLACE, "", line)
        sheet.text(at, COMPANY, said, book.line(text_wrap=True, italic=True))
        _numbers(sheet, at, FIRST_STAGE, (*found.medians, found.median_overall), NUMBER)
    return at + 1


def _stages(sheet: Sheet, at: int, found: Comparison) -> int:
    """Each stage with where it stands, in the columns of the table above; returns the row after it."""
    book, subject = sheet.book, sheet.book.subject
    tr = subject.tr
    sheet.text(
        at, 0, tr("Stage by stage"), book.style(bold=True, font_size=12, font_color=book.palette.title)
    )
    heads: tuple[str, ...] = ("", tr("Stage"), tr.context("noun", "Score"), tr("Best score"),
             tr("Median of the others"), tr("to median"), tr("to best"), tr("Position"))  # fmt: skip
    if not market_words.has_ranks(found):
        heads = heads[:4]
    for column, head in enumerate(heads):
        look = {"align": "right"} if 2 <= column <= 6 else {"align": "left", "indent": int(column == 7)}
        style = book.style(bold=True, font_color=book.palette.ink2, text_wrap=True, **look)
        sheet.text(at + 1, column, head, style)
    sheet.fit(at + 1, heads)
    for place in range(len(subject.stages)):
        _stage(sheet, at + 2 + place, found, place)
    return at + 2 + len(subject.stages)


def _stage(sheet: Sheet, row: int, found: Comparison, place: int) -> None:
    book, subject = sheet.book, sheet.book.subject
    stage, standing = subject.stages[place], found.stages[place]
    title = stage.title[subject.tr.lang]
    sheet.text(row, 0, stage.code, book.line())
    sheet.text(row, 1, title, book.line(text_wrap=True))
    form = PROVISIONAL if market_words.doubt(found.own, place) else NUMBER
    _numbers(sheet, row, 2, (found.own.scores[place] if found.own.scores else None,), form)
    _numbers(sheet, row, 3, (found.bests[place],), NUMBER)
    sheet.fit(row, ("", title))
    if not market_words.has_ranks(found):
        return
    _numbers(sheet, row, 4, (found.medians[place],), NUMBER)
    gaps = (standing.to_median, standing.to_best) if standing else (None, None)
    _numbers(sheet, row, 5, gaps, SIGNED)
    position = standing.position if standing else None
    named = market_words.position_name(position, subject.tr) if position else ""
    sheet.text(row, 7, named, book.line(text_wrap=True, align="left", indent=1))
    sheet.fit(row, ("", title, "", "", "", "", "", named))


def _numbers(sheet: Sheet, at: int, column: int, values: Sequence[float | None], form: str) -> None:
    for place, value in enumerate(values, column):
        sheet.number(at, place, value, sheet.book.line(num_format=form))


def _trends(book: Book) -> None:
    """A line for each trend; nothing where nobody wrote one down."""
    subject = book.subject
    tr, found = subject.tr, trends_of(subject.audit)
    if not found:
        return
    said = market_words.trends_title(found, tr)
    sheet = book.sheet(tr.context("spreadsheet", "Trends of the market"), tr("Trends of the market"), said)
    columns = [(tr("Trend"), 80.0), (tr("Source"), 44.0), (tr("Date"), 16.0), (tr("Country"), 18.0),
               (tr("Product"), 26.0), (tr("Status"), 14.0)]  # fmt: skip
    sheet.table_head(HEAD, columns)
    for at, trend in enumerate(found, HEAD + 1):
        contested = tr("in conflict") if trend.contested else ""
        day = market_words.trend_day(trend, tr)
        texts = (trend.text, trend.source, day, trend.country, trend.product, contested)
        for column, text in enumerate(texts):
            sheet.text(at, column, text, book.line(text_wrap=True))
        sheet.fit(at, texts)
    sheet.raw.freeze_panes(HEAD + 1, 0)
