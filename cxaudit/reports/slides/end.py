"""The last slides: red flags, evidence, method, next steps."""

from __future__ import annotations

from cxaudit.analysis.actions import Action
from cxaudit.analysis.growth import Pick
from cxaudit.i18n import Translator
from cxaudit.model import Evidence, is_scored
from cxaudit.reports import colours, plan
from cxaudit.reports.jpeg import Jpeg
from cxaudit.reports.method_words import formulas, limits
from cxaudit.reports.pdf.photos import read_photo, taken
from cxaudit.reports.pdf.typeset import wrap
from cxaudit.reports.rows import criterion_rows, note_said
from cxaudit.reports.slides.deck import BOTTOM, LEFT, MEASURE, TOP, Deck, Slide
from cxaudit.reports.slides.lettering import (
    BODY,
    BODY_STRONG,
    HEADING,
    NOTE,
    NOTE_STRONG,
    SMALL,
    SMALL_STRONG,
)
from cxaudit.reports.slides.table import CELL_SIDE, Cell
from cxaudit.reports.subject import Subject, evidence_label
from cxaudit.scoring import step_of

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
        if is_scored(mark):
            step = step_of(mark)
            chip = Cell(tr.mark(mark), BODY_STRONG, "centre", colours.ON_SCORES[step], colours.SCORES[step])
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
    return is_scored(mark) and mark <= LOW


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


# --- method and next steps ------------------------------------------------------------------


def method_slide(deck: Deck) -> None:
    """How the figures came about, and what they do not say."""
    subject = deck.subject
    tr = subject.tr
    slide = deck.slide(tr("Method and limits"), [tr("How the scores came about, and what they do not say")])
    half = MEASURE / 2 - 7
    for at, (head, said) in enumerate(
        (
            (tr("How the scores are computed"), formulas(subject)),
            (tr("What this report does not say"), limits(subject)),
        )
    ):
        x = LEFT + at * (half + 14)
        slide.text(x, TOP, half, head, HEADING, deck.palette.title)
        slide.bullets(x, TOP + 9, half, said, BODY, BOTTOM)
    slide.note([*formulas(subject), *limits(subject)])


def steps_slide(deck: Deck) -> None:
    """What to agree on at the end of the meeting; a column that nothing is known for is left out."""
    subject = deck.subject
    tr = subject.tr
    whole = _steps(subject)
    steps = whole[:MOST_STEPS]
    columns = [at for at in range(len(STEP_WIDTHS)) if any(step[at] for step in steps)]
    agreed = len(columns) > 2
    title = tr("Next steps: who does what by when") if agreed else tr("Next steps: to be agreed on")
    slide = deck.slide(tr("Next steps"), [title])
    ask = tr("Agree on an owner and a date for each step.")
    if not steps:
        slide.text(LEFT, TOP, MEASURE, tr("There are no open actions and no growth zones yet."), BODY)
        slide.note([ask])
        return
    names = (tr("What"), tr("Owner"), tr("Due"), tr("Effort"), tr("Status"), tr("How it will be seen"))
    rows = [[Cell(names[at], NOTE_STRONG, colour=deck.palette.ink2) for at in columns]]
    spare = MEASURE - sum(STEP_WIDTHS[at] for at in columns)
    widths = [STEP_WIDTHS[at] + (spare if at == 0 else 0) for at in columns]
    for step in steps:
        large = len(wrap(step[0], BODY, widths[0] - 2 * CELL_SIDE)) <= 2
        rows.append([Cell(step[at], BODY if at == 0 and large else NOTE, lines=3) for at in columns])
    slide.table(TOP, widths, rows, 14.5)
    if more := len(whole) - len(steps):
        slide.text(LEFT, BOTTOM - 5, MEASURE, tr("and {n} more", n=more), SMALL, deck.palette.ink2)
    if agreed:
        ask = tr("The empty cells are to be filled in at the meeting.")
    slide.note([ask, *(step[0] for step in whole)])


Step = tuple[str, str, str, str, str, str]
"""What, owner, due, effort, status and how it will be seen."""
STEP_WIDTHS = (82.0, 44.0, 32.0, 34.0, 34.0, 64.0)


def _steps(subject: Subject) -> list[Step]:
    """The open actions, else the growth zones, else the most costly criteria; then what the audit lacks."""
    tr = subject.tr
    found = [_action_step(tr, action) for action in plan.open_actions(subject)]
    if not found:
        found = [_zone_step(subject, pick) for pick in subject.growth.top]
    if not found:
        found = [
            _step(f"{c.title[tr.lang]} ({c.id}, {tr.mark(subject.audit.rating(c.id).mark)})")
            for c, _ in subject.costly[:5]
        ]
    return found + [_step(said) for said in _lacks(subject)]


def _action_step(tr: Translator, action: Action) -> Step:
    due, stands = plan.due_said(tr, action), plan.status_said(tr, action)
    return plan.title_said(tr, action), action.owner, due, action.effort, stands, action.metric


def _zone_step(subject: Subject, pick: Pick) -> Step:
    """A zone with its lowest criteria, and the metric that moves with it."""
    lang, zone, framework = subject.tr.lang, pick.zone, subject.audit.framework
    lowest = [c for c in zone.low if c in zone.open][:2]
    named = "; ".join(f"{framework.criteria[c].title[lang]} ({c})" for c in lowest)
    stage = framework.stage(zone.stage)
    title = next(z.title[lang] for z in stage.zones if z.code == zone.code)
    return _step(f"{title}: {named}", stage.uplift.metric[lang])


def _step(what: str, seen: str = "") -> Step:
    return what, "", "", "", "", seen


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
