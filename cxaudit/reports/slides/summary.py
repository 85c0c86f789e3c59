"""The first slides: cover, main findings, profile, scorecard."""

from __future__ import annotations

from cxaudit.model import StageScore, is_scored
from cxaudit.reports import colours
from cxaudit.reports.findings import (
    band_name,
    draft_reasons,
    executive_titles,
    findings,
    most_lost,
    rounded,
    scorecard_title,
    status_name,
    weight,
    weight_sum,
    weights_heading,
)
from cxaudit.reports.pdf.cover import brief_rows, confidentiality
from cxaudit.reports.pdf.marks import BANDS
from cxaudit.reports.pdf.typeset import Style, wrap
from cxaudit.reports.score_words import shown, span
from cxaudit.reports.slides.deck import BOTTOM, HIGH, LEFT, MEASURE, RIGHT, TOP, WIDE, Deck, Slide
from cxaudit.reports.slides.lettering import (
    BODY,
    BODY_STRONG,
    FIGURE,
    HEADING,
    LABEL,
    NOTE,
    NOTE_STRONG,
    SMALL,
    SMALL_STRONG,
    Align,
    clean,
)
from cxaudit.reports.slides.table import Cell
from cxaudit.reports.subject import TOP_SCORE, Subject
from cxaudit.scoring import step_of

_NAME = Style("SemiBold", 40, 46)
_SMALL_NAME = Style("SemiBold", 26, 31)
_LEAD = Style("Regular", 16, 20)
_HUGE = Style("SemiBold", 44, 50)
MOST_FLAGS = 4
MOST_ROWS = 14
FIGURE_HIGH = 33.0
FINDINGS, BESIDE = 182.0, 216.0
"""The width of the left column, and where the right one begins."""
COSTLY_HIGH = 7.4


# --- cover ----------------------------------------------------------------------------------


def cover_slide(deck: Deck) -> None:
    """Whose journey it is, from when, and who may see it."""
    subject, palette, slide = deck.subject, deck.palette, deck.bare_slide()
    tr, brief = subject.tr, subject.audit.brief
    slide.box(0, 0, WIDE, HIGH - 46, palette.block).name = tr("Background")
    slide.send_back()
    if palette.accent:
        slide.rule(0, HIGH - 46, WIDE, palette.accent, 2.4)
    _brand(slide)
    slide.text(LEFT, 54, MEASURE, tr("Customer journey audit report"), _LEAD, palette.on_block2)
    company = clean(brief.company.strip()) or tr("Company not named")
    style = _NAME if len(company) <= 34 else _SMALL_NAME
    slide.move_title(LEFT, 66, MEASURE, 36)
    slide.set_fitted_title(company, style, palette.on_block)
    lines = min(2, len(wrap(company, style, MEASURE)))
    slide.text(
        LEFT, 70 + lines * style.line, MEASURE - 60, brief.product.strip(), _LEAD, palette.on_block, most=2
    )
    parts = (
        brief.wave.strip(),
        tr.long_date(subject.options.now),
        draft_reasons(subject) and tr.context("report", "draft"),
    )
    slide.text(LEFT, 128, MEASURE, " · ".join(part for part in parts if part), BODY, palette.on_block2)
    lead = tr("Confidential.")
    said = f"{lead} {confidentiality(subject)}"
    slide.text(LEFT, HIGH - 36, MEASURE - 60, said, NOTE, palette.ink2, most=3)
    slide.note([f"{label}: {said}" for label, said in brief_rows(subject)])


def _brand(slide: Slide) -> None:
    from io import BytesIO

    from PIL import Image

    brand = slide.deck.subject.options.brand
    if brand.logo:
        with Image.open(BytesIO(brand.logo)) as logo:
            size = logo.size
        slide.box(LEFT, 16, 62, 20, slide.deck.palette.paper)
        slide.picture(brand.logo, LEFT + 4, 19, 54, 14, brand.name, size)
    else:
        slide.text(LEFT, 18, MEASURE, brand.name, HEADING, slide.deck.palette.on_block)


# --- main findings --------------------------------------------------------------------------


def summary_slide(deck: Deck) -> None:
    """The score and its doubts, what the numbers say, the red flags."""
    subject = deck.subject
    tr = subject.tr
    slide = deck.slide(tr("Main findings"), executive_titles(subject))
    _key_figures(slide)
    top = TOP + FIGURE_HIGH + 9
    _costly(slide, _findings(slide, top) + 4)
    _unverified(slide, _flags(slide, top) + 6)
    slide.note(
        [
            tr("Bounds: the score with every U as 0 and with every U as 5. In the score U is left out."),
            *(f"{found.lead} {found.said}" for found in findings(subject)),
        ]
    )


