"""The last slides: red flags, evidence, growth zones, potential, method, next steps."""

from __future__ import annotations

from cxaudit import money
from cxaudit.analysis import actions, growth_text
from cxaudit.analysis.growth import Pick
from cxaudit.analysis.potential_words import caveats, percent_range
from cxaudit.model import Evidence
from cxaudit.reports import colours
from cxaudit.reports.deck import (
    BODY,
    BODY_STRONG,
    BOTTOM,
    HEADING,
    LEFT,
    MEASURE,
    NOTE,
    NOTE_STRONG,
    SMALL,
    SMALL_STRONG,
    TOP,
    Cell,
    Deck,
    Slide,
)
from cxaudit.reports.jpeg import Jpeg
from cxaudit.reports.method_words import formulas, limits
from cxaudit.reports.photos import read_photo, taken
from cxaudit.reports.rows import criterion_rows, note_said
from cxaudit.reports.subject import Subject, evidence_label

MOST_FLAGS = 6
ACROSS, MOST_PHOTOS = 4, 8
PHOTO_WIDE, PHOTO_HIGH, PHOTO_GAP = 70.0, 47.0, 8.9
LOW = 2
MOST_STEPS = 7


# --- red flags ------------------------------------------------------------------------------


def flags_slide(deck: Deck) -> None:
    """The critical checks that failed; no slide where none did."""
    subject = deck.subject
    tr, palette = subject.tr, deck.palette
    rows = [row for row in criterion_rows(subject) if row.flag]
    if not rows:
        return
    title = tr.plural("{n} red flag", "{n} red flags", len(rows))
    slide = deck.slide(tr("Red flags"), [title])
    heads = (tr.context("noun", "Score"), tr("Criterion"), tr("What was seen"), tr("Evidence"))
    table = [[Cell(head, NOTE_STRONG, colour=palette.ink2) for head in heads]]
    for row in rows[:MOST_FLAGS]:
        mark = row.rating.mark
        chip = Cell("≠", BODY_STRONG, "centre")
        if isinstance(mark, int):
            chip = Cell(str(mark), BODY_STRONG, "centre", colours.ON_SCORES[mark], colours.SCORES[mark])
        title = f"{row.criterion.id} {row.criterion.title[tr.lang]}"
        files = ", ".join(label for label, _ in row.files)
        table.append([chip, Cell(title, BODY_STRONG, lines=2), Cell(note_said(row.rating, tr), NOTE, lines=3),
                      Cell(files or tr.context("evidence", "none"), NOTE, lines=3)])  # fmt: skip
    slide.table(TOP, (18, 84, 160, MEASURE - 262), table, 17)
    said = tr("A flag is a critical check with 0 or 1. It stands above any average and does not change it.")
    slide.text(LEFT, BOTTOM - 5, MEASURE, said, SMALL, palette.ink2)
    slide.note(
        [f"{row.criterion.id} {row.criterion.title[tr.lang]}: {note_said(row.rating, tr)}" for row in rows]
    )


# --- evidence -------------------------------------------------------------------------------


def photos_slide(deck: Deck) -> None:
    """Up to eight photos, those of low scores first; no slide where there are none."""
    subject = deck.subject
    tr = subject.tr
    found = _photos(subject)
    if not found:
        return
    shown = found[:MOST_PHOTOS]
    whole = sum(1 for item in subject.shown_evidence if item.kind == "image")
    title = tr("What was seen: {n} of {all} photos", n=len(shown), all=whole)
    slide = deck.slide(tr("Evidence"), [title])
    for at, (photo, jpeg) in enumerate(shown):
        x = LEFT + at % ACROSS * (PHOTO_WIDE + PHOTO_GAP)
        y = TOP + at // ACROSS * (PHOTO_HIGH + 17)
        _photo(slide, photo, jpeg, x, y)
    slide.note([f"{evidence_label(subject.numbers[p.id])} {p.criterion}: {_caption(p)}" for p, _ in shown])


def _photos(subject: Subject) -> list[tuple[Evidence, Jpeg]]:
    """The readable photos in the order of their numbers, those of low scores before the others."""
    images = [item for item in subject.shown_evidence if item.kind == "image"]
    images.sort(key=lambda item: (not _is_low(subject, item), subject.numbers[item.id]))
    pairs: list[tuple[Evidence, Jpeg]] = []
    for item in images:
        if len(pairs) < MOST_PHOTOS and (jpeg := read_photo(subject, item)):
            pairs.append((item, jpeg))
    return pairs


def _is_low(subject: Subject, item: Evidence) -> bool:
    mark = subject.audit.rating(item.criterion).mark
    return isinstance(mark, int) and mark <= LOW


def _photo(slide: Slide, photo: Evidence, jpeg: Jpeg, x: float, y: float) -> None:
    subject, palette = slide.deck.subject, slide.deck.palette
    slide.box(x, y, PHOTO_WIDE, PHOTO_HIGH, palette.panel)
    said = _caption(photo)
    slide.picture(jpeg.data, x, y, PHOTO_WIDE, PHOTO_HIGH, said, (jpeg.width, jpeg.height))
    label = evidence_label(subject.numbers[photo.id])
    place = f"{photo.criterion} · {taken(photo, subject.tr)}".removesuffix(" · ")
    below = slide.led(x, y + PHOTO_HIGH + 1.4, PHOTO_WIDE, label, place, SMALL, SMALL_STRONG, 1)
    slide.text(x, below, PHOTO_WIDE, said, SMALL, palette.ink2, most=2)


