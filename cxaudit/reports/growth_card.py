"""One growth zone on the page: rank and worth, a photo, what was seen, what good is, what to do."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from cxaudit import money
from cxaudit.analysis import actions, growth_text
from cxaudit.analysis.growth import Pick
from cxaudit.analysis.potential_words import METRICS
from cxaudit.model import Evidence
from cxaudit.reports.page import LEFT, RIGHT, Paper
from cxaudit.reports.photos import draw_picture
from cxaudit.reports.subject import Subject, evidence_label
from cxaudit.reports.typeset import (
    FIGURE,
    HEADING,
    NOTE,
    SMALL,
    SMALL_HEAD,
    TABLE_KEY,
    Style,
    plain,
    width,
    wrap,
)

PHOTO = LEFT + 26.0
PHOTO_WIDE, PHOTO_HIGH = 35.3, 26.5
TEXT = PHOTO + PHOTO_WIDE + 5.0
GAP = 4.0
SHARES = (0.37, 0.39, 0.24)
"""Of the room: what was seen, what good is, what to do."""
FIGURES_WIDE = 24.0
HEAD, FOOT, BELOW = 12.2, 7.2, 3.0
"""What stands above and below the columns of text, with and without a line for the plan."""
LEAST = 36.0
MOST_EDITED = 50
"""Of the consultant's own text: more than half a page."""
MOST_CAPTION = 2
DOT = 1.1


class GrowthCard:
    """A card that knows its height in mm before it is drawn."""

    def __init__(self, subject: Subject, pick: Pick, most_lines: int) -> None:
        """`most_lines` is what a drafted text may take; the stage's pages have the whole notes."""
        self.subject, self.pick, self.tr = subject, pick, subject.tr
        self.most_lines = most_lines

    @cached_property
    def high(self) -> float:
        text = (
            HEAD
            + self._title_more
            + max(len(lines) for _, lines in self._columns) * NOTE.line
            + (FOOT if self._plan else BELOW)
        )
        picture = 4.5 + PHOTO_HIGH + 2.5 + len(self._caption) * SMALL.line + 2.5 if self._photo else 0
        return max(LEAST, text, picture, self._figures_high)

    def draw(self, paper: Paper, y: float) -> None:
        """Draw it below a rule at y."""
        self._draw_figures(paper, y)
        if self._photo:
            self._draw_photo(paper, self._photo, y + 4.5)
        self._draw_title(paper, y + 6.4)
        self._draw_columns(paper, y + HEAD + self._title_more)
        self._draw_foot(paper, y + self.high - 3.6)

    # --- rank and worth ---

    @cached_property
    def _figures(self) -> list[tuple[str, str]]:
        """What the zone is worth: a figure and its unit."""
        tr, zone = self.tr, self.pick.zone
        found = [("+" + tr.number(zone.points, 3), tr("points"))]
        if zone.money and self.subject.baseline:
            low, high = zone.money.low, zone.money.high
            scale = money.scale_of((low, high))
            said = money.span(tr, low, high, scale)
            found.append((said, money.unit(tr, scale, self.subject.baseline.currency)))
        return found

    @cached_property
    def _marks(self) -> list[str]:
        return wrap(_standing(self.pick, self.subject), SMALL, FIGURES_WIDE - 4)

    @property
    def _figures_high(self) -> float:
        return 11.5 + len(self._figures) * 9.4 + len(self._marks) * SMALL.line + 3

    def _draw_figures(self, paper: Paper, y: float) -> None:
        palette = paper.palette
        paper.text(LEFT, y + 8.4, growth_text.ranks(self.tr, self.pick), FIGURE, palette.title)
        y += 15.4
        for value, unit in self._figures:
            style = HEADING if width(value, HEADING) <= FIGURES_WIDE else TABLE_KEY
            paper.text(LEFT, y, value, style)
            paper.text(LEFT, y + 3.7, unit, SMALL, palette.ink2)
            y += 9.4
        robust = self.pick.robust
        paper.dot(LEFT + DOT, y - 0.6, DOT, palette.ink if robust else "", palette.ink, 0.8)
        paper.lines(LEFT + 3.8, y + 0.3, self._marks, SMALL, palette.ink2)

    # --- photo ---

    @cached_property
    def _photo(self) -> Evidence | None:
        """The first photo of the lowest criterion that has one."""
        shown = (e for c in self.pick.zone.low for e in self.subject.evidence.get(c, ()) if e.kind == "image")
        return next(shown, None)

    @cached_property
    def _caption(self) -> list[str]:
        """The caption after the number of the photo, which stands in the first line."""
        if self._photo is None:
            return []
        said = self._photo.caption.strip() or self._photo.name
        return _cut(f"{self._number} {said}", SMALL, PHOTO_WIDE - 1.5, MOST_CAPTION)

    @property
    def _number(self) -> str:
        return evidence_label(self.subject.numbers[self._photo.id]) if self._photo else ""

    def _draw_photo(self, paper: Paper, photo: Evidence, y: float) -> None:
        draw_picture(paper, self.subject, photo, PHOTO, y, PHOTO_WIDE, PHOTO_HIGH)
        said = " ".join(self._caption).removeprefix(self._number)
        paper.led_paragraph(PHOTO, y + PHOTO_HIGH + 4, self._number, said.strip(), SMALL, PHOTO_WIDE)
        self.subject.link_criterion(paper, photo.criterion, PHOTO, y, PHOTO_WIDE, PHOTO_HIGH)

    # --- words ---

    @property
    def _x(self) -> float:
        return TEXT if self._photo else PHOTO

    @cached_property
    def _title(self) -> list[str]:
        stage = self.subject.audit.framework.stage(self.pick.zone.stage)
        title = next(zone.title[self.tr.lang] for zone in stage.zones if zone.code == self.pick.zone.code)
        return wrap(title, HEADING, RIGHT - self._x)

    @property
    def _title_more(self) -> float:
        """How much lower everything stands where the title takes more lines or the stage one of its own."""
        return len(self._title) * HEADING.line - HEADING.line + (0 if self._is_beside else SMALL.line)

    @property
    def _stage(self) -> str:
        stage = self.subject.audit.framework.stage(self.pick.zone.stage)
        return plain(f"{stage.title[self.tr.lang]} · {self.pick.zone.code}")

    @property
    def _is_beside(self) -> bool:
        """Whether the stage fits after the title."""
        wide = width(self._title[-1], HEADING) + 3 + width(self._stage, SMALL)
        return wide <= RIGHT - self._x

    def _draw_title(self, paper: Paper, y: float) -> None:
        base = paper.lines(self._x, y, self._title, HEADING) - HEADING.line
        x = self._x + width(self._title[-1], HEADING) + 3
        if not self._is_beside:
            x, base = self._x, base + SMALL.line + 0.6
        paper.text(x, base, self._stage, SMALL, paper.palette.ink2)
        stage = self.subject.audit.framework.stage(self.pick.zone.stage)
        self.subject.link_stage(paper, stage, self._x, y - 4, RIGHT - self._x, base - y + 5)

    @cached_property
    def _columns(self) -> list[tuple[str, list[str]]]:
        """The draft in three columns, or the consultant's own text across all of them."""
        tr, audit, zone = self.tr, self.subject.audit, self.pick.zone
        target, room = self.subject.growth.choices.target, RIGHT - self._x
        words = growth_text.wording(audit, zone, tr, growth_text.draft(audit, zone, tr, target))
        if words.rivals:
            return [(tr("Two versions, not settled"), _cut(words.text, NOTE, room, MOST_EDITED))]
        if words.edited:
            return [(tr("Recommendation"), _cut(words.text, NOTE, room, MOST_EDITED))]
        said = growth_text.short(audit, zone, tr, target)
        heads = (tr("Seen"), tr("What good looks like"), tr("What to do"))
        moves = tr("Moves: {metric}.", metric=_metric(self.subject, self.pick))
        texts = (said.seen, said.good, f"{said.do} {moves}".strip())
        measures = [(room - 2 * GAP) * share for share in SHARES]
        fitted = [_cut(text, NOTE, wide, self.most_lines) for text, wide in zip(texts, measures, strict=True)]
        return list(zip(heads, fitted, strict=True))

    def _draw_columns(self, paper: Paper, y: float) -> None:
        x, room = self._x, RIGHT - self._x - 2 * GAP
        for (head, lines), share in zip(self._columns, SHARES, strict=False):
            paper.text(x, y - 1.0, head, SMALL_HEAD, paper.palette.text)
            paper.lines(x, y + 2.7, lines, NOTE)
            x += room * share + GAP

    def _draw_foot(self, paper: Paper, y: float) -> None:
        if self._plan:
            paper.text(self._x, y, _cut(self._plan, SMALL, RIGHT - self._x, 1)[0], SMALL, paper.palette.ink2)

    @cached_property
    def _plan(self) -> str:
        return _plan(self.subject, self.pick)


