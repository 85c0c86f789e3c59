"""The slides read back: what they say, that it can be edited, and that nothing leaves its place."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Mm

from cxaudit import cells, scoring
from cxaudit.i18n import translator
from cxaudit.model import Brief, Rating
from cxaudit.progress import Progress
from cxaudit.reports import FORMATS
from cxaudit.reports.brand.kit import DEFAULT, Brand
from cxaudit.reports.options import Options
from cxaudit.reports.slides.deck import HIGH, WIDE
from tests import samples
from tests.core.reports.conftest import NOW
from tests.core.reports.test_growth_section import told

REFERENCE = Path(__file__).parents[2] / "reference"
HOSTILE = "=cmd <b>&amp; \x07\x0b\ufffe {n} %s _x0041_ 😀 漢字 \u202e"


def written(audit, lang="en", read=None, brand=DEFAULT):
    out = io.BytesIO()
    options = Options(lang=lang, brand=brand, now=NOW)
    FORMATS["pptx"](audit, scoring.score(audit), read or {}.__getitem__, options, out, Progress())
    return out.getvalue()


def opened(audit, lang="en", **more):
    return Presentation(io.BytesIO(written(audit, lang, **more)))


def texts(slide):
    """Every paragraph and cell of a slide."""
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            found.append(shape.text_frame.text)
        if getattr(shape, "has_table", False) and shape.has_table:
            found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return found


def titles(deck):
    return [" ".join(slide.shapes.title.text_frame.text.split()) for slide in deck.slides]


def charts(deck):
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


@pytest.fixture(scope="module", params=["ru", "en"])
def sample(request):
    """The sample audit's slides, its audit, and the language."""
    package = samples.package(request.param)
    audit = package.read()
    return opened(audit, request.param, read=package.read_blob), audit, request.param


# --- what they say --------------------------------------------------------------------------


def test_there_are_ten_to_fifteen_slides_each_with_a_title_and_notes(sample):
    deck, _, _ = sample
    assert 10 <= len(deck.slides) <= 14
    assert all(titles(deck))
    assert all(slide.has_notes_slide for slide in deck.slides)


def test_every_stage_score_is_on_the_scorecard(sample):
    deck, audit, lang = sample
    tr, scores = translator(lang), scoring.score(audit)
    said = texts(deck.slides[3])
    for score in scores.stages:
        assert audit.framework.stage(score.code).title[lang] in said
        assert tr.number(score.score) in [cell.removesuffix("~") for cell in said]
    assert tr.number(scores.overall.score) in said


def test_the_charts_are_native_with_the_unrounded_scores(sample):
    deck, audit, _ = sample
    scores = scoring.score(audit)
    profile, lost = charts(deck)
    assert list(profile.plots[0].series[0].values) == [score.score for score in scores.stages]
    assert sum(lost.plots[0].series[0].values) == pytest.approx(5 - scores.overall.score)


def test_pictures_and_charts_have_words_for_who_cannot_see_them(sample):
    deck, _, _ = sample
    drawn = [s for slide in deck.slides for s in slide.shapes if s.has_chart or s.shape_type == 13]
    assert len(drawn) == 10
    assert all(shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in drawn)


def test_low_scores_stand_with_their_notes(sample):
    deck, audit, lang = sample
    stages = " ".join(text for slide in list(deck.slides)[4:8] for text in texts(slide))
    assert audit.framework.criteria["ONB-12"].title[lang] in stages
    assert audit.rating("ONB-12").note[:40] in stages


def test_the_zones_and_the_money_of_the_sample_are_on_slides(sample):
    deck, _, lang = sample
    said = " ".join(titles(deck))
    assert {"ru": "Зон", "en": "zone"}[lang].lower() in said.lower()
    assert {"ru": "может вырасти", "en": "may rise"}[lang] in said


def test_without_zones_money_and_photos_those_slides_are_left_out(demo):
    bare = replace(demo, ratings={c: replace(r, mark=5) for c, r in demo.ratings.items()})
    deck = opened(bare)
    assert len(deck.slides) == 10
    assert "Next steps" in titles(deck)[-1]


def heads(slide):
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    return [cell.text for cell in table.rows[0].cells]


def test_next_steps_have_no_empty_column(sample):
    deck, audit, lang = sample
    assert heads(deck.slides[-1]) == {"en": ["What", "How it will be seen"],
                                      "ru": ["Что", "По чему будет видно"]}[lang]  # fmt: skip
    for name, value in (("zone", "SAL-D"), ("title", "Write"), ("due", "2026-09-30"), ("status", "accepted")):
        audit = told(audit, cells.action("a1", name), value)
    for name, value in (("zone", "SAL-D"), ("title", "Old one"), ("status", "done")):
        audit = told(audit, cells.action("a2", name), value)
    steps = opened(audit).slides[-1]
    assert heads(steps) == ["What", "Due", "Status"]
    assert "30 Sep 2026" in texts(steps) and "accepted" in texts(steps) and "Old one" not in texts(steps)


def test_the_potential_slide_names_its_base_and_a_client_at_a_loss(sample):
    deck, audit, lang = sample
    said = {"en": "Not tested at this company.", "ru": "На этой компании не проверено."}[lang]
    assert any(said in text for slide in deck.slides for text in texts(slide))
    loss = told(audit, cells.baseline("cac"), {"value": 9000.0, "source": "CRM"})
    loss = replace(loss, cells={**loss.cells, cells.baseline("cac"): loss.cells[cells.baseline("cac")][-1:]})
    deck = opened(loss, lang)
    words = {"en": ("Lowest uplifts", "A new client now costs more than he brings, so more clients"),
             "ru": ("Нижние приросты", "Сейчас новый клиент стоит дороже, чем приносит")}[lang]  # fmt: skip
    said = " ".join(text for slide in deck.slides for text in texts(slide))
    assert all(word in said for word in words)


