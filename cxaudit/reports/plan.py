"""The action plan: what is open, zone by zone, and what is done; a rejected action is no part of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cxaudit.analysis import actions
from cxaudit.analysis.actions import OVER, STATUSES, Action
from cxaudit.i18n import Translator
from cxaudit.reports.pdf.page import BOTTOM, LEFT, RIGHT, Paper
from cxaudit.reports.pdf.typeset import HEADING, NOTE, SMALL, SMALL_HEAD, SMALL_STRONG, Style, wrap
from cxaudit.reports.subject import Subject

NAME = Style("Medium", 8, 10.2)
COLUMNS = (LEFT, 33.0, 97.0, 126.0, 148.0, 169.5)
"""Zone, action, owner, due, effort and status."""
GUTTER = 3.0
ROW_MORE = 3.4
ABOVE, HEAD_HIGH = 14.0, 4.0
FIRST_ROWS = 30.0
"""What the heading takes with what stands below it at least."""


def open_actions(subject: Subject) -> list[Action]:
    """What is still to be done: those of the TOP zones in their order, then the others; the nearest first."""
    found = [a for a in actions.read(subject.audit) if not (a.standing and a.standing.status in OVER)]
    top = [pick.zone.code for pick in subject.growth.top]
    order = [*top, *(zone.code for stage in subject.stages for zone in stage.zones if zone.code not in top)]
    places = {zone: at for at, zone in enumerate(order)}
    return sorted(found, key=lambda a: (places.get(a.zones[0], len(order)), not a.due, a.due))


def done_actions(subject: Subject) -> list[Action]:
    """What was claimed to be done, or verified."""
    found = actions.read(subject.audit)
    return [a for a in found if a.standing and a.standing.status in ("done", "verified")]


def title_said(tr: Translator, action: Action) -> str:
    return " ".join(action.title.split()) or tr("Action without a title")


def due_said(tr: Translator, action: Action) -> str:
    return tr.date(datetime.fromisoformat(action.due)) if action.due else ""


def status_said(tr: Translator, action: Action) -> str:
    """Where the action stands, with the date that it is deferred to."""
    stands = action.standing
    if stands is None:
        return tr("in conflict")
    if stands.status == "deferred" and stands.until:
        return tr("deferred to {date}", date=tr.date(datetime.fromisoformat(stands.until)))
    return tr(STATUSES[stands.status])


def details_said(tr: Translator, action: Action) -> str:
    """Owner, date, effort and status in a line; who or when is named as missing."""
    parts = (
        tr("owner: {owner}", owner=" ".join(action.owner.split()))
        if action.owner.strip()
        else tr("no owner"),
        tr("due {date}", date=due_said(tr, action)) if action.due else tr("no date"),
        tr("effort {effort}", effort=action.effort) if action.effort else "",
        status_said(tr, action),
    )
    said = " · ".join(part for part in parts if part)
    return said[:1].upper() + said[1:]


def done_said(tr: Translator, found: Sequence[Action]) -> str:
    """Titles of what is done, each verified one marked; empty without any."""
    names = [
        tr("{action} (verified)", action=title_said(tr, action))
        if action.standing and action.standing.status == "verified"
        else title_said(tr, action)
        for action in found
    ]
    return tr("Done: {actions}.", actions="; ".join(names)) if names else ""


# --- the table ------------------------------------------------------------------------------


def draw_plan(paper: Paper, subject: Subject, bottom: float) -> None:
    """All actions in a table that goes on over pages; nothing where there are none."""
    tr = subject.tr
    rows = [(action, False) for action in open_actions(subject)]
    rows += [(action, True) for action in done_actions(subject)]
    if not rows:
        return
    table = [_Row(subject, action, done) for action, done in rows]
    if paper.y + max(FIRST_ROWS, ABOVE + HEAD_HIGH + table[0].high) > bottom:
        paper.continue_page()
        bottom = BOTTOM
    paper.text(LEFT, paper.y + 8.4, tr("Action plan"), HEADING)
    paper.y += ABOVE
    with paper.tags.inside("Table"):
        _head(paper, tr)
        for at, row in enumerate(table):
            with_last = table[at + 1].high if at == len(table) - 2 and at else 0
            if paper.y + row.high + with_last > bottom:
                paper.continue_page()
                paper.y += HEAD_HIGH
                bottom = BOTTOM
                _head(paper, tr)
            row.draw(paper)


def _head(paper: Paper, tr: Translator) -> None:
    heads = (tr("Zone"), tr("Action"), tr("Owner"), tr("Due"), tr("Effort"), tr("Status"))
    with paper.tags.row(head=True):
        for x, head in zip(COLUMNS, heads, strict=True):
            paper.text(x, paper.y, head, SMALL_HEAD, paper.palette.ink2)
    paper.y += 2.4
    paper.rule(LEFT, RIGHT, paper.y, paper.palette.title, 1.2)


class _Row:
    """One action; what is done is grey."""

    def __init__(self, subject: Subject, action: Action, done: bool) -> None:
        tr = subject.tr
        texts = (
            (", ".join(action.zones), SMALL_STRONG),
            (title_said(tr, action), NAME),
            (" ".join(action.owner.split()) or "–", NOTE),
            (due_said(tr, action) or "–", NOTE),
            (action.effort or "–", NOTE),
            (status_said(tr, action), NOTE),
        )
        ends = (*COLUMNS[1:], RIGHT + GUTTER)
        wides = [end - x - GUTTER for x, end in zip(COLUMNS, ends, strict=True)]
        self.done = done
        self.cells = [
            (wrap(said, style, wide), style) for (said, style), wide in zip(texts, wides, strict=True)
        ]
        gain = " · ".join(part for said in (action.metric, action.effect) if (part := " ".join(said.split())))
        seen = tr("How it will be seen: {metric}", metric=gain) if gain else ""
        self.seen = wrap(seen, SMALL, wides[1]) if seen else []

    @property
    def high(self) -> float:
        title = len(self.cells[1][0]) * NAME.line + len(self.seen) * SMALL.line
        return max(title, *(len(lines) * style.line for lines, style in self.cells)) + ROW_MORE

    def draw(self, paper: Paper) -> None:
        base, grey = paper.y + 4.4, paper.palette.ink2
        with paper.tags.row():
            for at, (x, (lines, style)) in enumerate(zip(COLUMNS, self.cells, strict=True)):
                with paper.tags.cell():
                    paper.lines(x, base, lines, style, grey if self.done else "")
                    if at == 1:
                        below = base + len(lines) * NAME.line
                        paper.lines(x, below, self.seen, SMALL, grey)
        paper.y += self.high
        paper.rule(LEFT, RIGHT, paper.y)
