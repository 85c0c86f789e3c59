"""Scores from a spreadsheet are taken whole, or the first bad row is named and nothing is."""

import pytest

from cxaudit import answers, framework
from cxaudit.answers import Answer
from cxaudit.errors import KnownError

CHECKLIST, _ = framework.default()


def table(tmp_path, text, name="answers.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_scores_marks_and_notes_are_read_whatever_separates_them(tmp_path, separator):
    rows = [
        ["Criterion", "Score", "Note", "Colour"],
        ["SEL-05", "4", "«Тест»", "red"],
        ["acq-01", "n", "No advertising", ""],
        ["ACQ-02", "", "", ""],
        [],
    ]
    text = "\ufeff" + "\r\n".join(separator.join(row) for row in rows)
    found, extra = answers.read(table(tmp_path, text), CHECKLIST)
    assert found == [
        Answer("SEL-05", 4, "«Тест»"),
        Answer("ACQ-01", "N", "No advertising"),
        Answer("ACQ-02", None, ""),
    ]
    assert extra == ["colour"]


def test_a_zero_is_a_score_and_an_empty_cell_is_not(tmp_path):
    found, _ = answers.read(table(tmp_path, "criterion,score\nSEL-05,0\nSEL-06,\n"), CHECKLIST)
    assert [a.mark for a in found] == [0, None]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("SEL-05,6,", "Row 2 of .* score “6” is not"),
        ("SEL-05,4.5,", "score “4.5” is not"),
        ("SEL-05,4,\nXXX-01,4,", "Row 3 of .* no criterion “XXX-01”"),
        ("SEL-05,U,", "U needs its reason"),
        ("SEL-05,4,\nSEL-05,3,", "stands there twice"),
        ("SEL-05,4," + "x" * 100_001, "longer than"),
    ],
)
def test_a_bad_row_is_named(tmp_path, rows, reason):
    with pytest.raises(KnownError, match=reason):
        answers.read(table(tmp_path, "criterion,score,note\n" + rows), CHECKLIST)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("Название;Балл\n", "answers.csv"),
        ("", "answers.csv"),
        (b"\xff\xfe\x00criterion", "answers.csv"),
        (b"PK\x03\x04 not a workbook", "answers.xlsx"),
        ('criterion,score\n"unclosed', "answers.csv"),
    ],
)
def test_what_is_not_a_table_of_answers_is_refused(tmp_path, content, name):
    with pytest.raises(KnownError, match=r"Nothing was imported|column “criterion”"):
        answers.read(table(tmp_path, content, name), CHECKLIST)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(KnownError, match=r"none\.csv.*could not be read"):
        answers.read(tmp_path / "none.csv", CHECKLIST)
