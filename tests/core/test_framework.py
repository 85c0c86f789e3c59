"""The checklist that comes with the program, and files of strangers that call themselves one."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cxaudit import framework
from cxaudit.errors import KnownError
from cxaudit.i18n import translator
from cxaudit.model import LANGS, Framework, Text
from tests.examples import examples

CX8, RAW = framework.default()
TEXT = RAW.decode()


STAGE_TEXTS = ("title", "short", "purpose", "looked_at")
SAL05 = 'id = "SAL-05"'
PRICE = 'en = "Price integrity"'


def every_text() -> list[tuple[str, Text]]:
    """All texts of the checklist with a name to find them by."""
    found = [("title", CX8.title), ("description", CX8.description)]
    for name in ("scores", "marks", "sources", "obs", "drives"):
        found += [(f"{name}.{key}", text) for key, text in getattr(CX8, name).items()]
    for stage in CX8.stages:
        found += [(f"{stage.code}.{name}", getattr(stage, name)) for name in STAGE_TEXTS]
        found.append((f"{stage.code}.uplift.metric", stage.uplift.metric))
        found += [(zone.code, zone.title) for zone in stage.zones]
    for criterion in CX8.criteria.values():
        found += [(f"{criterion.id}.title", criterion.title), (f"{criterion.id}.check", criterion.check)]
        found += [(f"{criterion.id}.{score}", text) for score, text in criterion.anchors.items()]
        if criterion.timing:
            found.append((f"{criterion.id}.timing", criterion.timing.title))
    return found


def refused(text: str | bytes) -> str:
    """What is said when that file is refused."""
    with pytest.raises(KnownError) as caught:
        framework.parse(text.encode() if isinstance(text, str) else text, "mine.toml")
    assert caught.value.said(translator("ru")) != str(caught.value), "the message has no Russian"
    return str(caught.value)


def changed(old: str, new: str, after: str = "") -> str:
    """The checklist with the first `old` that follows `after` replaced."""
    start = TEXT.index(after)
    at = TEXT.index(old, start)
    return TEXT[:at] + new + TEXT[at + len(old) :]


# --- the checklist itself -------------------------------------------------------------------


def test_there_are_8_stages_32_zones_and_120_criteria() -> None:
    assert [s.code for s in CX8.stages] == ["ACQ", "SEL", "SAL", "ONB", "SOL", "EVO", "LOY", "OFF"]
    assert [len(s.zones) for s in CX8.stages] == [4] * 8
    assert [len(s.criteria) for s in CX8.stages] == [16, 16, 15, 14, 16, 14, 15, 14]
    assert len(CX8.criteria) == 120


def test_criteria_are_numbered_without_a_gap_in_every_stage() -> None:
    for stage in CX8.stages:
        assert [c.id for c in stage.criteria] == [
            f"{stage.code}-{n:02}" for n in range(1, len(stage.criteria) + 1)
        ]
        assert {c.stage for c in stage.criteria} == {stage.code}


def test_108_criteria_are_seen_from_outside_and_38_are_timed() -> None:
    criteria = CX8.criteria.values()
    assert Counter(c.obs for c in criteria) == {"W": 108, "P": 12}
    assert Counter(c.timing.unit for c in criteria if c.timing).total() == 38


def test_the_critical_criteria_are_the_eleven_of_the_method() -> None:
    critical = " ".join(c.id for c in CX8.criteria.values() if c.critical)
    assert critical == "ACQ-07 ACQ-13 SEL-05 SAL-05 SAL-06 SAL-10 SOL-08 EVO-07 OFF-04 OFF-06 OFF-13"


def test_only_criteria_about_the_programme_and_its_partners_inherit_a_zero() -> None:
    parents = {c.id: c.parent for c in CX8.criteria.values() if c.parent}
    programme = dict.fromkeys((f"LOY-{n:02}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 11)), "LOY-01")
    assert parents == programme | {"LOY-13": "LOY-12"}


def test_stage_weights_are_those_of_the_method() -> None:
    assert [s.weight for s in CX8.stages] == [10, 12, 15, 13, 18, 12, 10, 10]


def test_every_preset_shares_out_100_points() -> None:
    assert set(CX8.presets) == {"equal", "subscription", "retail", "b2b"}
    assert {sum(preset) for preset in CX8.presets.values()} == {100}


def test_uplifts_are_the_published_ranges() -> None:
    ranges = [(s.uplift.low, s.uplift.high, s.uplift.direction) for s in CX8.stages]
    assert ranges == [
        (0.10, 0.23, "up"),
        (0.10, 0.26, "down"),
        (0.40, 0.50, "up"),
        (0.27, 0.37, "up"),
        (0.28, 0.35, "up"),
        (0.23, 0.33, "up"),
        (0.33, 0.39, "up"),
        (0.15, 0.25, "down"),
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_no_text_has_stray_spaces_or_a_full_stop_after_a_title(lang: str) -> None:
    for name, text in every_text():
        words = text[lang]
        assert words == words.strip() and not re.search(r"\s{2}|[\t\r\n]", words), name
        sentence = name.endswith(("check", "description"))
        assert words.endswith(".") or words.endswith("?") if sentence else not words.endswith("."), name


def test_every_russian_text_is_russian_and_every_english_one_is_english() -> None:
    for name, text in every_text():
        assert re.search("[А-Яа-яЁё]", text.ru), name
        assert not re.search("[А-Яа-яЁё«»]", text.en), name
        assert '"' not in text.ru and "'" not in text.ru and " - " not in text.ru, name


def test_a_russian_percentage_stands_apart_and_never_alone_on_a_line() -> None:
    shares = [text.ru for _, text in every_text() if "%" in text.ru]
    assert len(shares) == 14
    assert [said for said in shares if re.search("(?<!\\d\u00a0)%", said)] == []


def test_both_languages_name_the_same_numbers() -> None:
    for name, text in every_text():
        numbers = [Counter(re.findall(r"\d+", words)) for words in (text.en, text.ru)]
        if name.endswith(("check", ".0", ".3", ".5")):
            assert numbers[0] == numbers[1], (name, text)


def test_titles_within_a_stage_differ_in_both_languages() -> None:
    for lang in LANGS:
        titles = Counter(c.title[lang] for c in CX8.criteria.values())
        assert [title for title, n in titles.items() if n > 1] == []


def test_a_score_is_explained_by_its_own_anchor_or_else_by_the_scale() -> None:
    criterion = CX8.criteria["SAL-05"]
    shown = [framework.meaning(CX8, criterion, score, "en") for score in range(6)]
    assert [shown[n] for n in (0, 3, 5)] == [criterion.anchors[n].en for n in (0, 3, 5)]
    assert [shown[n] for n in (1, 2, 4)] == [CX8.scores[n].en for n in (1, 2, 4)]
    assert framework.meaning(CX8, criterion, 4, "ru") == CX8.scores[4].ru


# --- files ----------------------------------------------------------------------------------


def test_a_framework_is_loaded_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(RAW + b"\n# changed\n")
    assert framework.load(path) == CX8


def test_a_file_saved_on_windows_reads_the_same() -> None:
    assert framework.parse(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(), "mine.toml") == CX8


def test_the_same_bytes_are_read_once() -> None:
    assert framework.parse(bytes(RAW), "another.toml") is CX8


def test_a_framework_is_chosen_by_its_id_or_by_its_file(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_bytes(changed('version = "1.1.0"', 'version = "2.0.0"').encode())
    assert framework.chosen("cx8") == (CX8, RAW)
    assert framework.chosen(str(own))[0].version == "2.0.0"


@pytest.mark.parametrize("name", ["nowhere.toml", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(KnownError, match="could not be read"):
        framework.load(tmp_path / name)


def test_a_syntax_error_is_named_with_its_line() -> None:
    line = TEXT[: TEXT.index('id = "SAL-05"')].count("\n") + 1
    assert f"mine.toml, line {line}, character 13:" in refused(changed('id = "SAL-05"', 'id = "SAL-05'))


def test_a_syntax_error_at_the_end_is_named_with_the_last_line() -> None:
    assert "mine.toml, line 2: " in refused('id = "cx8"\nversion = [')


def test_text_that_is_not_utf8_is_named_with_its_line() -> None:
    assert "mine.toml, line 2: this is not UTF-8" in refused("# ok\n# Привлечение".encode("cp1251"))


@pytest.mark.parametrize(
    ("old", "new", "after", "said"),
    [
        (SAL05, 'id = "SAL-04"', "", "stages[2] (SAL).criteria[4] (SAL-04).id: SAL-04 is there twice"),
        (SAL05, 'id = "SEL-05"', "", "stages[2] (SAL).criteria[4] (SEL-05).id: SEL-05 must begin with SAL"),
        (SAL05, 'id = "SAL-5"', "", "criteria[4] (SAL-5).id: SAL-5 is not written correctly"),
        ('code = "SEL"', 'code = "ACQ"', "", "stages[1] (ACQ).code: ACQ is there twice"),
        ('code = "SAL"', 'code = "sal"', "", "stages[2] (sal).code: sal is not written correctly"),
        (
            'code = "SAL-B"',
            'code = "SAL-A"',
            "",
            "stages[2] (SAL).zones[1] (SAL-A).code: SAL-A is there twice",
        ),
        ('code = "SAL-B"', 'code = "SEL-B"', "", "zones[1] (SEL-B).code: SEL-B must begin with SAL"),
        ('zone = "SAL-C"', 'zone = "SAL-X"', SAL05, "(SAL-05).zone: SAL-X is not defined"),
        ('sources = ["M"]', 'sources = ["M", "X"]', SAL05, "(SAL-05).sources[1]: X is not defined"),
        ('sources = ["M"]', "sources = []", SAL05, "(SAL-05).sources: there are 0"),
        ('drives = "MS"', 'drives = "XX"', SAL05, "(SAL-05).drives: XX is not defined"),
        ('obs = "W"', 'obs = "X"', SAL05, "(SAL-05).obs must be one of W, P"),
        ("critical = true", 'parent = "SAL-99"', SAL05, "(SAL-05).parent: SAL-99 is not defined"),
        ("critical = true", 'parent = "SAL-05"', SAL05, "(SAL-05).parent: a criterion cannot be its own"),
        ("critical = true", "critcal = true", SAL05, "(SAL-05).critcal: there is no such field"),
        ("critical = true", "critical = 1", SAL05, "(SAL-05).critical must be of the TOML type boolean"),
        (
            'timing.unit = "min"',
            'timing.unit = "weeks"',
            'id = "SEL-10"',
            "(SEL-10).timing.unit: weeks is not defined",
        ),
        ("anchors.5.ru", "anchors.5.de", SAL05, "(SAL-05).anchors.5.de: there is no such field"),
        ("anchors.5.", "anchors.6.", SAL05, "(SAL-05).anchors.6: this is not a score"),
        ('title = { en = "Price integrity", ', "title = { ", "", "(SAL-05).title.en is missing"),
        (PRICE, 'en = " "', "", "(SAL-05).title.en is empty"),
        (PRICE, "en = 5", "", "(SAL-05).title.en must be of the TOML type string, not integer"),
        (PRICE, "en = 2026-11-22", "", "(SAL-05).title.en must be of the TOML type string"),
        (PRICE, 'en = "Price\\nintegrity"', "", "(SAL-05).title.en has a line break"),
        (PRICE, 'en = "Price \\u202Eytirgetni"', "", "(SAL-05).title.en has a line break or"),
        (PRICE, f'en = "{"x" * 2001}"', "", "(SAL-05).title.en is longer than 2000"),
        ('version = "1.1.0"', 'version = "1.0"', "", "mine.toml: version: 1.0 is not written correctly"),
        ('id = "cx8"', 'id = "../cx8"', "", "mine.toml: id: ../cx8 is not written correctly"),
        ('id = "cx8"', "", "", "mine.toml: id is missing"),
        ("weight = 15", "weight = -1", "", "stages[2] (SAL).weight must be a number from 0"),
        ("weight = 15", "weight = nan", "", "stages[2] (SAL).weight must be a number from 0"),
        ("weight = 15", "weight = inf", "", "stages[2] (SAL).weight must be a number from 0"),
        ("weight = 15", f"weight = {'9' * 400}", "", "stages[2] (SAL).weight must be a number from 0"),
        ("weight = 15", "weight = true", "", "stages[2] (SAL).weight must be of the TOML type float"),
        ("low = 0.4", "low = 0.6", "", "stages[2] (SAL).uplift: low must not be above high"),
        (
            'direction = "up"',
            'direction = "left"',
            "",
            "stages[0] (ACQ).uplift.direction must be one of up, down",
        ),
        ("b2b = [8, ", "b2b = [", "", "presets.b2b has 7 numbers for 8 stages"),
        ("b2b = [8, ", 'b2b = ["8", ', "", "presets.b2b[0] must be of the TOML type float, not string"),
        ("b2b = [8, ", "'b 2 b' = [8, ", "", "presets.'b 2 b': this is not a score or a code"),
        ("4 = {", "6 = {", "[scores]", "scores.6: this is not a score"),
        ("U = {", "V = {", "[marks]", "marks.V: there is no such field"),
        ("P = {", "Q = {", "[obs]", "obs.Q: there is no such field"),
        ("[presets]", "[colours]", "", "mine.toml: colours: there is no such field"),
    ],
)
def test_a_fault_is_named_with_its_place(old: str, new: str, after: str, said: str) -> None:
    assert said in refused(changed(old, new, after))


def test_a_missing_anchor_is_named() -> None:
    start = TEXT.index("anchors.3", TEXT.index('id = "SAL-05"'))
    text = TEXT[:start] + TEXT[TEXT.index("anchors.5", start) :]
    assert "stages[2] (SAL).criteria[4] (SAL-05).anchors.3 is missing" in refused(text)


def test_weights_that_are_all_zero_are_refused() -> None:
    assert "stages.weight: every weight is 0" in refused(re.sub(r"(?m)^weight = \d+", "weight = 0", TEXT))


def test_a_zone_without_a_criterion_is_refused() -> None:
    said = refused(TEXT.replace('zone = "OFF-D"', 'zone = "OFF-C"'))
    assert "stages[7] (OFF).zones[3] (OFF-D): no criterion is in this zone" in said


def test_parents_in_a_circle_are_refused() -> None:
    said = refused(changed('id = "LOY-01"', 'id = "LOY-01"\nparent = "LOY-03"'))
    assert "parent: a criterion cannot be its own parent" in said


def test_stages_must_be_there() -> None:
    none = TEXT[: TEXT.index("# ------ ACQ")]
    assert "mine.toml: stages is missing" in refused(none)
    assert "mine.toml: stages: there are 0" in refused("stages = []\n" + none)


def test_an_anchor_for_another_score_is_refused() -> None:
    extra = 'anchors.4.en = "Nearly"\nanchors.4.ru = "Почти"\n'
    said = refused(changed("anchors.5", extra + "anchors.5", SAL05))
    assert "stages[2] (SAL).criteria[4] (SAL-05).anchors.4: there is no such field" in said


@pytest.mark.parametrize(
    ("hostile", "said"),
    [
        ("# " + "x" * 2_000_000, "larger than 2 MB"),
        ("a = " + "[" * 100_000, "nested too deep"),
        ("a = " + "{a=" * 100_000, "nested too deep"),
        ("a" + ".a" * 100_000 + " = 1", "line 1: the line has more than 50 dots"),
        ("[" + "a." * 100_000 + "a]", "line 1: the line has more than 50 dots"),
        (f"weight = {'9' * 100_000}", "too long"),
        ("a = 1\na = 2", "line 2: this cannot be read as TOML"),
        ("a = '\x07'", "line 1, character 6: this cannot be read as TOML"),
        ("'\\n{place}' = 1", "there is no such field"),
        ('"\\nfoo\\u001b[31m" = 1', "there is no such field"),
        ("", "is missing"),
        ("\0", "line 1, character 1: this cannot be read as TOML"),
        ("a = 1\nb = [2,\n", "line 2: this cannot be read as TOML"),
    ],
)
def test_hostile_files_are_refused_with_a_sentence(hostile: str, said: str) -> None:
    message = refused(hostile)
    assert said in message
    assert len(message) < 500 and message.isprintable()


def test_a_hostile_name_of_the_file_stays_on_one_line() -> None:
    with pytest.raises(KnownError) as caught:
        framework.parse(b"?", "a\nb{x}" + "y" * 5_000)
    assert str(caught.value).isprintable() and len(str(caught.value)) < 300


def test_the_id_with_a_line_break_is_refused() -> None:
    message = refused(changed('id = "SAL-05"', 'id = "SAL-05\\n"'))
    assert "stages[2] (SAL).criteria[4].id has a line break" in message and message.isprintable()


def reads_or_is_refused(raw: bytes) -> Framework | None:
    try:
        return framework.parse(raw, "mine.toml")
    except KnownError as error:
        assert error.said(translator("ru")).isprintable()
        return None


@given(st.binary(max_size=400))
def test_random_bytes_are_refused_with_a_sentence(raw: bytes) -> None:
    assert reads_or_is_refused(raw) is None


SMALL = (
    TEXT[: TEXT.index("# ------ SEL")]
    .replace("equal = [12.5, 12.5, 12.5, 12.5, 12.5, 12.5, 12.5, 12.5]", "equal = [1]")
    .replace("subscription = [8, 10, 10, 16, 20, 14, 8, 14]\n", "")
    .replace("retail = [14, 16, 18, 8, 16, 12, 10, 6]\n", "")
    .replace("b2b = [8, 14, 14, 16, 20, 14, 4, 10]\n", "")
)
"""A sound framework of one stage: quick to read again and again."""

SCRAPS = [*'"[]{}=.\n\0', "nan", "-inf", "1e999", "9" * 5_000, "true", "2026-11-22", "07:32:00", "[[]]", "{}"]
SCRAPS += ['""', "'''", "{a={}}", '"\\n"', '"\\u0000"', '"ACQ-01"', "[[stages]]", "[stages]", "critical"]
SCRAPS += ["parent = 'ACQ-01'", "0", "-1", "\ufeff", "\u202e"]


def test_the_framework_of_one_stage_is_sound() -> None:
    assert framework.parse(SMALL.encode(), "small.toml").stages[0] == CX8.stages[0]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=examples(75))
@given(
    st.lists(st.tuples(st.integers(0, len(SMALL)), st.integers(0, 80), st.sampled_from(SCRAPS)), max_size=3)
)
@example([(0, len(SMALL), "")])
def test_a_mutilated_framework_is_read_or_refused_and_never_crashes(cuts: list[tuple[int, int, str]]) -> None:
    text = SMALL
    for at, length, scrap in cuts:
        text = text[:at] + scrap + text[at + length :]
    read = reads_or_is_refused(text.encode())
    assert read is None or set(read.criteria) == {c.id for s in read.stages for c in s.criteria}


VALUES = re.compile(r'(?<== )(?:"[^"\n]*"|[\d.]+|\[[^\n]*\]|true)')


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=examples(75))
@given(st.integers(0, 10_000), st.sampled_from(SCRAPS))
def test_a_framework_with_one_value_replaced_is_read_or_refused(which: int, scrap: str) -> None:
    found = list(VALUES.finditer(SMALL))
    value = found[which % len(found)]
    reads_or_is_refused((SMALL[: value.start()] + scrap + SMALL[value.end() :]).encode())