def _key_figures(slide: Slide) -> None:
    """Four figures side by side."""
    subject, palette = slide.deck.subject, slide.deck.palette
    tr, overall = subject.tr, subject.scores.overall
    step = MEASURE / 4
    known = overall.low is not None and overall.high is not None
    bounds = span(overall.low or 0, overall.high or 0, tr) if known else "–"
    proven = subject.proven
    applicable = tr("{n} of {all} applicable criteria are scored", n=overall.scored, all=overall.base)
    figures = (
        (tr("Overall score"), shown(overall, tr), _overall_note(subject)),
        (tr("Bounds"), bounds, tr("if what was not verified got 0 or 5") if known else ""),
        (tr("Coverage"), tr.percent(overall.coverage) if overall.coverage is not None else "–", applicable),
        (
            tr("Backed by evidence"),
            tr.percent(proven / overall.scored) if overall.scored else "–",
            tr("{n} of {all} scores have evidence", n=proven, all=overall.scored),
        ),
    )
    slide.rule(LEFT, TOP, MEASURE, palette.title, 0.5)
    for at, (label, value, said) in enumerate(figures):
        x, style = LEFT + at * step, _HUGE if at == 0 and not overall.span else FIGURE
        slide.text(x, TOP + 3, step - 6, label, LABEL, palette.ink2)
        slide.text(x, TOP + (7 if style is _HUGE else 11), step - 4, value, style, palette.title)
        if at == 0 and overall.band:
            name, place = band_name(overall.band, tr), BANDS.index(overall.band)
            edge = colours.BEST_EDGE if place == 5 else ""
            slide.tag(
                x + 34,
                TOP + 12,
                36,
                7.5,
                name,
                NOTE_STRONG,
                colours.SCORES[place],
                colours.ON_SCORES[place],
                edge,
            )
        slide.text(x, TOP + 25.5, step - 6, said, NOTE, palette.ink2, most=2)
    slide.rule(LEFT, TOP + FIGURE_HIGH + 3, MEASURE, palette.hair)


def _overall_note(subject: Subject) -> str:
    tr, overall = subject.tr, subject.scores.overall
    if overall.status == "partial":
        return tr("Partial: {n} of {all} stages.", n=overall.stages_scored, all=len(subject.stages))
    if overall.status == "conflict":
        return tr("a range until the conflicts are settled")
    if overall.percent is None:
        return status_name(overall.status, tr)
    return tr("{share} of the maximum", share=tr.percent(overall.percent / 100))


def _findings(slide: Slide, y: float) -> float:
    subject = slide.deck.subject
    tr, found = subject.tr, findings(subject)
    y = slide.text(LEFT, y, FINDINGS, tr("What the numbers say"), HEADING) + 2
    if not found:
        return slide.text(LEFT, y, FINDINGS, tr("There are too few scores to draw anything from them."), BODY)
    for at, finding in enumerate(found, 1):
        slide.text(LEFT, y, 8, str(at), BODY_STRONG, slide.deck.palette.text)
        y = slide.led(LEFT + 8, y, FINDINGS - 8, finding.lead, finding.said, BODY, BODY_STRONG, 3) + 1.6
    return y


def _costly(slide: Slide, y: float) -> None:
    """The criteria that take the most points from the overall score, as many as fit."""
    subject, palette = slide.deck.subject, slide.deck.palette
    tr, rows = subject.tr, min(4, int((BOTTOM - y - 8) / COSTLY_HIGH))
    if not subject.costly or rows < 1:
        return
    y = slide.text(LEFT, y, FINDINGS, tr("Criteria that cost the most points"), HEADING) + 2
    for criterion, points in subject.costly[:rows]:
        mark = subject.audit.rating(criterion.id).mark
        if is_scored(mark):
            step = step_of(mark)
            marked, fill, ink = tr.mark(mark), colours.SCORES[step], colours.ON_SCORES[step]
            wide, style = (7.5, NOTE_STRONG) if len(marked) == 1 else (9.5, SMALL_STRONG)
            slide.tag(LEFT, y, wide, 5.8, marked, style, fill, ink)
        said = f"{criterion.title[tr.lang]} ({criterion.id})"
        slide.text(LEFT + 11, y + 0.6, FINDINGS - 36, said, NOTE)
        lost = "\u2212" + tr.number(points, 3)
        slide.text(LEFT + FINDINGS - 24, y + 0.6, 24, lost, NOTE_STRONG, palette.ink, "right")
        y += COSTLY_HIGH


