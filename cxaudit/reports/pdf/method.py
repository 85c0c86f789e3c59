"""How the figures came about, what has no score and why, and what the report does not say."""

from __future__ import annotations

from collections.abc import Sequence

from cxaudit import words
from cxaudit.model import Criterion, Rating
from cxaudit.reports.findings import (
    band_name,
    contested_weights,
    method_title,
    weight,
    weight_sum,
)
from cxaudit.reports.method_words import approved, formulas, limits, signed
from cxaudit.reports.pdf import cover, marks, typeset
from cxaudit.reports.pdf.page import BOTTOM, LAST_HEADING, LEFT, RIGHT, Paper
from cxaudit.reports.pdf.photos import evidence_counts
from cxaudit.reports.pdf.typeset import (
    BODY,
    HEADING,
    NOTE,
    SMALL,
    SMALL_HEAD,
    TABLE,
    TABLE_KEY,
    TABLE_NAME,
    balanced,
    plain,
    wrap,
)
from cxaudit.reports.score_words import span
from cxaudit.reports.subject import Subject
from cxaudit.timing import limits as limits_of_time

HALF = 85.0
SECOND = LEFT + HALF + 6
ROW = 6.0
WEIGHT_WIDE = 21.0
FEWEST_LINES = 3
"""Of a longer text, before a page may end."""


def draw_method(paper: Paper, subject: Subject) -> None:
    tr = subject.tr
    paper.start_page()
    paper.bookmark(tr("Method and limits"), 0)
    paper.title(tr("Method and limits"), [method_title(subject)])
    top = paper.y + 1.5
    left = _scale(paper, subject, top)
    right = _formulas(paper, subject, top)
    paper.y = max(left, right) + 8
    _weights(paper, subject)
    _limits(paper, subject)
    _missing(paper, subject)
    _sources(paper, subject)
    _changed_limits(paper, subject)
    if cover.is_shortened(subject) or "cover" not in subject.options.sections:
        _brief(paper, subject)


def _heading(paper: Paper, said: str, room: float = LAST_HEADING) -> None:
    paper.begin_part(room)
    paper.text(LEFT, paper.y, plain(said), HEADING)
    paper.y += 3.6


# --- scale and formulas ---------------------------------------------------------------------


def _scale(paper: Paper, subject: Subject, y: float) -> float:
    """What each mark means, in the words of the framework."""
    tr, framework = subject.tr, subject.audit.framework
    paper.text(LEFT, y, tr("What a mark means"), HEADING)
    y += 3.2
    rows = [(Rating(mark=mark), said[tr.lang]) for mark, said in sorted(framework.scores.items())]
    for mark in ("N", "U"):
        if mark in framework.marks:
            rows.append((Rating(mark=mark), framework.marks[mark][tr.lang]))
    rows.append((Rating(), tr("Not rated yet: counts as missing coverage, not as 0")))
    for rating, said in rows:
        lines = wrap(said, NOTE, HALF - 12)
        high = max(7.4, len(lines) * NOTE.line + 2.6)
        paper.rule(LEFT, LEFT + HALF, y)
        marks.chip(paper, LEFT, y + (high - marks.CHIP_HIGH) / 2, rating)
        paper.lines(LEFT + 11, y + high / 2 + 1 - (len(lines) - 1) * NOTE.line / 2, lines, NOTE)
        y += high
    paper.rule(LEFT, LEFT + HALF, y)
    return y


def _formulas(paper: Paper, subject: Subject, y: float) -> float:
    tr = subject.tr
    paper.text(SECOND, y, tr("How the scores are computed"), HEADING)
    y += 6
    for said in formulas(subject):
        y = _bullet(paper, SECOND, y, said, HALF)
    y += 3
    paper.text(SECOND, y, tr("Bands"), HEADING)
    return _bands(paper, subject, y + 3.4)


