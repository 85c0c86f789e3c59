"""Names of staff give way to roles in every report, unless they may be said."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from datetime import UTC, datetime

import pypdfium2
import pytest

from cxaudit import cells, reports, staff
from cxaudit.edits import Edit, edit
from cxaudit.errors import KnownError
from cxaudit.i18n import translator
from cxaudit.model import Brief, Evidence
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.disclosure import disclosed
from cxaudit.reports.options import SECTIONS, Options
from cxaudit.store.store import Store

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
EN, RU = translator("en"), translator("ru")
FILE = Evidence(
    "f1", "SEL-01", "audio", "talk_Anna_Petrova.m4a", "audio/mp4", 9, "0" * 64, "2026-11-20T10:00Z"
)
NAMES = "Anna Petrova, Anna, Анна Петрова, Анны Петровой, Анне"
ROLE = "consultant 7"
SAID = {
    cells.score("SEL-01"): 1,
    cells.score("SEL-02"): {"mark": "N", "reason": "Anna said that it is not sold here"},
    cells.note("SEL-01"): "Anna Petrova did not ask; Анне всё равно, ждали Анны Петровой",
    cells.evidence("f1"): cells.evidence_value(FILE),
    cells.caption("f1"): "ANNA explains the tariff",
    cells.brief("persona"): "Asks for Anna",
    cells.growth_text("SEL-A", "en"): "Train Anna Petrova first",
    cells.growth_text("SEL-A", "ru"): "Сначала обучить Анне",
    cells.action("a1", "zone"): "SEL-A",
    cells.action("a1", "title"): "Train Anna",
    cells.action("a1", "owner"): "Boris Ivanov",
}


@pytest.fixture
def audited(tmp_path):
    """Write cells, or edits, and read the audit: `audited({cell: value})`."""
    store = Store(tmp_path / "store")
    made = store.create(Brief(company="Anna Bakery", auditor="Auditor One"), author="Auditor One").audit

    def write(said):
        edits = [Edit(cell, value) for cell, value in said.items()] if isinstance(said, dict) else said
        return store.append(made.id, edits, "Auditor One")

    yield write
    store.close()


def listed(names=NAMES, role=ROLE, allowed=False):
    return {cells.staff("p1"): staff.value_of(names, role, allowed)}


def everything(data: bytes, kind: str) -> str:
    """All text of a report, also what only a program reads."""
    if kind == "pdf":
        file = pypdfium2.PdfDocument(data)
        pages = [page.get_textpage().get_text_bounded() for page in file]
        return " ".join(
            [*pages, *file.get_metadata_dict().values(), *(t.get_title() for t in file.get_toc())]
        )
    if kind in ("xlsx", "pptx"):
        parts = zipfile.ZipFile(io.BytesIO(data))
        return " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    return data.decode("utf-8-sig")


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("kind", sorted(reports.FORMATS))
def test_a_listed_name_is_in_no_report_and_its_role_is(audited, tmp_path, kind, lang):
    saved = audited(SAID | listed())
    path = tmp_path / f"r.{kind}"
    options = Options(lang, DEFAULT, NOW)
    reports.save(saved.audit, saved.scores, lambda sha: b"", options, path)
    text = everything(path.read_bytes(), kind)
    for name in ("Anna Petrova", "Anna_Petrova", "ANNA", "Анны", "Анне", "Петров"):
        assert name not in text, name
    assert "Anna" not in text.replace("Anna Bakery", "")
    assert ROLE in text


@pytest.mark.parametrize("kind", sorted(reports.FORMATS))
def test_a_name_in_a_note_of_a_second_visit_is_in_no_report_either(audited, tmp_path, kind):
    second = {
        cells.visit("2", "of"): "",
        cells.score("SEL-01", "2"): 2,
        cells.note("SEL-01", "2"): "Anna Petrova again",
        cells.score("SEL-02", "2"): {"mark": "U", "reason": "Anna was away"},
    }
    saved = audited(SAID | second | listed())
    assert len(saved.audit.sheets) == 2
    path = tmp_path / f"r.{kind}"
    reports.save(saved.audit, saved.scores, lambda sha: b"", Options("en", DEFAULT, NOW), path)
    assert "Anna" not in everything(path.read_bytes(), kind).replace("Anna Bakery", "")


@pytest.mark.parametrize("kind", sorted(reports.FORMATS))
def test_a_name_that_may_be_said_stands(audited, tmp_path, kind):
    saved = audited(SAID | listed(allowed=True))
    path = tmp_path / f"r.{kind}"
    reports.save(saved.audit, saved.scores, lambda sha: b"", Options("en", DEFAULT, NOW), path)
    text = everything(path.read_bytes(), kind)
    assert "Anna" in text.replace("Anna Bakery", "") and ROLE not in text


def test_who_wrote_or_owns_something_and_the_company_keep_their_names(audited):
    named = {cells.staff("p1"): staff.value_of("Boris Ivanov, Anna Bakery, Auditor One", "x", False)}
    read = staff.by_role(audited(SAID | named).audit, EN)
    assert (read.brief.company, read.brief.auditor) == ("Anna Bakery", "Auditor One")
    assert read.cells[cells.action("a1", "owner")][0].value == "Boris Ivanov"


def test_without_a_list_the_audit_is_read_as_it_is(audited):
    audit = audited(SAID).audit
    assert staff.by_role(audit, EN) is audit


def test_scores_and_conflicts_are_those_of_the_audit(audited):
    audit = audited(SAID | listed()).audit
    read = staff.by_role(audit, EN)
    assert [r.mark for r in read.ratings.values()] == [r.mark for r in audit.ratings.values()]
    assert (read.weights, read.conflicts, read.edited) == (audit.weights, audit.conflicts, audit.edited)


@pytest.mark.parametrize(
    ("names", "before", "after"),
    [
        ("Will", "Will said that he will call", "R said that he will call"),
        ("Will", "WILL called", "R called"),
        ("Ann", "Anna and Ann's sister", "Anna and R's sister"),
        ("Anna, Anna Petrova", "Anna Petrova left", "R left"),
        ("Anna Petrova", "anna  petrova and Anna-Petrova", "R and R"),
        ("Алена Королева", "Алёна Королёва", "R"),
        ("Андрей", unicodedata.normalize("NFD", "Ждали: Андрей."), "Ждали: R."),
        ("A. Petrova", "A.Petrova, A. Petrova", "R, R"),
        ("(Anna", "(Anna) came", "R) came"),
        ("", "Anna", "Anna"),
        (" , ,", "Anna", "Anna"),
    ],
)
def test_names_are_replaced_as_whole_words(audited, names, before, after):
    note = cells.note("SEL-01")
    read = staff.by_role(audited({note: before} | listed(names, "R")).audit, EN)
    assert read.rating("SEL-01").note == after


def test_without_a_role_the_language_of_the_report_has_a_word(audited):
    audit = audited({cells.note("SEL-01"): "Anna came"} | listed("Anna", "")).audit
    assert staff.by_role(audit, EN).rating("SEL-01").note == "staff member came"
    assert staff.by_role(audit, RU).rating("SEL-01").note == "сотрудник came"


def test_where_two_people_disagree_every_form_counts_and_the_name_stays_hidden(audited, tmp_path):
    audited({cells.note("SEL-01"): "Anna and Petrova"} | listed("Anna", "clerk", allowed=True))
    audit = audited(listed("Petrova", "cashier", allowed=False)).audit
    (one,) = staff.members(audit)
    assert (set(one.forms), one.allowed) == ({"Anna", "Petrova"}, False)
    read = staff.by_role(audit, EN).rating("SEL-01").note
    assert "Anna" not in read and "Petrova" not in read


def test_a_person_taken_off_the_list_is_named_again(audited):
    audit = audited({cells.note("SEL-01"): "Anna came"} | listed("Anna")).audit
    gone = audited([edit(audit, cells.staff("p1"), None)]).audit
    assert staff.by_role(gone, EN).rating("SEL-01").note == "Anna came"


def test_a_removal_by_somebody_who_had_not_seen_the_name_does_not_show_it(audited):
    audited({cells.note("SEL-01"): "Anna came"} | listed("Anna"))
    contested = audited({cells.staff("p1"): None}).audit
    assert staff.by_role(contested, EN).rating("SEL-01").note == f"{ROLE} came"


@pytest.mark.parametrize("value", [{"name": "A"}, {"name": 1, "role": "", "allowed": False}, "Anna", 5])
def test_the_list_holds_nothing_else(audited, value):
    with pytest.raises(KnownError):
        audited({cells.staff("p1"): value})


def test_the_list_before_an_export_says_how_many_names_give_way_and_which_stand(audited):
    other = {cells.staff("p2"): staff.value_of("Petrova", "", True)}
    absent = {cells.staff("p3"): staff.value_of("Somebody Else", "", False)}
    audit = audited(SAID | listed("Anna, Анне") | other | absent).audit
    said = disclosed(audit, SECTIONS, EN)
    assert "1 name of staff is replaced by the role" in said
    assert "Staff named: Petrova" in said
    ru = disclosed(audit, SECTIONS, RU)
    assert any("1 имя" in line for line in ru)


def test_the_json_names_the_role_in_the_name_of_the_file_too(audited, tmp_path):
    saved = audited(SAID | listed())
    reports.save(saved.audit, saved.scores, lambda sha: b"", Options("en", DEFAULT, NOW), tmp_path / "r.json")
    (file,) = json.loads((tmp_path / "r.json").read_bytes())["evidence"]
    assert (file["name"], file["caption"]) == ("talk_consultant 7.m4a", "consultant 7 explains the tariff")