def _flags(slide: Slide, y: float) -> float:
    """The red flags, or that there are none, in a box to the right."""
    subject, palette = slide.deck.subject, slide.deck.palette
    tr, x, wide = subject.tr, BESIDE + 5, RIGHT - BESIDE - 10
    flags, top = subject.scores.red_flags, y
    box = slide.box(BESIDE, top, RIGHT - BESIDE, 10, palette.paper if flags else palette.panel,
                    colours.SCORES[0] if flags else "")  # fmt: skip
    title = tr.plural("{n} red flag", "{n} red flags", len(flags)) if flags else _no_flags(subject)
    y = slide.text(x, y + 5, wide, title, HEADING, colours.SCORES[0] if flags else "", most=2) + 2.5
    for flag in flags[:MOST_FLAGS]:
        said = subject.audit.framework.criteria[flag].title[tr.lang]
        y = slide.led(x, y, wide, flag, said, NOTE, NOTE_STRONG, 2) + 1.5
    if len(flags) > MOST_FLAGS:
        y = slide.text(x, y, wide, tr("and {n} more", n=len(flags) - MOST_FLAGS), NOTE, palette.ink2) + 1.5
    said = tr("A flag is a critical check with 0 or 1. It stands above any average and does not change it.")
    y = slide.text(x, y, wide, said, NOTE, palette.ink2, most=4)
    slide.stretch(box, y + 5 - top)
    return y + 5


def _unverified(slide: Slide, y: float) -> None:
    """What could not be checked, as many criteria as fit."""
    subject, wide = slide.deck.subject, RIGHT - BESIDE
    tr, found = subject.tr, [criterion for criterion, _ in subject.without_score("U")]
    if y > BOTTOM - 16:
        return
    y = slide.text(BESIDE, y, wide, tr("What was not verified"), HEADING) + 2
    if not found:
        slide.text(BESIDE, y, wide, tr("No criterion is marked U."), NOTE, slide.deck.palette.ink2)
        return
    titles = [f"{criterion.title[tr.lang]} ({criterion.id})" for criterion in found]
    rows = int((BOTTOM - y) / 11)
    if len(titles) > rows:
        titles[max(rows - 1, 0) :] = [tr("and {n} more", n=len(titles) - max(rows - 1, 0))]
    slide.bullets(BESIDE, y, wide, titles, NOTE, BOTTOM)


def _no_flags(subject: Subject) -> str:
    """That nothing failed, or that nothing critical was scored yet."""
    tr, criteria = subject.tr, subject.audit.framework.criteria.values()
    scored = any(c.critical and is_scored(subject.audit.rating(c.id).mark) for c in criteria)
    return tr("No red flags") if scored else tr("No red flags can be given")


# --- profile --------------------------------------------------------------------------------


def profile_slide(deck: Deck) -> None:
    """The stages as a radar, or as bars where some have no score; beside it what each one loses."""
    subject = deck.subject
    tr = subject.tr
    slide = deck.slide(tr("Profile of the stages"), [weights_heading(subject)])
    pairs = list(zip(subject.stages, subject.scores.stages, strict=True))
    whole = 3 <= len(pairs) <= 12 and all(score.score is not None for _, score in pairs)
    values = [(f"{stage.short[tr.lang]} {shown(score, tr)}", score.score) for stage, score in pairs]
    said = "; ".join(f"{stage.title[tr.lang]}: {shown(score, tr)}" for stage, score in pairs)
    half = MEASURE / 2 - 6
    slide.text(LEFT, TOP, half, tr("Stage scores, 0 to 5"), HEADING)
    name = tr.context("noun", "Score")
    if whole:
        slide.chart("radar", LEFT, TOP + 7, half, BOTTOM - TOP - 13, name, values, TOP_SCORE, said)
        note = tr("“~”: provisional.")
    else:
        bars = [(stage.short[tr.lang], score.score) for stage, score in pairs][:MOST_ROWS]
        slide.chart("bars", LEFT, TOP + 7, half, BOTTOM - TOP - 13, name, bars, TOP_SCORE, said)
        note = tr("A stage without a bar has no score.")
    slide.text(LEFT, BOTTOM - 5, half, note, SMALL, deck.palette.ink2)
    _lost(slide, LEFT + half + 12, half)
    slide.note([said, tr("Every chart of these slides is native: its numbers can be opened and edited.")])


