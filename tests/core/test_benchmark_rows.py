"""Rows for a benchmark are taken from a spreadsheet whole, or the first bad one is named and nothing is."""

import io
from datetime import date

import pytest
import xlsxwriter

from cxaudit import benchmark_rows, framework
from cxaudit.errors import KnownError

CHECKLIST, _ = framework.default()
STAGES = [stage.code for stage in CHECKLIST.stages]
HEADER = "company,country,product,wave,date," + ",".join(STAGES)
ROW = "Sample A,Russia,Coffee,2026-1,2026-03-01,3.8,3.5,3.6,3.2,3.4,2.8,3.9,2.6"


def read(tmp_path, text, name="peers.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return benchmark_rows.read(path, CHECKLIST)


def test_a_row_says_the_audit_and_its_stage_scores(tmp_path):
    (row,) = read(tmp_path, f"{HEADER}\n{ROW}\n\n")
    assert (row.company, row.country, row.product, row.wave) == ("Sample A", "Russia", "Coffee", "2026-1")
    assert row.full == (3.8, 3.5, 3.6, 3.2, 3.4, 2.8, 3.9, 2.6) and row.core == ()
    assert (row.day, row.checklist, row.imported) == ("2026-03-01", "cx8 1.1.0", True)


def test_russian_headings_decimal_commas_and_dates_with_points_are_read(tmp_path):
    header = "Компания;Дата;Охват;Надёжность;Чек-лист;" + ";".join(s.short.ru for s in CHECKLIST.stages)
    (row,) = read(tmp_path, f"{header}\n«Ёлка»;31.3.2026;Внешнее ядро;b;1.4;3,8;;0;5;3;2;1;4\n")
    assert row.company == "«Ёлка»" and row.day == "2026-03-31" and row.grade == "B"
    assert row.core == (3.8, None, 0.0, 5.0, 3.0, 2.0, 1.0, 4.0) and row.full == ()
    assert row.checklist == "cx8 1.4"


def test_a_table_of_russian_excel_is_read(tmp_path):
    header = "Компания;Дата;" + ";".join(s.short.ru for s in CHECKLIST.stages)
    text = f"{header}\r\n«Ёлка & Co»;31.03.2026;3,8;;0;5;3;2;1;4\r\n"
    for encoding in ("cp1251", "utf-16", "utf-8-sig"):
        (row,) = read(tmp_path, text.encode(encoding))
        assert row.company == "«Ёлка & Co»" and row.core == () and row.full[0] == 3.8


@pytest.mark.parametrize(
    "raw", ["Société Générale".encode("cp1252"), "Müller".encode("cp1252"), b"\0\1\2\xff"]
)
def test_a_table_of_another_code_page_is_not_guessed_at(tmp_path, raw):
    with pytest.raises(KnownError, match="is not text"):
        read(tmp_path, HEADER.encode() + b"\n" + raw + b",,,,2026-03-01,3,3,3,3,3,3,3,3\n")


def test_a_workbook_with_real_dates_and_numbers_is_read(tmp_path):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*HEADER.split(",")])
        sheet.write_row(1, 0, ["Sample A", "", "", "2026-1"])
        sheet.write_datetime(1, 4, date(2026, 3, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_row(1, 5, [3, 3.5, 3.6, 3.2, 3.4, 2.8, 3.9, 2.6])
    (row,) = read(tmp_path, out.getvalue(), "peers.xlsx")
    assert row.day == "2026-03-01" and row.full[:2] == (3.0, 3.5)


def test_the_same_row_has_the_same_key_however_often_it_is_read(tmp_path):
    (one,), (two,) = read(tmp_path, f"{HEADER}\n{ROW}"), read(tmp_path, f"{HEADER}\n{ROW.upper()}")
    assert one.key == two.key
    (core,) = read(tmp_path, f"{HEADER},scope\n{ROW},core")
    assert core.key != one.key


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (f"{ROW}\n,R,P,W,2026-03-01,1,1,1,1,1,1,1,1", "Row 3 of .* the company is missing"),
        ("A,R,P,W,2026-03-01,5.1,1,1,1,1,1,1,1", "Row 2 of .* “5.1” of ACQ is not 0–5"),
        ("A,R,P,W,2026-03-01,1,nan,1,1,1,1,1,1", "“nan” of SEL is not 0–5"),
        ("A,R,P,W,2026-03-01,-1,1,1,1,1,1,1,1", "“-1” of ACQ"),
        ("A,R,P,W,2026-03-01,1,1,1,1,1,1,1,good", "“good” of OFF"),
        ("A,R,P,W,2026-03-01,,,,,,,,", "no stage has a score"),
        ("A,R,P,W,,1,1,1,1,1,1,1,1", "the date “” is not like"),
        ("A,R,P,W,2026-02-30,1,1,1,1,1,1,1,1", "the date “2026-02-30” is not like"),
        (f"{ROW}\n{ROW}", "Row 3 of .* stand there twice"),
        ("A" * 501 + ",R,P,W,2026-03-01,1,1,1,1,1,1,1,1", "“company” is no line of text"),
    ],
)
def test_a_bad_row_is_named(tmp_path, rows, reason):
    with pytest.raises(KnownError, match=reason):
        read(tmp_path, f"{HEADER}\n{rows}\n")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEADER, "has no rows"),
        ("company,date,ACQ\nA,2026-03-01,3", "no column “SEL”"),
        (HEADER.replace("company", "firm") + f"\n{ROW}", "no column “company”"),
        ("", "is empty"),
        (" \n\n", "is empty"),
        (f"{HEADER},scope\n{ROW},half", "“scope” is not one of: full, core"),
        (f"{HEADER},confidence\n{ROW},E", "“confidence” is not one of: A, B, C, D"),
    ],
)
def test_a_table_that_is_none_of_a_benchmark_is_refused(tmp_path, text, reason):
    with pytest.raises(KnownError, match=reason):
        read(tmp_path, text)
