"""The printed brief: one page whatever it says, the same bytes, and what is internal is marked."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pypdfium2 as pdfium
import pytest

from cxaudit import cells
from cxaudit.errors import KnownError
from cxaudit.field import exclusions, fieldwork
from cxaudit.field.briefing import LEGAL
from cxaudit.model import Audit
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.options import Options
from cxaudit.reports.pdf import typeset
from cxaudit.reports.pdf.brief import PLANS, save, write_brief
from cxaudit.reports.pdf.page import LEFT, RIGHT
from tests.written import Log

NOW = datetime(2026, 5, 20, 9, tzinfo=UTC)
WORDS = "Buys a subscription with a machine, uses it for a week and asks for help twice. "


def printed(audit: Audit, lang: str = "en") -> bytes:
    target = BytesIO()
    write_brief(audit, Options(lang, DEFAULT, NOW), target)  # type: ignore[arg-type]
    return target.getvalue()


def read(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    assert len(document) == 1
    return " ".join(document[0].get_textpage().get_text_range().split())


def filled(times: int = 1, personas: int = 3, entries: int = 10, left_out: int = 3) -> Audit:
    log = Log()
    log.say({cells.brief("company"): "Demo Co " * times, cells.brief("scenario"): WORDS * times})
    log.say({cells.brief("wave"): "2026-1 " * times, cells.brief("auditor"): "Vera Lapina " * times})
    text = "\n".join([WORDS * times] * (1 if times == 1 else entries))[:100_000]
    log.say({cells.brief(name): text for name in cells.BRIEF_TEXTS})
    for n in range(personas):
        log.say({cells.persona(f"p{n}", "begun"): True})
        log.say({cells.persona(f"p{n}", name): f"{name} {n} " * times for name in cells.PERSONA_TEXTS})
    for criterion in list(log.audit.framework.criteria)[:left_out]:
        log.say(exclusions.leaving_out(log.audit, [criterion], f"No shop {criterion} " * times))
    return log.audit


def test_an_empty_brief_says_what_is_not_filled_in():
    said = read(printed(Log().audit))
    assert "Company not named" in said
    assert "Not filled in Purpose and scope, Cover story, Needs" in said.replace("\n", " ")
    assert "Nobody yet." in said and "shortened" not in said


def test_everything_that_was_said_is_on_the_page():
    log = Log()
    log.say({cells.brief("company"): "Demo Co", cells.brief("cover_story"): "A new flat <b>with</b> guests"})
    log.say({cells.persona("p", "begun"): True, cells.persona("p", "name"): "Two at home"})
    log.say({cells.persona("p", "right"): "Plan M", cells.persona("p", "wrong"): "Plan XL"})
    log.say({cells.brief("needs"): "coffee for guests\nno visits"})
    log.say({cells.threshold("ACQ-14"): {"0": 720, "3": 45, "5": 5}})
    log.say(exclusions.leaving_out(log.audit, ["ACQ-05", "ACQ-06"], "No shop"))
    log.say({cells.legal("law"): "yes", cells.legal("recording"): "not_applicable"})
    log.say(fieldwork.signing(log.audit, "s", "Vera Lapina"))
    said = read(printed(log.audit))
    for part in (
        "A new flat <b>with</b> guests",
        "Two at home",
        "Right: Plan M",
        "Wrong: Plan XL",
        "1 coffee for guests 2 no visits",
        "ACQ-14 12 h / 45 min / 5 min instead of 24 h / 1 h / 5 min (one, 18 May 2026)",
        "ACQ-05, ACQ-06: No shop",
        "Yes: Rules of the country",
        "Not applicable: Recording is lawful",
        "not legal advice",
        "Vera Lapina, 18 May 2026",
    ):
        assert part in said
    open_items = said[said.index("Open:") : said.index("Yes:")]
    assert open_items.count(";") == len(LEGAL) - 3


def test_the_terms_of_a_recording_are_on_the_page():
    log = Log()
    assert "Sound recording Nothing is recorded." in read(printed(log.audit))
    log.say({cells.recording("allowed"): True, cells.recording("jurisdiction"): "Serbia"})
    log.say({cells.recording("days"): 30})
    said = read(printed(log.audit))
    assert "Law: Serbia Basis: not said Consent: not said Kept for: 30 days" in said


def test_what_is_internal_is_marked_beside_its_heading():
    said = read(printed(filled()))
    for heading in ("Cover story", "Personas", "Emergency contacts"):
        assert f"{heading} internal" in said
    assert "Scenario internal" not in said
    assert "Internal: not for those who are audited" in said


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize(
    ("times", "personas", "entries", "left_out"),
    [(1, 3, 1, 3), (3, 4, 3, 10), (12, 8, 12, 40), (600, 2, 2, 2), (40, 40, 60, 120)],
)
def test_it_fits_one_page_and_nothing_overlaps(lang, times, personas, entries, left_out):
    pdf = printed(filled(times, personas, entries, left_out), lang)
    page = pdfium.PdfDocument(pdf)[0]
    text = page.get_textpage()
    lines: list[tuple[float, float, float, float]] = [text.get_rect(n) for n in range(text.count_rects())]
    for at, (left, low, right, high) in enumerate(lines):  # a line may end in a space
        assert right <= RIGHT * typeset.MM + 6 and left >= LEFT * typeset.MM - 2
        for other in lines[:at]:
            across = min(right, other[2]) - max(left, other[0])
            up = min(high, other[3]) - max(low, other[1])
            assert across < 1 or up < 1.5, (lines[at], other)
    assert read(pdf)


def test_a_long_brief_says_that_it_was_shortened_and_keeps_every_heading():
    said = read(printed(filled(40, 40, 60, 120)))
    assert "… marks what was shortened to fit on one page." in said
    for heading in ("Cover story", "Personas", "Needs", "Left out (N)", "Legal check", "Signed by"):
        assert heading in said
    assert "… and" in said


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("words", range(0, 12, 2))
def test_a_heading_stands_in_the_column_of_its_text(lang, words):
    log = Log()
    log.say({cells.brief("scenario"): "word " * words})
    legal = {"en": ("Legal check", "Open:"), "ru": ("Правовая проверка", "Открыто:")}[lang]
    text = pdfium.PdfDocument(printed(log.audit, lang))[0].get_textpage()
    at = [text.get_charbox(text.search(said).get_next()[0]) for said in legal]
    assert abs(at[0][0] - at[1][0]) < 3 and at[0][1] > at[1][1]


def test_a_long_word_and_letters_without_a_glyph_are_no_fault():
    log = Log()
    log.say({cells.brief("cover_story"): "x" * 90_000, cells.brief("company"): "漢" * 400})
    log.say({cells.persona("p", "begun"): True, cells.persona("p", "name"): "W" * 500})
    assert "…" in read(printed(log.audit))


def test_the_type_shrinks_before_anything_is_cut():
    whole = [plan for plan in PLANS if plan.lines > 1000]
    assert [plan.size for plan in whole] == sorted((plan.size for plan in whole), reverse=True)
    assert PLANS[: len(whole)] == tuple(whole) and min(plan.size for plan in PLANS) >= typeset.SMALLEST
    assert "shortened" not in read(printed(filled(1, 5)))


def test_the_same_brief_gives_the_same_bytes():
    audit = filled()
    assert printed(audit) == printed(audit)


def test_it_is_written_whole_or_not_at_all(tmp_path):
    with pytest.raises(KnownError, match="could not be written"):
        save(filled(), Options("en", DEFAULT, NOW), tmp_path / "none" / "brief.pdf")
