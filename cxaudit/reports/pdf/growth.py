"""The growth zones, a card each: what they lose and are worth, what was seen, what good is, what to do."""

from __future__ import annotations

from cxaudit.analysis import growth_text
from cxaudit.i18n import Translator
from cxaudit.model import Rating
from cxaudit.quality import completeness
from cxaudit.reports.findings import joined, weight
from cxaudit.reports.pdf.growth_card import LAYOUTS, GrowthCard
from cxaudit.reports.pdf.page import BOTTOM, LEFT, MEASURE, RIGHT, Paper
from cxaudit.reports.pdf.typeset import BODY, NOTE, SMALL, SMALL_HEAD, TABLE_NAME, shortened, wrap
from cxaudit.reports.plan import draw_plan
from cxaudit.reports.subject import Subject

NOTES_ABOVE = 4.4
POINTS, SCORES = 112.0, 118.0
WEIGHT, RATED, RATED_ROW = 102.0, 132.0, 7.6


def draw_growth(paper: Paper, subject: Subject) -> None:
    """The zones, the plan, and at the foot of the first page how the order came about."""
    tr = subject.tr
    paper.start_page()
    paper.bookmark(tr("Growth zones"), 0, key="growth")
    paper.title(tr("Growth zones"), _titles(subject))
    _red_flags(paper, subject)
    if not subject.growth.top:
        paper.y = paper.paragraph(LEFT, paper.y + 2, _why_none(subject), BODY, MEASURE) + 1
        _waiting(paper, subject)
        _rated(paper, subject)
    begun, foot = paper.number, _draw_notes(paper, subject)

    def bottom() -> float:
        return foot if paper.number == begun else BOTTOM

    for card in _cards(subject, foot - paper.y):
        card.draw(paper, bottom(), first=card.pick.place == 1)
    draw_plan(paper, subject, bottom())


def _cards(subject: Subject, room: float) -> list[GrowthCard]:
    """The cards in the first layout in which all fit on the page, if they do at all."""
    for layout in LAYOUTS:
        cards = [GrowthCard(subject, pick, layout) for pick in subject.growth.top]
        if sum(card.high for card in cards) <= room:
            return cards
    return [GrowthCard(subject, pick) for pick in subject.growth.top]


def _draw_notes(paper: Paper, subject: Subject) -> float:
    """At the foot of this page, whatever follows it; returns where they begin."""
    if not (notes := _notes(subject)):
        return BOTTOM
    y = BOTTOM - len(notes) * SMALL.line - NOTES_ABOVE + SMALL.line
    paper.rule(LEFT, RIGHT, y)
    paper.lines(LEFT, y + NOTES_ABOVE, notes, SMALL, paper.palette.ink2)
    return y


def _waiting(paper: Paper, subject: Subject) -> None:
    """The zones that only lack evidence, and the scores that ask for a file."""
    tr, palette = subject.tr, paper.palette
    waiting = [zone for zone in subject.growth.zones if zone.code in subject.growth.waiting]
    if not waiting:
        return
    with paper.tags.inside("Table"):
        with paper.tags.row(head=True):
            paper.text(LEFT, paper.y + 3, tr("Zone that waits for evidence"), SMALL_HEAD, palette.ink2)
            paper.text(POINTS, paper.y + 3, tr("Points"), SMALL_HEAD, palette.ink2, "right")
            paper.text(SCORES, paper.y + 3, tr("Low scores, each with its mark"), SMALL_HEAD, palette.ink2)
        paper.y += 5.4
        paper.rule(LEFT, RIGHT, paper.y, palette.title, 1.2)
        for zone in sorted(waiting, key=lambda z: subject.growth.waiting.index(z.code)):
            title = wrap(f"{zone.code} {_zone_title(subject, zone.code)}", TABLE_NAME, POINTS - LEFT - 16)
            low = ", ".join(f"{c}: {tr.mark(subject.audit.rating(c).mark)}" for c in zone.low)
            scores = wrap(low, NOTE, RIGHT - SCORES)
            with paper.tags.row():
                paper.lines(LEFT, paper.y + 5.4, title, TABLE_NAME)
                paper.text(POINTS, paper.y + 5.4, "+" + tr.number(zone.points, 3), NOTE, align="right")
                paper.lines(SCORES, paper.y + 5.4, scores, NOTE)
            paper.y += max(len(title), len(scores)) * NOTE.line + 4.6
            paper.rule(LEFT, RIGHT, paper.y)


