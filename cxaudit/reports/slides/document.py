"""The slides for the meeting with the client's team: ten to fifteen for a checklist of eight stages."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from cxaudit.i18n import translator
from cxaudit.model import Audit, Scores
from cxaudit.progress import Progress
from cxaudit.reports.options import Options
from cxaudit.reports.slides.deck import Deck
from cxaudit.reports.slides.end import flags_slide, method_slide, photos_slide, steps_slide
from cxaudit.reports.slides.growth import growth_slide, potential_slide
from cxaudit.reports.slides.market import market_slides
from cxaudit.reports.slides.stages import stage_slides
from cxaudit.reports.slides.summary import cover_slide, profile_slide, scorecard_slide, summary_slide
from cxaudit.reports.slides.waves import waves_slide
from cxaudit.reports.subject import Subject

SLIDES: tuple[Callable[[Deck], None], ...] = (
    cover_slide,
    summary_slide,
    profile_slide,
    scorecard_slide,
    stage_slides,
    flags_slide,
    photos_slide,
    growth_slide,
    potential_slide,
    waves_slide,
    market_slides,
    method_slide,
    steps_slide,
)


def write_pptx(
    audit: Audit,
    scores: Scores,
    read_blob: Callable[[str], bytes],
    options: Options,
    target: BinaryIO,
    progress: Progress | None = None,
) -> None:
    """Write the slides, whatever sections but the market are chosen; the same input gives the same bytes."""
    subject = Subject(audit, scores, translator(options.lang), options, read_blob)
    deck = Deck(subject)
    for done, draw in enumerate(SLIDES):
        (progress or Progress()).step(done, len(SLIDES))
        draw(deck)
    deck.save(target)
