"""One growth zone on the page: rank and worth, a photo, what was seen, what good is, what to do, the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from cxaudit import money
from cxaudit.analysis import actions, growth_text
from cxaudit.analysis.growth import Pick
from cxaudit.analysis.potential_words import METRICS
from cxaudit.model import Evidence
from cxaudit.reports import plan
from cxaudit.reports.pdf.page import BOTTOM, LEFT, RIGHT, Paper
from cxaudit.reports.pdf.photos import draw_picture
from cxaudit.reports.pdf.typeset import (
    FIGURE,
    HEADING,
    NBSP,
    NOTE,
    SMALL,
    SMALL_HEAD,
    SMALL_STRONG,
    TABLE_KEY,
    WORTH,
    Style,
    plain,
    shortened,
    width,
    wrap,
)
from cxaudit.reports.subject import Subject, evidence_label

PHOTO = LEFT + 26.0
BESIDE_PHOTO = 5.0
GAP = 4.0
FIGURES_WIDE = 24.0
HEAD, BELOW = 8.2, 2.4
"""What stands above and below the words."""
LEAST = 36.0
WHOLE = 110.0
"""A card no higher than this is never parted."""
FEWEST_LINES = 3
"""On either side of the end of a page."""
MOST_BESIDE = 20
"""Lines of a column; with more of them the texts stand one below the other."""
MOST_CAPTION = 6
MOST_ACTIONS = 3
DOT = 1.1


@dataclass(frozen=True, slots=True)
class Layout:
    """The width of a photo, 4:3, and the shares that the columns of words have of the room beside it."""

    photo_wide: float
    seen: float
    good: float

    @property
    def shares(self) -> tuple[float, float, float]:
        return self.seen, self.good, 1 - self.seen - self.good

    @property
    def photo_high(self) -> float:
        return self.photo_wide * 3 / 4


Column = tuple[float, str, list[str]]
"""Where it begins, its head and its lines."""
DEEP = 12
"""A column of more lines asks for other shares."""
UNEVEN = ((0.36, 0.29, 0.35), (0.26, 0.39, 0.35))
LAYOUTS = tuple(Layout(wide, *shares) for wide in (35.3, 27.0) for shares in ((0.31, 0.32), (0.33, 0.33)))
"""From the largest photos to the most room for words."""


@dataclass(frozen=True, slots=True)
class Line:
    """What stands at one height: words at places; `stays` keeps it with the line below.

    Lines of one `block` are read column by column.
    """

    words: tuple[tuple[float, str], ...]
    style: Style
    high: float
    colour: str = ""
    stays: bool = False
    block: str = ""


class GrowthCard:
    """A card that knows its height in mm before it is drawn; its words go on over pages, none is cut."""

    def __init__(self, subject: Subject, pick: Pick, layout: Layout = LAYOUTS[0]) -> None:
        self.subject, self.pick, self.tr = subject, pick, subject.tr
        self.layout = layout

    @cached_property
    def high(self) -> float:
        """Of the whole card on one page."""
        return max(self._least, self._above + _high(self._lines) + BELOW)

    @cached_property
    def _least(self) -> float:
        picture = (
            4.5 + self.layout.photo_high + 2.5 + len(self._caption) * SMALL.line + 2.5 if self._photo else 0
        )
        return max(LEAST, picture, self._figures_high)

    @property
    def _above(self) -> float:
        return HEAD + self._title_more

    def draw(self, paper: Paper, bottom: float, first: bool) -> None:
        """Draw it below `paper.y`, down to `bottom` and then over as many pages as it needs."""
        fits = paper.y + self.high <= bottom
        parted = self.high > WHOLE and paper.y + self._least + NOTE.line <= bottom
        if not fits and not parted:
            paper.continue_page()
            bottom, first = BOTTOM, True
        self._rule(paper, first)
        top = paper.y
        self._draw_figures(paper, top)
        if self._photo:
            self._draw_photo(paper, self._photo, top + 4.5)
        self._draw_title(paper, top + 6.4)
        paper.y = top + self._above
        rest = self._draw_lines(paper, self._lines, bottom)
        paper.y = max(paper.y + BELOW, top + self._least)
        while rest:
            paper.continue_page()
            self._rule(paper, True)
            said = self.tr("{label}, continued", label=" ".join(self._title))
            lines = wrap(said, SMALL_STRONG, RIGHT - self._x)
            paper.y = paper.lines(self._x, paper.y + 5.0, lines, SMALL_STRONG) - SMALL_STRONG.line + 1.4
            rest = self._draw_lines(paper, rest, BOTTOM)
            paper.y += BELOW

    def _rule(self, paper: Paper, strong: bool) -> None:
        paper.rule(LEFT, RIGHT, paper.y, *((paper.palette.title, 1.0) if strong else ()))

    def _draw_lines(self, paper: Paper, lines: Sequence[Line], bottom: float) -> Sequence[Line]:
        """Draw what fits above `bottom`; returns the rest, which has lines enough to stand on a page."""
        n = _fitting(lines, bottom - BELOW - paper.y)
        for _, block in groupby(lines[:n], lambda line: line.block):
            placed = []
            for line in block:
                paper.y += line.high
                placed += [(x, paper.y, said, line) for x, said in line.words]
            for x, y, said, line in sorted(placed, key=lambda words: words[:2]):
                paper.text(x, y, said, line.style, line.colour)
        return lines[n:]

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
            style = WORTH if width(value, WORTH) <= FIGURES_WIDE else TABLE_KEY
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
        return shortened(f"{self._number} {said}", SMALL, self.layout.photo_wide - 1.5, MOST_CAPTION)[0]

    @property
    def _number(self) -> str:
        return evidence_label(self.subject.numbers[self._photo.id]) if self._photo else ""

    def _draw_photo(self, paper: Paper, photo: Evidence, y: float) -> None:
        wide, high = self.layout.photo_wide, self.layout.photo_high
        draw_picture(paper, self.subject, photo, PHOTO, y, wide, high)
        said = " ".join(self._caption).removeprefix(self._number)
        paper.led_paragraph(PHOTO, y + high + 4, self._number, said.strip(), SMALL, wide)
        self.subject.link_criterion(paper, photo.criterion, PHOTO, y, wide, high)

    # --- words ---

    @property
    def _x(self) -> float:
        return PHOTO + self.layout.photo_wide + BESIDE_PHOTO if self._photo else PHOTO

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
        metric = _metric(self.subject, self.pick)
        return plain(f"{stage.title[self.tr.lang]} · {self.pick.zone.code} · {metric}")

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
    def _lines(self) -> list[Line]:
        """Everything that is said below the title, line by line."""
        return [*self._text_lines(), *self._plan_lines()]

    def _text_lines(self) -> list[Line]:
        """The draft in three columns, or the consultant's own text across all of them."""
        room = RIGHT - self._x
        tr, audit, zone = self.tr, self.subject.audit, self.pick.zone
        choices = self.subject.growth.choices
        drafted = growth_text.draft(audit, zone, tr, choices)
        words = growth_text.wording(audit, zone, tr, drafted)
        if words.edited:
            head = tr("Two versions, not settled") if words.rivals else tr("Recommendation")
            return self._side_by_side([(self._x, head, wrap(words.text, NOTE, room))])
        said = growth_text.short(audit, zone, tr, choices)
        if choices.targets is None:
            to_do = tr("To do: bring to {target}", target=growth_text.target_named(tr, choices))
        else:
            to_do = tr("To do, and the best score")
        heads = (tr("Seen"), tr("What good looks like"), to_do)
        steps = "\n".join(said.steps).replace(" (", NBSP + "(").replace(" \u2192 ", f"{NBSP}\u2192{NBSP}")
        texts = (said.seen, said.good, steps)
        best = self._best_lines(said.best)
        columns = self._columns(heads, texts)
        if _deepest(columns) <= MOST_BESIDE:
            return [*self._side_by_side(columns), *best]
        whole = [
            (self._x, head, wrap(text, NOTE, room)) for head, text in zip(heads, texts, strict=True) if text
        ]
        found = [line for column in whole for line in [*self._side_by_side([column]), Line((), NOTE, 2.0)]]
        return [*found, *best]

    def _columns(self, heads: Sequence[str], texts: Sequence[str]) -> list[Column]:
        """The texts in the shares of the layout; deep ones in those that make the deepest shortest."""
        room = RIGHT - self._x - 2 * GAP
        found: list[list[Column]] = []
        for shares in (self.layout.shares, *UNEVEN):
            x, columns = self._x, list[Column]()
            for head, text, share in zip(heads, texts, shares, strict=True):
                columns.append((x, head, wrap(text, NOTE, room * share) if text else []))
                x += room * share + GAP
            roomy = all(width(plain(h), SMALL_HEAD) <= room * s for h, s in zip(heads, shares, strict=True))
            if found and not roomy:
                continue
            if _deepest(columns) <= DEEP:
                return columns
            found.append(columns)
        return min(found, key=_deepest)

    def _best_lines(self, best: str) -> list[Line]:
        """Who does it best, across all columns: names and criteria would fill a narrow one."""
        if not best:
            return []
        ink = self.subject.options.brand.palette.ink2
        return [Line((), SMALL, 1.4, stays=True), *self._said(best, SMALL, ink)]

    def _side_by_side(self, columns: Sequence[Column]) -> list[Line]:
        brand = self.subject.options.brand.palette.text
        heads = tuple((x, plain(head)) for x, head, _ in columns)
        block = " ".join(head for _, head in heads)
        found = [Line(heads, SMALL_HEAD, 2.7, brand, stays=True, block=block)]
        for at in range(max(len(lines) for *_, lines in columns)):
            words = tuple((x, lines[at]) for x, _, lines in columns if at < len(lines))
            found.append(Line(words, NOTE, NOTE.line, block=block))
        return found

    def _plan_lines(self) -> list[Line]:
        """The open actions with owner, date, effort and status; apart from them what is done."""
        tr, palette = self.tr, self.subject.options.brand.palette
        mine = actions.of_zone(plan.open_actions(self.subject), self.pick.zone.code)
        done = actions.of_zone(plan.done_actions(self.subject), self.pick.zone.code)
        found: list[Line] = []
        if mine:
            head = ((self._x, tr("Plan")),)
            found.append(Line(head, SMALL_HEAD, 5.2, palette.text, stays=True))
        for action in mine[:MOST_ACTIONS]:
            found += self._said(plan.title_said(tr, action), plan.NAME, stays=True)
            found += self._said(plan.details_said(tr, action), SMALL, palette.ink2)
        if (more := len(mine) - MOST_ACTIONS) > 0:
            said = tr.plural("{n} more in the action plan", "{n} more in the action plan", more)
            found += self._said(said, SMALL, palette.ink2)
        if done:
            found.append(Line((), SMALL, 0.8, stays=True))
            found += self._said(plan.done_said(tr, done), SMALL, palette.ink2)
        return found

    def _said(self, text: str, style: Style, colour: str = "", stays: bool = False) -> list[Line]:
        """A paragraph; with `stays` its last line keeps with what follows."""
        lines = wrap(text, style, RIGHT - self._x)
        last = len(lines) - 1
        return [
            Line(((self._x, line),), style, style.line, colour, stays and at == last)
            for at, line in enumerate(lines)
        ]


def _deepest(columns: Sequence[Column]) -> int:
    return max(len(lines) for *_, lines in columns)


def _high(lines: Sequence[Line]) -> float:
    return sum(line.high for line in lines)


def _fitting(lines: Sequence[Line], room: float) -> int:
    """How many lines stay on the page: all, or so many that neither part is a line or two."""
    used, n = 0.0, 0
    while n < len(lines) and used + lines[n].high <= room:
        used, n = used + lines[n].high, n + 1
    if n == len(lines):
        return n
    n = min(n, len(lines) - FEWEST_LINES)
    while n > 0 and lines[n - 1].stays:
        n -= 1
    return n if n >= FEWEST_LINES else 0


def _standing(pick: Pick, subject: Subject) -> str:
    """How sure the zone's place is."""
    tr = subject.tr
    if pick.robust:
        return tr("robust")
    if not pick.by_index:
        return tr("placed by hand")
    return tr("not by points") if not pick.by_points else tr("not by money")


def _metric(subject: Subject, pick: Pick) -> str:
    """What the zone's stage moves, in a word or two where there are such."""
    if short := METRICS.get(pick.zone.stage):
        return subject.tr(short)
    return subject.audit.framework.stage(pick.zone.stage).uplift.metric[subject.tr.lang]