def test_a_red_flag_has_a_slide_with_what_was_seen(demo, rated):
    deck = opened(rated(demo, SAL_05=Rating(mark=1, note="Charged twice")))
    flags = [slide for slide in deck.slides if slide.shapes.title.text_frame.text == "1 red flag"]
    assert len(flags) == 1
    assert "Charged twice" in texts(flags[0])


def test_a_conflict_shows_its_range_and_no_score(demo, rated):
    deck = opened(rated(demo, SAL_01=Rating(rivals=(0, 5))))
    assert "3.00–3.33" in texts(deck.slides[3])
    assert "2.80" not in " ".join(text for slide in deck.slides for text in texts(slide))


def test_an_audit_that_nobody_rated_makes_slides_without_scores(demo):
    deck = opened(replace(demo, ratings={}, brief=Brief()))
    assert titles(deck)[0] == "Company not named"
    assert charts(deck)[0].plots[0].series[0].values == (None,) * 8


# --- the file -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_same_input_gives_the_same_bytes(demo, lang):
    assert written(demo, lang) == written(demo, lang)


def test_nothing_inside_tells_when_or_where_it_was_made(demo):
    with zipfile.ZipFile(io.BytesIO(written(demo))) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-06-10T09:30:00Z" in packed.read("docProps/core.xml")
        books = [name for name in packed.namelist() if name.endswith(".xlsx")]
        for book in books:
            with zipfile.ZipFile(io.BytesIO(packed.read(book))) as inner:
                assert b"2026-06-10T09:30:00Z" in inner.read("docProps/core.xml")
        assert not [name for name in packed.namelist() if "printer" in name or "thumbnail" in name]
    assert len(books) == 2


def test_the_theme_carries_the_colour_of_the_brand(demo):
    data = written(demo, brand=Brand("Advisory", "#16A37B"))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        theme = packed.read("ppt/theme/theme1.xml").decode()
    assert Brand("Advisory", "#16A37B").palette.data[1:] in theme
    assert "Calibri" not in theme


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_no_part_leaves_the_slide_however_long_the_texts_are(demo, rated, with_photos, photo, lang):
    long = "Очень длинная заметка о том, что увидели на этом шаге. " * 190
    audit = rated(
        demo, **{stage.code: Rating(mark=1, note=long + HOSTILE) for stage in demo.framework.stages}
    )
    audit = with_photos(audit, 9, caption="Подпись к снимку " * 50)
    brief = Brief(*("Общество с ограниченной ответственностью " * 12 for _ in Brief.__slots__))
    deck = opened(replace(audit, brief=brief), lang, read=lambda _: photo)
    for slide in deck.slides:
        for shape in slide.shapes:
            bottom = (
                shape.top + (sum(row.height for row in shape.table.rows) if shape.has_table else shape.height)
                if hasattr(shape, "has_table")
                else shape.top + shape.height
            )
            assert shape.left >= 0 and shape.left + shape.width <= Mm(WIDE) + 1
            assert bottom <= Mm(HIGH) + 1, (slide.shapes.title.text_frame.text, shape.name)


def test_text_that_is_cut_stands_whole_in_the_notes(demo, rated):
    note = "Слово за словом. " * 60
    deck = opened(rated(demo, SAL_05=Rating(mark=1, note=note)))
    said = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    assert any(note.strip() in text for text in said)


def test_the_mean_of_several_visits_stands_whole_on_its_tag(demo):
    means = {c: replace(r, mark=Fraction(11, 10)) for c, r in demo.ratings.items()}
    deck = opened(replace(demo, ratings=means))
    tags = [
        said for slide in deck.slides for said in texts(slide) if said.startswith("1.1") and len(said) < 6
    ]
    assert len(tags) > 8 and set(tags) == {"1.10"}


def test_a_long_list_of_next_steps_leaves_room_to_count_the_rest(demo):
    audit = demo
    for n in range(20):
        audit = told(audit, cells.action(f"a{n}", "zone"), "SAL-D")
        audit = told(audit, cells.action(f"a{n}", "title"), f"Step {n} " + "of very many long words " * 9)
    [slide] = [s for s in opened(audit).slides if "Next steps" in s.shapes.title.text_frame.text]
    [table] = [shape for shape in slide.shapes if getattr(shape, "has_table", False) and shape.has_table]
    [more] = [s for s in slide.shapes if s.has_text_frame and s.text_frame.text.startswith("and 1")]
    assert table.top + sum(row.height for row in table.table.rows) < more.top
    assert "Step 19 of very" in slide.notes_slide.notes_text_frame.text


def test_strange_characters_make_a_file_that_opens(demo, rated):
    audit = replace(
        rated(demo, SAL_05=Rating(mark=1, note=HOSTILE)), brief=Brief(company=HOSTILE, product=HOSTILE)
    )
    assert "<b>&amp;" in titles(opened(audit))[0]


def test_the_slides_of_the_sample_say_what_they_did(sample):
    """`UPDATE_REFERENCE=1` writes the texts anew; read the difference before keeping it."""
    deck, _, lang = sample
    found = "\n".join(
        line
        for number, slide in enumerate(deck.slides, 1)
        for line in (f"--- {number}", *(" ".join(text.split()) for text in texts(slide) if text.strip()))
    )
    path = REFERENCE / f"slides-{lang}.txt"
    if os.environ.get("UPDATE_REFERENCE"):
        path.write_text(found + "\n", "utf-8")
    assert found + "\n" == path.read_text("utf-8")