def _rated(paper: Paper, subject: Subject) -> None:
    """How far each stage is from a score; nothing where every one has one."""
    tr, palette = subject.tr, paper.palette
    if subject.growth.status != "not_published":
        return
    columns = ((WEIGHT, tr("Weight")), (RATED, tr("Scored")), (RIGHT, tr("Missing for a score, at least")))
    paper.y += 3
    with paper.tags.inside("Table"):
        with paper.tags.row(head=True):
            paper.text(LEFT, paper.y + 3, tr("Stage"), SMALL_HEAD, palette.ink2)
            for x, head in columns:
                paper.text(x, paper.y + 3, head, SMALL_HEAD, palette.ink2, "right")
        paper.y += 5.4
        paper.rule(LEFT, RIGHT, paper.y, palette.title, 1.2)
        for stage, score in zip(subject.stages, subject.scores.stages, strict=True):
            needed = completeness.needed(score.base)
            lacking = needed - score.scored if score.base >= needed else 0
            share = tr("{n} of {total}", n=score.scored, total=score.base)
            paper.need(RATED_ROW)
            base = paper.y + 5.0
            with paper.tags.row():
                title = shortened(stage.title[tr.lang], TABLE_NAME, WEIGHT - LEFT - 16, 1)[0]
                paper.lines(LEFT, base, title, TABLE_NAME)
                paper.text(WEIGHT, base, weight(subject, stage.code), NOTE, align="right")
                paper.text(RATED, base, share, NOTE, align="right")
                said = tr.number(lacking, 0) if lacking > 0 else "–"
                paper.text(RIGHT, base, said, NOTE, align="right")
            subject.link_stage(paper, stage, LEFT, paper.y, MEASURE, RATED_ROW)
            paper.y += RATED_ROW
            paper.rule(LEFT, RIGHT, paper.y)


# --- what the page says ---------------------------------------------------------------------


def _titles(subject: Subject) -> list[str]:
    tr, found = subject.tr, subject.growth
    if found.status == "not_published":
        return [tr("No growth zones yet: the overall score is not published")]
    if found.status == "weights_contested":
        return [tr("No growth zones yet: a stage weight is in conflict")]
    if not found.top:
        return [tr("No growth zone can be recommended")]
    return [
        tr.plural(
            "{n} growth zone holds {points} of the {lost} points missing",
            "{n} growth zones hold {points} of the {lost} points missing",
            len(found.top),
            points=tr.number(found.recovered),
            lost=tr.number(found.lost),
        )
    ]


def _why_none(subject: Subject) -> str:
    tr, found = subject.tr, subject.growth
    match found.status:
        case "not_published":
            return tr("The scored stages carry less than 60% of the weight, so there is no score to improve.")
        case "weights_contested":
            return tr("People disagree about a weight. What a zone is worth follows from the weights.")
    if found.waiting:
        return tr("A zone is recommended only if its low scores are proven by files. None is yet.")
    return tr("No zone has two scores with one of them at 3 or lower.")


def _red_flags(paper: Paper, subject: Subject) -> None:
    tr, audit = subject.tr, subject.audit
    if not subject.scores.red_flags:
        return
    named = [
        f"{growth_text.named(audit, flag, tr.lang)} ({_mark(audit.rating(flag), tr)})"
        for flag in subject.scores.red_flags
    ]
    lead = tr.plural("{n} red flag comes first:", "{n} red flags come first:", len(named))
    paper.y = paper.led_paragraph(LEFT, paper.y + 1, lead, joined(named, tr) + ".", BODY, MEASURE) + 0.5


def _mark(rating: Rating, tr: Translator) -> str:
    return "≠" if rating.conflict else tr.mark(rating.mark)


def _notes(subject: Subject) -> list[str]:
    """How the order came about, and what was left out of it, in lines."""
    tr, found = subject.tr, subject.growth
    said = []
    if found.top:
        said.append(
            tr("Order by index: gap × weight × effect of the stage. Shared rank: less than 5% apart.")
        )
        said.append(growth_text.targets_said(tr, found.choices))
        said.append(tr("After the code of a zone: the figure of the business that its stage moves."))
        if subject.baseline:
            said.append(tr("Money: planning level, profit of one year's new clients over their lifetime."))
            said.append(tr("Robust: in the TOP by points, by index and by money."))
        else:
            said.append(tr("Robust: in the TOP by points and by index."))
    said += _left_out(subject)
    return wrap(" ".join(said), SMALL, MEASURE) if said else []


def _left_out(subject: Subject) -> list[str]:
    tr, found = subject.tr, subject.growth
    said = []
    if found.relaxed:
        said.append(tr("Fewer than three stages have a zone, so more zones of one stage were let in."))
    if found.top and found.few:
        said.append(tr("Fewer than three zones can be recommended."))
    if found.top and found.waiting:
        zones = joined([f"{code} {_zone_title(subject, code)}" for code in found.waiting], tr)
        said.append(tr("Would be among them if their low scores had evidence: {zones}.", zones=zones))
    if found.in_conflict:
        stages = joined([s.title[tr.lang] for s in subject.stages if s.code in found.in_conflict], tr)
        said.append(tr("Left out until their conflicts are settled: {stages}.", stages=stages))
    for place in found.dropped:
        zone = f"{place.zone} {_zone_title(subject, place.zone)}"
        said.append(tr("{zone} was left out by the consultant's choice.", zone=zone))
    said += growth_text.pins_said(tr, found)
    said += [
        tr("People disagree about the place of {zone}; it stays where it was computed.", zone=code)
        for code in found.contested
    ]
    return said


def _zone_title(subject: Subject, code: str) -> str:
    zones = (zone for stage in subject.stages for zone in stage.zones)
    return next(zone.title[subject.tr.lang] for zone in zones if zone.code == code)
