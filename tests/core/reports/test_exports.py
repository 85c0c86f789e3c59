"""Every full export says all that the audit says: compared piece by piece, in each language."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from python_calamine import CalamineWorkbook

from cxaudit import cells, reports, scoring
from cxaudit.analysis.consultation import consult
from cxaudit.edits import Edit
from cxaudit.i18n import translator
from cxaudit.model import Brief, Evidence, Rating, Sheet
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.data.json_export import Export, schema
from cxaudit.reports.data.long_csv import inert
from cxaudit.reports.options import Options
from tests import samples
from tests.core.reports.conftest import NOW, Read
from tests.marks import visited

ROOT = Path(__file__).parents[3]
LANGUAGES = ("ru", "en")
FULL = ("pdf", "xlsx", "csv", "json")


def written(audit, kind, lang="en", blobs=None):
    out = io.BytesIO()
    options = Options(lang=lang, brand=DEFAULT, now=NOW)
    read = (blobs or {}).__getitem__
    reports.FORMATS[kind](audit, scoring.score(audit), read, options, out, reports.Progress())
    return out.getvalue()


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def squeezed(text):
    return "".join(text.split())


def said(data, kind):
    """Everything that a file says, as one text without spaces."""
    if kind == "pdf":
        return squeezed(Read(data).text)
    if kind == "xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = [c for n in book.sheet_names for row in book.get_sheet_by_name(n).to_python() for c in row]
        return squeezed(" ".join(map(str, found)))
    return squeezed(data.decode("utf-8-sig").replace("\\n", "\n"))


@pytest.fixture(scope="module", params=LANGUAGES)
def everything(request, demo, rated, photo):
    """An audit with a note of each kind, in every state, with files of every kind; and its language."""
    lang = request.param
    audit = rated(
        demo,
        ACQ_02=Rating(mark=0, note="=cmd, затем +1, -1 и @x"),
        ACQ_04=Rating(rivals=(2, 4, "U"), reason="Двое не сошлись", note="x", note_rivals=("Раз", "Two")),
        SAL_05=Rating(mark=1, note="Цена выросла.\nДважды."),
        ONB_01=Rating(),
    )
    files = [
        Evidence(
            id=f"e{at}", criterion=criterion, kind=kind, name=f"file {at}.{kind}", media_type="x/y",
            size=1000 * at, sha256=f"{at:064}", added="2026-05-20T14:12:00+00:00", author="Auditor One",
            caption=f"Подпись {at}", preview="photo" if kind == "image" else "", width=400, height=300,
        )
        for at, (criterion, kind) in enumerate(
            [("SAL-05", "image"), ("SAL-05", "pdf"), ("OFF-02", "audio"), ("ACQ-01", "file")], 1
        )
    ]  # fmt: skip
    return replace(audit, evidence=tuple(files)), lang, {"photo": photo}


# --- parity ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FULL)
def test_every_note_reason_and_title_is_in_every_export(everything, kind):
    audit, lang, blobs = everything
    found = said(written(audit, kind, lang, blobs), kind)
    for criterion in audit.framework.criteria.values():
        rating = audit.rating(criterion.id)
        notes = rating.note_rivals or (rating.note,)
        for text in (criterion.id, criterion.title[lang], rating.reason, *notes):
            assert squeezed(text) in found, (criterion.id, text)


@pytest.mark.parametrize("kind", FULL)
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_what_each_auditor_gave_on_each_visit_is_in_every_export(demo, kind, lang):
    more = {
        "SAL-05": Rating(mark=5, note="The second visit met a friendly clerk."),
        "SEL-01": Rating(mark="U", reason="Closed on that day."),
        "SEL-02": Rating(rivals=(1, 4), note="x", note_rivals=("It was said", "It was not said")),
    }
    audit = visited(demo, (Sheet("b", "1", auditor="Ben"), {}), (Sheet("c", "c", place="Main street"), more))
    data = written(audit, kind, lang, {})
    found = said(data, kind)
    for rating in more.values():
        for text in (rating.note if not rating.note_rivals else "", rating.reason, *rating.note_rivals):
            assert squeezed(text) in found
    if kind == "json":
        first, _, third = json.loads(data)["sheets"]
        assert (third["number"], third["place"]) == ("2", "Main street")
        assert third["ratings"]["SAL-05"]["mark"] == 5
        assert first["ratings"]["SAL-05"]["mark"] == demo.rating("SAL-05").mark
        assert third["ratings"]["SEL-02"]["rivals"] == [1, 4]
    else:
        assert squeezed(f"1: {demo.rating('SAL-05').mark}, 2: 5") in found
        assert squeezed(f"1: {demo.rating('SEL-02').mark}, 2: ≠") in found


@pytest.mark.parametrize("kind", FULL)
def test_every_piece_of_evidence_is_in_every_export(everything, kind):
    audit, lang, blobs = everything
    found = said(written(audit, kind, lang, blobs), kind)
    for number in range(1, len(audit.evidence) + 1):
        assert f"E-{number:03}" in found
    for file in audit.evidence:
        assert squeezed(file.caption) in found
        if kind != "pdf":
            assert squeezed(file.name) in found and file.sha256 in found


@pytest.mark.parametrize("kind", FULL)
def test_every_score_is_in_every_export(everything, kind):
    """The PDF prints two decimals; the others hold the number itself."""
    audit, lang, blobs = everything
    scores, tr = scoring.score(audit), translator(lang)
    data = written(audit, kind, lang, blobs)
    found = said(data, kind)
    whole = [n for s in (*scores.stages, scores.overall) for n in (s.score, s.low, s.high, *(s.span or ()))]
    for number in filter(None, whole):
        if kind == "pdf":
            assert squeezed(tr.number(number)) in found
        else:
            assert any(abs(number - each) < 1e-12 for each in numbers(found, data, kind)), number


def numbers(found, data, kind):
    if kind == "xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        card = book.get_sheet_by_index(0).to_python()
        return [cell for row in card for cell in row if isinstance(cell, float)]
    return [float(number) for number in set(re.findall(r"\d\.\d+", found))]


@pytest.mark.parametrize("kind", FULL)
def test_every_mark_is_in_every_export(everything, kind):
    audit, lang, blobs = everything
    data = written(audit, kind, lang, blobs)
    expected = {
        c: str(m if (m := audit.rating(c).mark) is not None else "") for c in audit.framework.criteria
    }
    if kind == "csv":
        assert {row["criterion"]: row["mark"] for row in rows(data)} == expected
    elif kind == "json":
        found = {r["criterion"]: r["mark"] for r in json.loads(data)["ratings"]}
        assert {c: "" if mark is None else str(mark) for c, mark in found.items()} == expected
    elif kind == "xlsx":
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(1).to_python()[2:]
        found = {row[2]: str(int(row[4])) if isinstance(row[4], float) else row[4] for row in sheet}
        contested = {"ru": "конфликт", "en": "conflict"}[lang]
        assert {**expected, "ACQ-04": contested}.items() <= found.items()
    else:
        text = Read(data).text
        assert all(re.search(rf"\b{m} {c}\b", text) for c, m in expected.items() if m and c != "ACQ-04")


@pytest.mark.parametrize("kind", FULL)
def test_the_brief_is_in_every_export(demo, kind):
    brief = Brief(*(f"said {field}" for field in Brief.__slots__))
    found = said(written(replace(demo, brief=brief), kind), kind)
    for field in Brief.__slots__:
        assert f"said{field}" in found, field


@pytest.mark.parametrize("kind", FULL)
def test_the_same_audit_gives_the_same_bytes(everything, kind):
    audit, lang, blobs = everything
    assert written(audit, kind, lang, blobs) == written(audit, kind, lang, blobs)


@pytest.mark.parametrize("kind", reports.FORMATS)
def test_the_sample_is_written_in_every_format(kind, tmp_path):
    package = samples.package("ru")
    audit = package.read()
    path = tmp_path / f"Отчёт.{kind.upper()}"
    options = Options(lang="ru", brand=DEFAULT, now=NOW)
    reports.save(audit, scoring.score(audit), package.read_blob, options, path)
    assert path.stat().st_size > 10_000
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("kind", reports.FORMATS)
def test_internal_evidence_is_in_no_file(everything, kind):
    """Neither its words nor its picture; the score that it proves stays."""
    audit, lang, blobs = everything
    hidden = [replace(e, internal=True, caption="Tell nobody", name="secret.jpg") for e in audit.evidence[:1]]
    audit = replace(audit, evidence=(*hidden, *audit.evidence[1:]))
    data = written(audit, kind, lang, blobs)
    inside = unpacked(data) if kind in ("xlsx", "pptx") else data
    found = said(data, kind) if kind != "pptx" else ""
    assert "Tellnobody" not in found and "secret.jpg" not in found
    for secret in (b"Tell nobody", b"secret.jpg", hidden[0].sha256.encode(), blobs["photo"]):
        assert secret not in inside


def unpacked(data):
    """The content of every file in a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


