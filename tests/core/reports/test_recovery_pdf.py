"""The recovery sheet: one page, from whose groups and whose code alike the key is read."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pypdfium2 as pdfium
import pytest

from cxaudit.errors import KnownError
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.options import Options
from cxaudit.reports.pdf.recovery import Sheet, save, write_recovery
from cxaudit.sync.recovery import Recovery

NOW = datetime(2026, 5, 20, 9, tzinfo=UTC)
KEY = Recovery.new()


def options(lang: str) -> Options:
    return Options(lang, DEFAULT, NOW)  # type: ignore[arg-type]


def sheet(
    space: str = "Coffee <b>shops</b>, wave 3", address: str = "https://cloud.example/dav/Audits"
) -> Sheet:
    return Sheet(space, address, KEY.to_text(), KEY.groups())


def printed(lang: str = "en", **said: str) -> pdfium.PdfDocument:
    target = BytesIO()
    write_recovery(sheet(**said), options(lang), target)
    return pdfium.PdfDocument(target.getvalue())


def read(page: pdfium.PdfPage) -> str:
    return " ".join(page.get_textpage().get_text_range().split())


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_printed_groups_give_the_key_back(lang):
    said = read(printed(lang)[0])
    assert "Coffee <b>shops</b>, wave 3" in said and "https://cloud.example/dav/Audits" in said
    assert {"en": "once the device that began", "ru": "с которого начата команда"}[lang] in said
    groups = [word for word in said.split() if word in KEY.groups()]
    assert Recovery.from_text(" ".join(groups)).to_text() == KEY.to_text()


def test_the_printed_code_gives_the_key_back(tmp_path):
    scan = tmp_path / "scan.png"
    printed()[0].render(scale=1.5).to_pil().save(scan)
    assert Recovery.from_picture(scan).to_text() == KEY.to_text()


def test_long_names_and_addresses_stay_on_the_one_page():
    document = printed(
        "ru", space="Кофейни " * 10, address="https://cloud.example/" + "very-long-folder/" * 50
    )
    assert len(document) == 1
    said = read(document[0])
    assert "…" in said and KEY.groups()[0] in said and "Где хранится" in said


def test_the_same_sheet_gives_the_same_bytes_and_shows_no_key_when_printed_by_mistake(tmp_path):
    one, other = tmp_path / "one.pdf", tmp_path / "other.pdf"
    save(sheet(), options("en"), one)
    save(sheet(), options("en"), other)
    assert one.read_bytes() == other.read_bytes()
    assert KEY.groups()[0] not in repr(sheet())


def test_a_sheet_that_cannot_be_written_says_so(tmp_path):
    with pytest.raises(KnownError):
        save(sheet(), options("en"), tmp_path / "nowhere" / "sheet.pdf")
