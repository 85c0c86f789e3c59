"""The sample audit says what METHOD 2.3 scores, in both languages, and shows photos that fit it."""

import io

import pytest
from PIL import Image

from cxaudit import cells, demo, demo_audit, framework
from cxaudit.evidence import is_plain_jpeg
from cxaudit.field import fieldwork, week
from cxaudit.model import LANGS
from cxaudit.quality import debrief
from cxaudit.timing import durations, suggestion
from installer.sample_photos import SCENES
from tests import samples
from tests.marks import DEMO

CHECKLIST, _ = framework.default()


def test_the_marks_are_those_of_the_method():
    said = {
        stage.code: "".join(str(demo.mark(criterion.id)) for criterion in stage.criteria)
        for stage in CHECKLIST.stages
    }
    assert said == DEMO


def test_nothing_is_said_of_criteria_that_do_not_exist():
    assert set(demo._content()["ratings"]) == set(CHECKLIST.criteria)
    assert {criterion for criterion, _, _ in demo.photos()} <= set(CHECKLIST.criteria)


@pytest.mark.parametrize("lang", LANGS)
def test_every_criterion_has_a_note_of_its_own_in_the_language(lang):
    scored = [c for c in CHECKLIST.criteria if demo.mark(c) not in ("N", "U")]
    notes = [demo.note(criterion, lang) for criterion in scored]
    assert len(set(notes)) == len(scored) == 113
    assert all(20 < len(note) < 160 and note[-1] in ".!?»" for note in notes)
    assert all(is_russian(demo.note(criterion, lang)) == (lang == "ru") for criterion in CHECKLIST.criteria)


@pytest.mark.parametrize("lang", LANGS)
def test_a_reason_stands_with_every_n_and_u_and_with_no_score(lang):
    for criterion in CHECKLIST.criteria:
        assert bool(demo.reason(criterion, lang)) == (demo.mark(criterion) in ("N", "U"))


@pytest.mark.parametrize("lang", LANGS)
def test_the_brief_is_complete(lang):
    brief = demo.brief(lang)
    assert all(getattr(brief, line) for line in brief.__slots__)
    assert (brief.company, brief.wave, is_russian(brief.auditor)) == ("Demo Co", "2026-1", lang == "ru")


@pytest.mark.parametrize("lang", LANGS)
def test_what_no_report_prints_of_the_brief_is_there_too(lang):
    plan = demo.plan(lang)
    assert plan.keys() == set(cells.BRIEF_TEXTS) and all(plan.values())
    assert [len(plan[name].split("\n")) for name in ("needs", "queries", "channels")] == [10, 10, 8]
    assert len(demo.personas(lang)) == 3
    assert all(one.keys() == set(cells.PERSONA_TEXTS) and all(one.values()) for one in demo.personas(lang))


def test_photos_show_every_stage_and_prove_every_score_that_needs_it():
    shown = {criterion for criterion, _, _ in demo.photos()}
    needed = {c for c in CHECKLIST.criteria if demo.mark(c) in (0, 1, 5)}
    assert needed and needed <= shown
    assert {criterion.partition("-")[0] for criterion in shown} == {s.code for s in CHECKLIST.stages}


def test_every_photo_is_shown_once_and_has_a_caption_in_both_languages():
    assert sorted(scene for _, scene, _ in demo.photos()) == sorted(SCENES)
    for _, _, caption in demo.photos():
        assert is_russian(caption["ru"]) and not is_russian(caption["en"])


def test_no_two_photos_look_alike():
    def look(scene):
        return Image.open(io.BytesIO(drawn[scene])).convert("L").resize((8, 8)).tobytes()

    drawn = {scene: demo.photo(scene) for scene in SCENES}
    assert len({look(scene) for scene in SCENES}) == len(SCENES)
    assert {Image.open(io.BytesIO(data)).size for data in drawn.values()} == {(1600, 1200), (1200, 1600)}
    assert all(len(data) < 250_000 and is_plain_jpeg(data) for data in drawn.values())


def is_russian(text):
    return any("а" <= letter <= "я" for letter in text.lower())


def test_what_is_timed_was_measured_and_the_limits_give_its_mark():
    """SOL-16 had no human reply; the market's median, not a limit, decides on SAL-02."""
    scored = [c for c in CHECKLIST.criteria.values() if c.timing and demo.mark(c.id) not in (0, "N", "U")]
    assert {c.id for c in scored if not demo.times(c.id)} == {"SOL-16"}
    for criterion in (c for c in scored if c.timing.unit != suggestion.COUNTED and c.id != "SAL-02"):
        seconds = [durations.typed(said, criterion.timing.unit) for said in demo.times(criterion.id)]
        assert None not in seconds
        values = [suggestion.in_unit(criterion.timing, one) for one in seconds]
        if values and criterion.timing.limits:
            given = suggestion.suggestion(criterion.timing, criterion.timing.limits, values)
            assert given == demo.mark(criterion.id), criterion.id


def test_the_sample_is_a_finished_audit_with_a_signed_brief_and_a_week(store):
    audit = store.merge(samples.package("en")).audit
    assert week.start_of(audit) == demo_audit.WEEK.date()
    assert [one.current for one in fieldwork.signatures(audit)] == [True]
    assert [need.criterion for need in debrief.needs(audit, {})] == ["SOL-16"]
