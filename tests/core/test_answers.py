"""Scores from a spreadsheet are taken whole, or the first bad row is named and nothing is."""

import io
import zipfile

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
    with pytest.raises(KnownError, match=r"Nothing was changed|column “criterion”"):
        answers.read(table(tmp_path, content, name), CHECKLIST)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(KnownError, match=r"none\.csv.*could not be read"):
        answers.read(tmp_path / "none.csv", CHECKLIST)


SHEET = """<?xml version="1.0"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>
"""


def workbook(tmp_path, **cells):
    """The smallest workbook with these cells."""
    parts = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = '<Relationship Id="r1" Type="{}/{}" Target="{}"/>'
    links = f'<Relationships xmlns="{parts}/relationships">{link}</Relationships>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "".join(
        f'<row><c r="{place}" t="inlineStr"><is><t>{said}</t></is></c></row>' for place, said in cells.items()
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("[Content_Types].xml", f'<Types xmlns="{parts}/content-types"></Types>')
        packed.writestr("_rels/.rels", links.format(office, "officeDocument", "xl/workbook.xml"))
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}">'
            '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        packed.writestr(
            "xl/_rels/workbook.xml.rels", links.format(office, "worksheet", "worksheets/sheet1.xml")
        )
        packed.writestr("xl/worksheets/sheet1.xml", SHEET.format(rows))
    return table(tmp_path, out.getvalue(), "answers.xlsx")


def test_a_workbook_is_read(tmp_path):
    path = workbook(tmp_path, A1="criterion", B1="score", A2="SEL-05", B2="4")
    assert answers.read(path, CHECKLIST) == ([Answer("SEL-05", 4, "")], [])


def test_a_workbook_with_one_far_cell_is_refused_before_room_is_made_for_it(tmp_path):
    path = workbook(tmp_path, A1="criterion", B1="score", XFD1048576="4")
    with pytest.raises(KnownError, match="too large a table"):
        answers.read(path, CHECKLIST)


def test_a_damaged_workbook_is_refused(tmp_path):
    path = workbook(tmp_path, A1="criterion", B1="score", A2="SEL-05", B2="4")
    whole = path.read_bytes()
    for at in range(0, len(whole), 37):
        path.write_bytes(whole[:at] + b"\xff\xff\xff" + whole[at + 3 :])
        try:
            found, _ = answers.read(path, CHECKLIST)
        except KnownError:
            continue
        assert found == [Answer("SEL-05", 4, "")]