def _lost(slide: Slide, x: float, wide: float) -> None:
    subject = slide.deck.subject
    tr, lost = subject.tr, subject.lost
    slide.text(x, TOP, wide, tr("Points lost, by stage"), HEADING)
    if not lost:
        slide.text(x, TOP + 9, wide, tr("This list needs an overall score."), BODY, slide.deck.palette.ink2)
        return
    ranked = sorted(lost, key=lambda code: -lost[code])[:MOST_ROWS]
    values = [(subject.audit.framework.stage(code).short[tr.lang], lost[code]) for code in ranked]
    said = "; ".join(f"{name}: {tr.number(points)}" for name, points in values if points is not None)
    slide.chart("bars", x, TOP + 7, wide, BOTTOM - TOP - 13, tr("Points lost"), values, None, said)
    total = tr("They add up to {points}: 5 less the overall score.", points=tr.number(sum(lost.values())))
    total = f"{total} {rounded(tr, [lost[code] for code in most_lost(subject)])}".strip()
    slide.text(x, BOTTOM - 5, wide, total, SMALL, slide.deck.palette.ink2)


# --- scorecard ------------------------------------------------------------------------------


def scorecard_slide(deck: Deck) -> None:
    """Every stage on a line; of very many the lowest."""
    subject = deck.subject
    tr = subject.tr
    slide = deck.slide(tr("Scorecard"), [scorecard_title(subject)])
    scores = list(subject.scores.stages)
    if len(scores) > MOST_ROWS:
        scores = sorted(scores, key=lambda s: TOP_SCORE + 1 if s.score is None else s.score)[:MOST_ROWS]
    rows = [_heads(subject), *(_row(subject, score) for score in scores), _total(subject)]
    high = min(11.5, (BOTTOM - TOP - 8) / len(rows))
    slide.table(TOP, (18, 84, 22, 26, 42, 42, 36.67, 36), rows, high)
    said = tr("Status: full from 80% coverage, provisional (~) below. The score of a conflict is a range.")
    slide.text(LEFT, BOTTOM - 5, MEASURE, said, SMALL, deck.palette.ink2)
    slide.note([tr("The workbook (XLSX) has the same table with formulas, to check or to try other marks.")])


def _heads(subject: Subject) -> list[Cell]:
    tr, ink = subject.tr, subject.options.brand.palette.ink2
    names: tuple[tuple[str, Align], ...] = (
        (tr("Stage"), "left"), ("", "left"), (tr("Weight"), "right"), (tr.context("noun", "Score"), "right"),
        (tr("Band"), "centre"), (tr("Coverage"), "right"), (tr("Status"), "centre"),
        (tr("Points lost"), "right"),
    )  # fmt: skip
    return [Cell(name, NOTE_STRONG, align, ink) for name, align in names]


def _row(subject: Subject, score: StageScore) -> list[Cell]:
    tr, palette = subject.tr, subject.options.brand.palette
    stage, lost = subject.audit.framework.stage(score.code), subject.lost.get(score.code)
    share = tr("{n} of {total}", n=score.scored, total=score.base)
    return [
        Cell(stage.code, NOTE, colour=palette.ink2),
        Cell(stage.title[tr.lang], BODY_STRONG),
        Cell(weight(subject, stage.code), BODY, "right"),
        Cell(shown(score, tr), BODY_STRONG, "right"),
        _band(subject, score.band),
        Cell(
            share if score.coverage is None else f"{share} · {tr.percent(score.coverage, 0)}", NOTE, "right"
        ),
        Cell(status_name(score.status, tr), NOTE, "centre"),
        Cell("–" if lost is None else "\u2212" + tr.number(lost), BODY, "right"),
    ]


def _band(subject: Subject, band: str | None, fill: str = "") -> Cell:
    if band is None:
        return Cell("–", NOTE, "centre", fill=fill)
    place = next(at for at, name in enumerate(BANDS) if name == band)
    name = band_name(BANDS[place], subject.tr)
    return Cell(name, NOTE_STRONG, "centre", colours.ON_SCORES[place], colours.SCORES[place])


def _total(subject: Subject) -> list[Cell]:
    tr, overall, fill = subject.tr, subject.scores.overall, subject.options.brand.palette.panel
    lost = "–" if overall.score is None else "\u2212" + tr.number(TOP_SCORE - overall.score)
    share = tr("{n} of {total}", n=overall.scored, total=overall.base)
    covered = share if overall.coverage is None else f"{share} · {tr.percent(overall.coverage, 0)}"
    cells = [
        Cell("", NOTE, fill=fill),
        Cell(tr("Overall score"), BODY_STRONG, fill=fill),
        Cell(weight_sum(subject), BODY_STRONG, "right", fill=fill),
        Cell(shown(overall, tr), BODY_STRONG, "right", fill=fill),
        _band(subject, overall.band, fill),
        Cell(covered, NOTE, "right", fill=fill),
        Cell(status_name(overall.status, tr), NOTE, "centre", fill=fill),
        Cell(lost, BODY_STRONG, "right", fill=fill),
    ]
    return cells
