"""What the system refuses is said in our own words, in the language of whoever reads it."""

import errno
import os
import re
from datetime import datetime

import pytest

from cxaudit import auditfile, blank, framework, reports, scoring
from cxaudit.analysis.baseline import load_baseline
from cxaudit.errors import KnownError
from cxaudit.i18n import translator
from cxaudit.model import Brief
from cxaudit.reasons import reason_of
from cxaudit.reports.brand.file import load_brand, read_picture, save_brand
from cxaudit.reports.brand.kit import DEFAULT, Brand
from cxaudit.reports.options import Options
from cxaudit.sheets import rows

LATIN = re.compile(r"[A-Za-z]{3,}")


def test_every_word_of_the_system_that_is_common_is_said_in_russian():
    common = ("ENOENT", "EACCES", "EISDIR", "ENOSPC", "EROFS", "ENAMETOOLONG", "EIO", "EBUSY", "ENOTDIR")
    for name in common:
        number = getattr(errno, name)
        said = reason_of(OSError(number, os.strerror(number))).said(translator("ru"))
        assert said and not LATIN.search(said), said


def test_a_number_without_words_is_told_by_its_number():
    assert reason_of(OSError(9999, "Odd")).said(translator("en")) == "the system refused, number 9999"


def test_a_file_that_another_program_holds_on_windows_is_not_called_forbidden():
    error = PermissionError(errno.EACCES, "Zugriff verweigert")
    error.winerror = 32
    assert reason_of(error).said(translator("en")) == "another program uses it"


READERS = {
    "audit": auditfile.read,
    "sheet": lambda path: list(rows(path)),
    "brand": load_brand,
    "picture": lambda path: read_picture(path, "logo"),
    "baseline": load_baseline,
    "framework": framework.load,
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("name", "reason"),
    [("нет", "такого файла или папки нет"), ("папка", "это папка"), ("д" * 300, "слишком длинное имя")],
)
def test_what_cannot_be_read_is_refused_in_russian_without_a_foreign_word(tmp_path, reader, name, reason):
    (tmp_path / "папка").mkdir()
    with pytest.raises(KnownError) as caught:
        READERS[reader](tmp_path / name)
    said = caught.value.naming(tmp_path / name).said(translator("ru"))
    assert not LATIN.search(said) and "/" not in said
    assert reason in said or "Проверьте имя" in said


@pytest.mark.parametrize("write", [save_brand, reports.save])
def test_a_place_that_cannot_be_written_says_why_in_russian(tmp_path, write):
    path = tmp_path / "нет" / "отчёт.json"
    with pytest.raises(KnownError) as caught:
        if write is save_brand:
            save_brand(Brand("A", "#163E5C"), path)
        else:
            package = blank.package(Brief(company="А"), framework.default()[1], [])
            audit, options = package.read(), Options("ru", DEFAULT, datetime.now())
            reports.save(audit, scoring.score(audit), package.read_blob, options, path)
    assert "такого файла или папки нет" in caught.value.said(translator("ru"))