def _caption(photo: Evidence) -> str:
    return " ".join((photo.caption.strip() or photo.name).split())


# --- growth zones ---------------------------------------------------------------------------


def growth_slide(deck: Deck) -> None:
    """The TOP zones in a table; no slide where none can be recommended."""
    subject = deck.subject
    tr, palette, found = subject.tr, deck.palette, subject.growth
    if not found.top:
        return
    title = tr.plural(
        "{n} growth zone holds {points} of the {lost} points missing",
        "{n} growth zones hold {points} of the {lost} points missing",
        len(found.top),
        points=tr.number(found.recovered),
        lost=tr.number(found.lost),
    )
    slide = deck.slide(tr("Growth zones"), [title])
    money_head, widths = (
        ((), (14.0, 80.0, 26.0, 98.0))
        if not subject.baseline
        else ((tr("Money"),), (14.0, 68.0, 24.0, 40.0, 86.0))
    )
    heads = ("", tr("Zone"), tr("Points"), *money_head, tr("Seen"), tr("What good looks like"))
    rows = [[Cell(head, NOTE_STRONG, colour=palette.ink2) for head in heads]]
    rows += [_zone(subject, pick) for pick in found.top]
    slide.table(TOP, (*widths, MEASURE - sum(widths)), rows, 20.5)
    slide.text(LEFT, BOTTOM - 5, MEASURE, _growth_note(subject), SMALL, palette.ink2)
    slide.note([_zone_words(subject, pick) for pick in found.top])


def _zone(subject: Subject, pick: Pick) -> list[Cell]:
    tr, zone = subject.tr, pick.zone
    stage = subject.audit.framework.stage(zone.stage)
    drafted = _draft(subject, pick)
    worth = []
    if subject.baseline:
        band = zone.money and money.band(tr, zone.money.low, zone.money.high, subject.baseline.currency)
        worth.append(Cell(band or "–", NOTE_STRONG, lines=2))
    words = growth_text.wording(subject.audit, zone, tr, drafted)
    seen = words.text if words.edited else _after_lead(drafted.seen)
    return [
        Cell(growth_text.ranks(tr, pick), HEADING, colour=subject.options.brand.palette.text),
        Cell(f"{drafted.title} ({stage.short[tr.lang]})", BODY_STRONG, lines=3),
        Cell(f"+{tr.number(zone.points, 3)}", NOTE_STRONG),
        *worth,
        Cell(seen, NOTE, lines=4),
        Cell(_after_lead(drafted.good), NOTE, lines=4),
    ]


def _after_lead(said: str) -> str:
    """A drafted sentence without the words that the head of its column says."""
    return _capital(said.partition(": ")[2] or said)


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _draft(subject: Subject, pick: Pick) -> growth_text.Draft:
    currency = subject.baseline.currency if subject.baseline else ""
    return growth_text.draft(subject.audit, pick.zone, subject.tr, subject.growth.choices.target, currency)


def _zone_words(subject: Subject, pick: Pick) -> str:
    drafted = _draft(subject, pick)
    words = growth_text.wording(subject.audit, pick.zone, subject.tr, drafted)
    return f"{pick.zone.code} {drafted.title}\n{words.text}"


def _growth_note(subject: Subject) -> str:
    tr = subject.tr
    said = tr("Order by index: gap × weight × effect of the stage. Shared rank: less than 5% apart.")
    about = tr("There is no baseline of the client, so there is no money.")
    if subject.baseline:
        about = tr("Money: planning level, not tested here; zones overlap and have no sum.")
    return f"{said} {about}"


# --- potential ------------------------------------------------------------------------------


