"""The sheet of what changed since an earlier wave, against what error alone explains (METHOD 2.6)."""

from __future__ import annotations

from cxaudit.analysis import calibration, waves_words
from cxaudit.analysis.confidence import WaveChange
from cxaudit.analysis.waves import CriterionMove, Waves
from cxaudit.model import OverallScore, StageScore
from cxaudit.reports.xlsx.workbook import NUMBER, PROVISIONAL, Book, Sheet

HEAD = 4
WIDTHS = (14.0, 46.0, 14.0, 14.0, 14.0, 20.0, 60.0, 60.0)


def write_waves(book: Book) -> None:
    """The stages with their changes, what the claim rests on, red flags and every criterion that moved."""
    subject = book.subject
    tr, found = subject.tr, subject.waves
    if found is None:
        return
    said = " → ".join(calibration.named(tr, audit) for audit in (found.before, found.after))
    sheet = book.sheet(tr.context("spreadsheet", "Since the last wave"), tr("Since the last wave"), said)
    sheet.set_widths(WIDTHS)
    sheet.text(2, 0, f"{waves_words.claim(tr, found)} {waves_words.stages_claim(tr, found)}", book.style())
    at = _stages(sheet, found) + 1
    legend = (tr("±: what error alone explains."), tr("“~”: provisional."))
    cautions = waves_words.cautions(tr, found.before, found.after)
    for note in (*legend, *cautions, *waves_words.notes(tr, found)):
        sheet.text(at, 0, note, book.style())
        at += 1
    at = _flags(sheet, at + 1, found)
    for heading, moves in (
        (tr("Criteria with another score"), found.moved),
        (tr("Scored in one wave only"), found.one_sided),
    ):
        at = _criteria(sheet, at + 1, heading, moves, found) if moves else at
    sheet.raw.freeze_panes(HEAD + 1, 0)


def _stages(sheet: Sheet, found: Waves) -> int:
    """The table under the frozen head; returns the row after it."""
    tr = sheet.book.subject.tr
    heads = ("", tr("Stage"), tr("Earlier"), tr("Later"), tr("Change"), "±", tr("Reading"))
    for column, head in enumerate(heads):
        style = sheet.book.head("right" if 2 <= column <= 5 else "left", int(column == 6))
        sheet.text(HEAD, column, head, style)
    for at, move in enumerate(found.stages, HEAD + 1):
        title = found.after.framework.stage(move.code).title[tr.lang]
        why = waves_words.reason(tr, move)
        _line(sheet, at, (move.code, title), (move.before, move.after), move.change, why)
    at, overall = HEAD + 1 + len(found.stages), found.overall
    sides, why = (overall.before, overall.after), waves_words.overall_reason(tr, found)
    _line(sheet, at, ("", tr("Overall")), sides, overall.change, why, strong=True)
    return at + 1


def _line(
    sheet: Sheet,
    at: int,
    names: tuple[str, str],
    sides: tuple[StageScore | OverallScore, StageScore | OverallScore],
    change: WaveChange | None,
    why: str,
    strong: bool = False,
) -> None:
    """Names, both scores, the change and how it stands to error, or why there is none."""
    book, tr = sheet.book, sheet.book.subject.tr
    plain, number = book.line(bold=strong, text_wrap=True), book.line(bold=strong, num_format=NUMBER)
    signed = book.line(bold=strong or bool(change and change.real), num_format="+0.00;\u22120.00;0.00")
    for column, said in enumerate(names):
        sheet.text(at, column, said, plain)
    for column, side in enumerate(sides, 2):
        form = PROVISIONAL if side.status == "provisional" else NUMBER
        sheet.number(at, column, side.score, book.line(bold=strong, num_format=form))
    sheet.number(at, 4, change.difference if change else None, signed)
    sheet.number(at, 5, change.detectable if change else None, number)
    said = waves_words.verdict(tr, change) if change else why
    sheet.text(at, 6, said, book.line(bold=strong, text_wrap=True, align="left", indent=1))
    sheet.fit(at, (*names, "", "", "", "", said))


def _flags(sheet: Sheet, at: int, found: Waves) -> int:
    book, tr = sheet.book, sheet.book.subject.tr
    at = _heading(sheet, at, tr("Red flags"))
    if not found.flags:
        sheet.text(at, 0, tr("Neither wave has a red flag."), book.style())
        return at + 1
    for flag in found.flags:
        _move(sheet, at, flag.move, found, tr(waves_words.FATES[flag.fate]))
        at += 1
    return at


def _criteria(sheet: Sheet, at: int, heading: str, moves: tuple[CriterionMove, ...], found: Waves) -> int:
    book, tr = sheet.book, sheet.book.subject.tr
    at = _heading(sheet, at, heading)
    notes = (tr("Earlier note"), tr("Later note"))
    heads = ("", tr("Criterion"), tr("Earlier"), tr("Later"), tr("Change"), "", *notes)
    for column, head in enumerate(heads):
        style = book.style(
            bold=True, font_color=book.palette.ink2, align="right" if 2 <= column <= 4 else "left"
        )
        sheet.text(at, column, head, style)
    for move in moves:
        at += 1
        _move(sheet, at, move, found, "")
    return at + 1


def _heading(sheet: Sheet, at: int, said: str) -> int:
    book = sheet.book
    sheet.text(at, 0, said, book.style(bold=True, font_size=12, font_color=book.palette.title))
    return at + 1


def _move(sheet: Sheet, at: int, move: CriterionMove, found: Waves, fate: str) -> None:
    """What a criterion got in both waves, with what became of it and both notes."""
    book, tr = sheet.book, sheet.book.subject.tr
    plain, right = book.line(text_wrap=True), book.line(align="right", text_wrap=True)
    title = found.after.framework.criteria[move.criterion].title[tr.lang]
    sheet.text(at, 0, move.criterion, plain)
    sheet.text(at, 1, title, plain)
    for column, rating in enumerate((move.before, move.after), 2):
        sheet.text(at, column, waves_words.mark(tr, rating), right)
    sheet.number(at, 4, move.difference, book.line(num_format="+0.##;\u22120.##;0"))
    sheet.text(at, 5, fate, book.line(align="right", text_wrap=True))
    notes = move.before.note.strip(), move.after.note.strip()
    for column, note in enumerate(notes, 6):
        sheet.text(at, column, note, book.line(text_wrap=True, align="left", indent=1))
    marks = (waves_words.mark(tr, rating) for rating in (move.before, move.after))
    sheet.fit(at, (move.criterion, title, *marks, "", fate, *notes))
