"""`cxaudit brief` writes the brief of an audit file on one page."""

import pypdfium2 as pdfium
import pytest

from tests import commands
from tests.commands import new


@pytest.fixture
def audit(tmp_path, capsys):
    return new(capsys, tmp_path / "a.cxaudit", {"ACQ": "43"}, "--company", "Sample Co", "--auditor", "Ann")


def test_it_writes_one_page_in_the_language_that_was_asked_for(audit, capsys, tmp_path):
    for lang, word in (("en", "Brief of the field work"), ("ru", "Бриф полевой работы")):
        out = tmp_path / f"{lang}.pdf"
        code, said, _ = commands.run(capsys, "brief", audit, "-o", out, "--lang", lang)
        document = pdfium.PdfDocument(out)
        assert (code, said.strip(), len(document)) == (0, str(out), 1)
        text = document[0].get_textpage().get_text_range()
        assert word in text and "Sample Co" in text


def test_a_name_that_is_no_pdf_and_a_file_that_is_no_audit_are_refused(audit, capsys, tmp_path):
    code, _, complaint = commands.run(capsys, "brief", audit, "-o", tmp_path / "a.docx", "--lang", "en")
    assert code == 2 and "ends in .pdf" in complaint and not (tmp_path / "a.docx").exists()
    (tmp_path / "b.cxaudit").write_bytes(b"nothing")
    code, _, complaint = commands.run(
        capsys, "brief", tmp_path / "b.cxaudit", "-o", tmp_path / "b.pdf", "--lang", "en"
    )
    assert code == 2 and complaint and not (tmp_path / "b.pdf").exists()