def potential_slide(deck: Deck) -> None:
    """What the profit may gain, with every reservation; no slide without the client's figures."""
    subject = deck.subject
    tr, palette, found, baseline = subject.tr, deck.palette, subject.potential, subject.baseline
    if found is None or baseline is None:
        return
    change, currency = found.planned.change, baseline.currency
    band = money.band(tr, change.low, change.high, currency)
    title = tr("Profit of one year's new clients may rise by {band}", band=band)
    if min(change.low, change.high) <= 0:
        now = money.amount(tr, found.base.profit, currency)
        title = tr("Profit may change by {band}; it is {base} now", band=band, base=now)
    slide = deck.slide(tr("Profit potential"), [title])
    half = 176.0
    rows = [[Cell(head, NOTE_STRONG, "left" if at == 0 else "right", palette.ink2) for at, head in enumerate(
        ("", tr("Low"), tr("Middle"), tr("High")))]]  # fmt: skip
    scopes = [(tr("all stages"), found), (tr("stages of the growth zones"), subject.top_potential)]
    for name, scope in scopes:
        for level, said in (
            ((scope.planned, tr("planning level")), (scope.stated, tr("as stated"))) if scope else ()
        ):
            values = [
                money.amount(tr, v, currency)
                for v in (level.change.low, level.change.middle, level.change.high)
            ]
            strong = NOTE_STRONG if said == tr("planning level") else NOTE
            rows.append(
                [
                    Cell(_capital(f"{name}, {said}"), strong, lines=2),
                    *(Cell(v, strong, "right") for v in values),
                ]
            )
    y = slide.table(TOP, (68, 36, 36, 36), rows, 11) + 6
    slide.text(
        LEFT, y, half, tr("One stage at a time, planning level; effects overlap and have no sum"), NOTE_STRONG
    )
    single = [[Cell(head, SMALL, "left" if at == 0 else "right", palette.ink2) for at, head in enumerate(
        (tr("Stage"), tr("Published"), tr("Planning level")))]]  # fmt: skip
    for effect in found.planned.stages:
        stage = subject.audit.framework.stage(effect.code)
        published = percent_range(tr, *effect.published, falls=stage.uplift.direction == "down")
        gain = money.band(tr, effect.change.low, effect.change.high, currency)
        single.append(
            [Cell(stage.short[tr.lang], SMALL), Cell(published, SMALL, "right"), Cell(gain, SMALL, "right")]
        )
    slide.table(y + 7, (80, 40, 56), single, 5.1)
    x = LEFT + half + 14
    slide.text(x, TOP, MEASURE - half - 14, tr("Read together with"), HEADING, palette.title)
    slide.bullets(x, TOP + 9, MEASURE - half - 14, caveats(tr), NOTE, BOTTOM)
    now = tr(
        "Profit of one year's new clients now: {money}", money=money.amount(tr, found.base.profit, currency)
    )
    slide.note([now, *caveats(tr)])


# --- method and next steps ------------------------------------------------------------------


def method_slide(deck: Deck) -> None:
    """How the figures came about, and what they do not say."""
    subject = deck.subject
    tr = subject.tr
    slide = deck.slide(tr("Method and limits"), [tr("How the scores came about, and what they do not say")])
    half = MEASURE / 2 - 7
    for at, (head, said) in enumerate(
        (
            (tr("How the scores are computed"), formulas(tr)),
            (tr("What this report does not say"), limits(subject)),
        )
    ):
        x = LEFT + at * (half + 14)
        slide.text(x, TOP, half, head, HEADING, deck.palette.title)
        slide.bullets(x, TOP + 9, half, said, BODY, BOTTOM)
    slide.note([*formulas(tr), *limits(subject)])


def steps_slide(deck: Deck) -> None:
    """What to agree on at the end of the meeting; empty cells are to be filled in there."""
    subject = deck.subject
    tr = subject.tr
    slide = deck.slide(tr("Next steps"), [tr("Next steps: who does what by when")])
    heads = (tr("What"), tr("Owner"), tr("Due"), tr("How it will be seen"))
    rows = [[Cell(head, NOTE_STRONG, colour=deck.palette.ink2) for head in heads]]
    rows += _steps(subject)[:MOST_STEPS]
    slide.table(TOP, (140, 52, 40, MEASURE - 232), rows, 14.5)
    slide.note([tr("The empty cells are to be filled in at the meeting.")])


def _steps(subject: Subject) -> list[list[Cell]]:
    """The agreed actions, else the growth zones, else the most costly criteria; then what the audit lacks."""
    tr = subject.tr
    agreed = [a for a in actions.read(subject.audit) if a.standing is None or a.standing.status != "rejected"]
    found = [_step(action.title, action.owner, action.due, action.metric) for action in agreed]
    if not found:
        found = [_zone_step(subject, pick) for pick in subject.growth.top]
    if not found:
        found = [
            _step(f"{criterion.title[tr.lang]} ({criterion.id}, {subject.audit.rating(criterion.id).mark})")
            for criterion, _ in subject.costly[:5]
        ]
    return found + [_step(said) for said in _lacks(subject)]


def _zone_step(subject: Subject, pick: Pick) -> list[Cell]:
    """A zone with its lowest criteria, and the metric that moves with it."""
    lang, zone, framework = subject.tr.lang, pick.zone, subject.audit.framework
    lowest = [c for c in zone.low if c in zone.open][:2]
    named = "; ".join(f"{framework.criteria[c].title[lang]} ({c})" for c in lowest)
    metric = framework.stage(zone.stage).uplift.metric[lang]
    return _step(f"{_draft(subject, pick).title}: {named}", metric=metric)


def _step(what: str, owner: str = "", due: str = "", metric: str = "") -> list[Cell]:
    return [
        Cell(what, BODY, lines=2),
        Cell(owner, NOTE, lines=2),
        Cell(due, NOTE),
        Cell(metric, NOTE, lines=2),
    ]


def _lacks(subject: Subject) -> list[str]:
    tr, found = subject.tr, []
    if subject.unfinished.get("conflict"):
        found.append(tr("Settle the conflicts between the auditors"))
    if u := len(subject.without_score("U")):
        found.append(
            tr.plural(
                "Check {n} criterion that was not verified", "Check {n} criteria that were not verified", u
            )
        )
    return found