# --- CSV ------------------------------------------------------------------------------------


def test_the_csv_has_a_line_for_each_criterion_with_numbers_as_machines_write_them(demo):
    found = rows(written(demo, "csv", "ru"))
    assert [row["criterion"] for row in found] == list(demo.framework.criteria)
    score = scoring.score(demo)
    assert {float(row["overall_score"]) for row in found} == {score.overall.score}
    for row in found:
        assert float(row["stage_score"]) == score.stage(row["stage"]).score
        assert row["score"] == (row["mark"] if row["mark"].isdigit() else "")


@pytest.mark.parametrize("text", ["=cmd", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1"])
def test_no_cell_of_the_csv_begins_like_a_formula(demo, rated, text):
    audit = replace(
        rated(demo, ACQ_01=Rating(mark="N", reason=text, note=text)), brief=Brief(company=text, product=text)
    )
    data = written(audit, "csv").decode("utf-8-sig")
    first = next(csv.DictReader(io.StringIO(data, newline="")))
    assert first["note"] == first["reason"] == first["company"] == "'" + text
    assert not [v for row in rows(data.encode()) for v in row.values() if v.startswith(tuple("=+-@\t\r\n＝"))]


def test_plain_text_and_numbers_are_left_alone():
    assert [inert(value) for value in ("a=b", "", 3, 2.5, None)] == ["a=b", "", 3, 2.5, None]


# --- JSON -----------------------------------------------------------------------------------


def test_the_published_schema_is_that_of_the_export():
    assert (ROOT / "docs" / "export.schema.json").read_bytes() == schema()


def test_an_export_fits_its_schema_and_reads_back_whole(everything):
    audit, lang, blobs = everything
    data = written(audit, "json", lang, blobs)
    export = msgspec.json.decode(data, type=Export)
    assert json.loads(msgspec.json.encode(export)) == json.loads(data)
    assert (export.language, export.version) == (lang, 1)
    assert export.scores.overall == scoring.score(audit).overall
    assert {c.criterion: c.rivals for c in export.ratings if c.rivals} == {"ACQ-04": (2, 4, "U")}
    files = {e.id for e in export.evidence}
    assert files == {name for rating in export.ratings for name in rating.evidence}


def test_every_key_of_an_export_is_described(everything):
    """And nothing that is required is missing: a check by the schema alone."""
    audit, lang, blobs = everything
    described = json.loads(schema())

    def check(value, rule, where):
        rule = described["$defs"][rule["$ref"].rpartition("/")[2]] if "$ref" in rule else rule
        if isinstance(value, dict) and "properties" in rule:
            assert set(rule["required"]) <= value.keys() <= rule["properties"].keys(), where
            for key, inner in value.items():
                check(inner, rule["properties"][key], f"{where}.{key}")
        elif isinstance(value, list) and rule.get("items"):
            for inner in value:
                check(inner, rule["items"], f"{where}[]")

    check(json.loads(written(audit, "json", lang, blobs)), {"$ref": "#/$defs/Export"}, "export")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_zones_and_money_of_the_sample_are_in_the_json_and_the_workbook(lang):
    audit = samples.package(lang).read()
    found = consult(audit)
    data = written(audit, "json", lang)
    export = msgspec.json.decode(data, type=Export)
    book = said(written(audit, "xlsx", lang), "xlsx")
    top = [zone for zone in export.growth.zones if zone.pick]
    assert [(z.zone, z.points, z.pick.text) for z in top] == [
        (p.zone.code, p.zone.points, found.text(p.zone, translator(lang))) for p in found.growth.top
    ]
    assert len(export.growth.zones) == len(found.growth.zones)
    assert found.whole and found.top
    assert all(squeezed(zone.pick.text) in book for zone in top)
    assert export.potential.scopes["all"].planned.change.middle == found.whole.planned.change.middle
    assert export.potential.scopes["top"].stated.change.high == found.top.stated.change.high
    assert all(figure.source for figure in export.potential.figures) and export.potential.caveats


def test_without_the_clients_figures_the_json_has_zones_and_no_money(demo):
    export = msgspec.json.decode(written(demo, "json"), type=Export)
    assert export.potential is None and export.growth.zones
    assert all(zone.money is None for zone in export.growth.zones)


def test_actions_are_in_the_json_and_the_workbook(store):
    own = store.create(Brief(company="Own"), author="A").audit
    plan = {"zone": "SAL-D", "title": "Remind within a day", "owner": "Ann", "due": "2026-09-01"}
    audit = store.append(own.id, [Edit(cells.action("a1", n), v) for n, v in plan.items()], "A").audit
    (action,) = msgspec.json.decode(written(audit, "json"), type=Export).actions
    assert {"zone": action.zones[0], "title": action.title, "owner": action.owner, "due": action.due} == plan
    assert (action.status, action.contested) == ("proposed", ())
    book = said(written(audit, "xlsx"), "xlsx")
    assert squeezed("Remind within a day") in book and "Ann" in book