def _bullet(paper: Paper, x: float, y: float, said: str, measure: float) -> float:
    """A point of a list; words before a colon are its lead."""
    paper.dot(x + 0.8, y - 1, 0.65, paper.palette.data)
    lead, colon, rest = said.partition(": ")
    if not colon or len(lead) > 30:
        return paper.paragraph(x + 4, y, said, NOTE, measure - 4) + 1.2
    return paper.led_paragraph(x + 4, y, lead + ":", rest, NOTE, measure - 4) + 1.2


def _bands(paper: Paper, subject: Subject, y: float) -> float:
    """Three beside three, each with its limits."""
    tr = subject.tr
    for at, band in enumerate(marks.BANDS):
        x = SECOND + (at // 3) * (HALF / 2)
        top = y + (at % 3) * 6.2
        low, high = marks.LIMITS[at], marks.LIMITS[at + 1]
        marks.band_tag(paper, x, top, band_name(band, tr), band, 25)
        said = f"{tr.number(low, 1)}–{tr.number(high, 1)}"
        paper.text(x + 27, top + 3.5, said, NOTE, paper.palette.ink2)
    return paper.lines(SECOND, y + 21.8, [tr("A value on a limit belongs to the higher band.")], SMALL) - 3


# --- weights --------------------------------------------------------------------------------


def _weights(paper: Paper, subject: Subject) -> None:
    """The weights in use beside those of the framework and its presets."""
    tr, palette, framework = subject.tr, paper.palette, subject.audit.framework
    used = [s.weight for s in subject.scores.stages]
    default = [s.weight for s in framework.stages]
    columns: list[tuple[str, Sequence[float]]] = [
        (tr.context("weights", "In use"), used),
        (tr.context("weights", "Default"), default),
    ]
    columns += [(tr(words.PRESETS.get(name, name)), values) for name, values in framework.presets.items()][:5]
    high = 14 + ROW * (min(len(framework.stages), 12) + 1)
    _heading(paper, _weights_heading(subject, used), high)
    rights = [RIGHT - WEIGHT_WIDE * (len(columns) - 1 - at) for at in range(len(columns))]
    with paper.tags.inside("Table"):
        _weights_head(paper, rights, [label for label, _ in columns])
        for at, stage in enumerate(framework.stages):
            paper.need(ROW * 2)
            base = paper.y + 4.1
            name = typeset.shortened(stage.title[tr.lang], TABLE_NAME, rights[0] - 40, 1)[0]
            said = [tr.weight(values[at]) for _, values in columns[1:]]
            with paper.tags.row():
                with paper.tags.cell():
                    paper.text(LEFT, base, stage.code, SMALL, palette.ink2)
                    paper.lines(27, base, name, TABLE_NAME)
                _weight_cells(paper, rights, [weight(subject, stage.code), *said], base)
            paper.y += ROW
            paper.rule(LEFT, RIGHT, paper.y)
        base = paper.y + 4.1
        said = [tr.weight(sum(values)) for _, values in columns[1:]]
        with paper.tags.row():
            paper.text(LEFT, base, tr("Sum"), TABLE_KEY)
            _weight_cells(paper, rights, [weight_sum(subject), *said], base)
        paper.y += ROW
    paper.rule(LEFT, RIGHT, paper.y, palette.ink, 0.9)
    paper.y += 8


def _weights_head(paper: Paper, rights: Sequence[float], labels: Sequence[str]) -> None:
    palette, base = paper.palette, paper.y + 3.5
    with paper.tags.row(head=True):
        paper.text(LEFT, base, paper.tr("Stage"), SMALL_HEAD, palette.ink2)
        for right, label in zip(rights, labels, strict=True):
            lines = wrap(label, SMALL_HEAD, WEIGHT_WIDE - 2)[:2]
            top = base - (len(lines) - 1) * SMALL_HEAD.line
            paper.lines(right, top, lines, SMALL_HEAD, palette.ink2, "right")
    paper.y += 5.5
    paper.rule(LEFT, RIGHT, paper.y, palette.title, 1.2)


def _weight_cells(paper: Paper, rights: Sequence[float], values: Sequence[str], base: float) -> None:
    for at, (right, value) in enumerate(zip(rights, values, strict=True)):
        style, colour = (TABLE_KEY, paper.palette.ink) if at == 0 else (TABLE, paper.palette.ink2)
        paper.text(right, base, value, style, colour, "right")


def _weights_heading(subject: Subject, used: Sequence[float]) -> str:
    """Which set the weights in use are, if any, or which of them are in conflict."""
    tr, framework = subject.tr, subject.audit.framework
    if contested := contested_weights(subject):
        return contested.removesuffix(".")
    if list(used) == [s.weight for s in framework.stages]:
        return tr("The weights are those of the checklist")
    for name, values in framework.presets.items():
        if list(used) == list(values):
            return tr("The weights are the preset “{name}”", name=tr(words.PRESETS.get(name, name)))
    return tr("The weights were set for this audit")


# --- without a score ------------------------------------------------------------------------


def _missing(paper: Paper, subject: Subject) -> None:
    tr = subject.tr
    rows = [*subject.without_score("U"), *subject.without_score("N"), *subject.contested]
    empty = sum(s.empty for s in subject.scores.stages)
    if rows:
        _heading(
            paper, tr.plural("{n} criterion without a score", "{n} criteria without a score", len(rows)), 40
        )
        paper.rule(LEFT, RIGHT, paper.y, paper.palette.title, 1.2)
        with paper.tags.inside("Table"):
            for criterion, rating in rows:
                _missing_row(paper, subject, criterion, rating)
    else:
        _heading(paper, tr("No criterion is marked U or N"))
    if empty:
        said = tr.plural(
            "{n} more criterion is not rated yet.", "{n} more criteria are not rated yet.", empty
        )
        paper.need(10)
        paper.text(LEFT, paper.y + 4.4, said, SMALL, paper.palette.ink2)
        paper.y += SMALL.line
    paper.y += 8.5


def _missing_row(paper: Paper, subject: Subject, criterion: Criterion, rating: Rating) -> None:
    tr, palette = subject.tr, paper.palette
    reason = rating.reason.strip()
    if rating.conflict:
        reason = tr("In conflict") + (f": {reason}" if reason else "")
    title = balanced(criterion.title[tr.lang], TABLE_NAME, 58)
    lines = balanced(reason or tr("no reason given"), NOTE, RIGHT - 102)
    paper.need(
        max(
            7.2, (len(lines) if len(lines) <= 12 else 4) * NOTE.line + 2.4, len(title) * TABLE_NAME.line + 2.4
        )
    )
    first = True
    while lines or first:
        fits = max(1, int((BOTTOM - paper.y - 2.4) / NOTE.line))
        part, lines = lines[:fits], lines[fits:]
        name = title if first else [tr("continued")]
        high = max(7.2, len(part) * NOTE.line + 2.4, len(name) * TABLE_NAME.line + 2.4)
        middle = paper.y + min(high, 12) / 2
        with paper.tags.row():
            marks.chip(paper, LEFT, middle - marks.CHIP_HIGH / 2, rating)
            paper.text(LEFT + 10, middle + 1, criterion.id, SMALL, palette.ink2)
            paper.lines(LEFT + 23, middle + 1.1 - (len(name) - 1) * TABLE_NAME.line / 2, name, TABLE_NAME)
            paper.lines(102, max(middle + 1.05 - (len(part) - 1) * NOTE.line / 2, paper.y + 3.6), part, NOTE)
        paper.y += high
        paper.rule(LEFT, RIGHT, paper.y)
        if lines:
            paper.continue_page()
        first = False


# --- limits and sources ---------------------------------------------------------------------


def _limits(paper: Paper, subject: Subject) -> None:
    tr = subject.tr
    said = limits(subject)
    if any(typeset.lacks(text) for text in _own_texts(subject)):
        said.append(tr("□ stands for a character that the typeface of this report does not have."))
    _heading(paper, tr("What this report does not say"), 46)
    paper.y += 2
    _in_two_columns(paper, said)
    paper.y += 6


def _own_texts(subject: Subject) -> list[str]:
    """All that people wrote into the audit and the report prints."""
    audit = subject.audit
    texts = [text for r in audit.ratings.values() for text in (r.note, r.reason, *r.note_rivals)]
    texts += [text for e in subject.shown_evidence for text in (e.name, e.caption)]
    return texts + [said for _, said in cover.brief_rows(subject)] + [audit.brief.product]


def _in_two_columns(paper: Paper, said: Sequence[str]) -> None:
    half = (len(said) + 1) // 2
    heights = [
        sum(len(wrap(s, NOTE, HALF - 4)) * NOTE.line + 1.2 for s in part)
        for part in (said[:half], said[half:])
    ]
    paper.need(max(heights))
    top, ends = paper.y, []
    for x, part in ((LEFT, said[:half]), (SECOND, said[half:])):
        y = top
        for text in part:
            y = _bullet(paper, x, y, text, HALF)
        ends.append(y)
    paper.y = max(ends)


def _sources(paper: Paper, subject: Subject) -> None:
    """What the figures rest on: the checklist, the files, the state of the audit."""
    tr, audit = subject.tr, subject.audit
    framework, overall = audit.framework, subject.scores.overall
    rows = [
        (tr("Checklist"), f"{cover.method_name(subject)} ({framework.id})"),
        (tr("Evidence"), evidence_counts(subject.shown_evidence, tr)),
        (tr("Scores with evidence"), tr("{n} of {total}", n=subject.proven, total=overall.scored)),
        (tr("Audit"), audit.id),
    ]
    if kept := len(audit.evidence) - len(subject.shown_evidence):
        said = tr.plural("{n} file, not in this report", "{n} files, not in this report", kept)
        rows.insert(2, (tr("Internal evidence"), said))
    if overall.low is not None and overall.high is not None:
        rows.insert(2, (tr("Bounds of the overall score"), span(overall.low, overall.high, tr)))
    if who := signed(audit, tr, subject.options.now.tzinfo):
        rows.append((tr("Brief signed by"), who))
    if who := approved(audit, tr, subject.options.now.tzinfo):
        rows.append((tr("Approved by"), who))
    _heading(paper, tr("What the figures rest on"), 14 + len(rows) * ROW)
    _pairs(paper, rows)


def _changed_limits(paper: Paper, subject: Subject) -> None:
    """The limits of time that differ from the framework's: to, from, by whom and when (METHOD 0)."""
    tr, zone = subject.tr, subject.options.now.tzinfo
    changed = limits_of_time.limit_changes(subject.audit)
    if changed:
        paper.y += 8
        _heading(paper, tr("Limits of time for 0 / 3 / 5 that differ from the checklist's"))
        _pairs(paper, [(one.criterion.id, limits_of_time.told(one, tr, zone)) for one in changed])


def _brief(paper: Paper, subject: Subject) -> None:
    """The brief in full, where the cover could not hold it or is left out."""
    tr = subject.tr
    rows = cover.brief_rows(subject)
    if subject.audit.brief.product.strip():
        rows.insert(1, (tr("Product"), subject.audit.brief.product.strip()))
    if not rows:
        return
    paper.y += 8
    _heading(paper, tr("The brief"))
    _pairs(paper, rows)


def _pairs(paper: Paper, rows: Sequence[tuple[str, str]]) -> None:
    paper.rule(LEFT, RIGHT, paper.y)
    for label, said in rows:
        lines = wrap(said, BODY, RIGHT - 62)
        paper.need(ROW + (min(len(lines), FEWEST_LINES) - 1) * BODY.line)
        base = paper.y + 4.4
        paper.text(LEFT, base, plain(label), SMALL_HEAD, paper.palette.ink2)
        for line in lines:
            if base > BOTTOM - 2:
                paper.continue_page()
                base = paper.y + 4.4
            paper.text(62, base, line, BODY)
            base += BODY.line
        paper.y = base - BODY.line + 2.2
        paper.rule(LEFT, RIGHT, paper.y)