def _cut(text: str, style: Style, measure: float, most: int) -> list[str]:
    """The lines of a text, or as many as there is room for with an ellipsis."""
    lines = wrap(text, style, measure) if text else []
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while width(last + "…", style) > measure:
        last = last.rpartition(" ")[0] or last[:-1]
    return [*lines[: most - 1], last.rstrip(" .,;:") + "…"]


def _standing(pick: Pick, subject: Subject) -> str:
    """How sure the zone's place is."""
    tr = subject.tr
    if pick.robust:
        return tr("robust")
    if not pick.by_index:
        return tr("placed by hand")
    return tr("not by points") if not pick.by_points else tr("not by money")


def _plan(subject: Subject, pick: Pick) -> str:
    """Effort, owner and date of the zone's first action, and how many more there are; empty without any."""
    tr = subject.tr
    found = actions.of_zone(actions.read(subject.audit), pick.zone.code)
    open_actions = [a for a in found if not (a.standing and a.standing.status == "rejected")]
    if not open_actions:
        return ""
    first = open_actions[0]
    parts = [
        first.title,
        tr("effort {effort}", effort=first.effort) if first.effort else "",
        first.owner,
        tr("by {date}", date=tr.date(datetime.fromisoformat(first.due))) if first.due else "",
    ]
    if more := len(open_actions) - 1:
        parts.append(tr.plural("{n} more action", "{n} more actions", more))
    return " · ".join(" ".join(part.split()) for part in parts if part.strip())


def _metric(subject: Subject, pick: Pick) -> str:
    """What the zone's stage moves, in a word or two where there are such."""
    if short := METRICS.get(pick.zone.stage):
        return subject.tr(short)
    return subject.audit.framework.stage(pick.zone.stage).uplift.metric[subject.tr.lang]
