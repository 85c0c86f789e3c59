"""What leaves with each kind of report is said before it is made, and is what really leaves."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest

from cxaudit import reports, scoring
from cxaudit.analysis.cube import row_of
from cxaudit.i18n import translator
from cxaudit.model import Sheet
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.disclosure import MOST_ON_SLIDES, WHOLE, disclosed
from cxaudit.reports.options import SECTIONS, TEMPLATES, Options
from cxaudit.reports.slides.end import MOST_PHOTOS
from tests import samples
from tests.core.reports.conftest import Read
from tests.core.reports.test_market import with_trend
from tests.marks import visited

EN = translator("en")
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def package():
    return samples.package("en")


@pytest.fixture(scope="module")
def audit(package):
    read = package.read()
    signed = tuple(replace(file, author="Second Auditor") for file in read.evidence)
    return replace(read, evidence=signed)


def written(package, audit, kind, tmp_path, **options):
    path = tmp_path / f"r.{kind}"
    said = Options("en", DEFAULT, NOW, **options)
    reports.save(audit, scoring.score(audit), package.read_blob, said, path)
    return path.read_bytes()


def text_of(data, kind):
    if kind == "pdf":
        return Read(data).text
    if kind in ("xlsx", "pptx"):
        parts = zipfile.ZipFile(io.BytesIO(data))
        names = [name for name in parts.namelist() if name.endswith(".xml")]
        return " ".join(parts.read(name).decode() for name in names)
    return data.decode("utf-8-sig")


def test_every_kind_of_report_says_what_it_holds():
    assert {"pdf", *WHOLE} == set(reports.FORMATS)
    assert MOST_ON_SLIDES == MOST_PHOTOS


@pytest.mark.parametrize("kind", sorted(WHOLE))
def test_of_the_sections_only_waves_and_market_matter_to_the_kinds_without_them(audit, kind):
    others = tuple(section for section in SECTIONS if section not in ("waves", "market"))
    assert disclosed(audit, others, EN, kind) == disclosed(audit, (), EN, kind, ("SAL",))


@pytest.mark.parametrize("sections", [SECTIONS, ("cover",)])
@pytest.mark.parametrize("kind", ["pdf", "xlsx", "json", "csv", "pptx"])
def test_other_companies_trends_and_waves_are_said_where_they_are_written(
    package, audit, kind, sections, tmp_path
):
    trend = {"text": "Rents fall", "source": "Trade study", "date": "", "country": "", "product": ""}
    audit = with_trend(audit, trend)
    before = replace(audit, id="before", brief=replace(audit.brief, wave="2019-9"))
    own = row_of(audit, scoring.score(audit))
    other = own._replace(key="other", company="Company Z")
    apart = own._replace(key="apart", company="Company Apart", checklist="cx9 1.0.0")
    options = {"sections": sections, "peers": (other, apart), "since": before}
    data = written(package, audit, kind, tmp_path, **options)
    text, said = text_of(data, kind), " ".join(disclosed(audit, sections, EN, kind))
    assert ("Company Z" in text) == ("other companies" in said)
    assert "Company Apart" not in text, "only what is compared is named"
    assert ("Trade study" in text) == ("trend of the market" in said)
    assert ("2019-9" in text) == ("the earlier wave" in said)


@pytest.mark.parametrize("kind", ["xlsx", "json", "csv", "pptx"])
def test_who_added_the_files_is_said_where_it_is_written(package, audit, kind, tmp_path):
    said = disclosed(audit, (), EN, kind)[0]
    assert said.startswith("Names: ")
    text = text_of(written(package, audit, kind, tmp_path), kind)
    assert ("Second Auditor" in said) == ("Second Auditor" in text)


@pytest.mark.parametrize("kind", ["xlsx", "json", "csv", "pptx"])
def test_what_a_file_holds_besides_scores_is_said_where_it_is_written(package, audit, kind, tmp_path):
    text = unescape(text_of(written(package, audit, kind, tmp_path), kind))
    said = disclosed(audit, (), EN, kind)
    sources = [h.value["source"] for cell in audit.cells if cell.startswith("baseline/")
               for h in audit.cells[cell] if isinstance(h.value, dict) and h.value["source"]]  # fmt: skip
    there = {
        "hash": audit.evidence[0].sha256 in text,
        "reasons for N and U": any(r.reason in text for r in audit.ratings.values() if r.reason.strip()),
        "Persona and scenario": audit.brief.scenario in text,
        "figures, with their sources": any(source in text for source in sources),
    }
    assert {name: any(name in line for line in said) for name in there} == there


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "json", "csv", "pptx"])
def test_auditors_and_places_of_visits_are_said_where_they_are_written(package, audit, kind, tmp_path):
    audit = visited(audit, (Sheet("2", "2", auditor="Visiting Auditor", place="Second Street"), {}))
    text = text_of(written(package, audit, kind, tmp_path), kind)
    said = disclosed(audit, SECTIONS, EN, kind)
    assert ("Visiting Auditor" in said[0]) == ("Visiting Auditor" in text)
    assert ("Place and time of every visit" in said) == ("Second Street" in text)


def test_slides_say_no_more_photos_than_they_show(audit):
    photos = sum(e.kind == "image" and not e.internal for e in audit.evidence)
    assert photos > MOST_ON_SLIDES
    assert any(line.startswith(f"{MOST_ON_SLIDES} photos") for line in disclosed(audit, (), EN, "pptx"))


def test_a_report_for_the_owner_of_a_stage_says_only_the_notes_of_that_stage(audit):
    notes = sum(bool(r.note.strip()) for c, r in audit.ratings.items() if c.startswith("SAL-"))
    said = disclosed(audit, TEMPLATES["stage"], EN, "pdf", ("SAL",))
    assert f"{notes} notes, word for word" in said
    assert 0 < notes < sum(bool(r.note.strip()) for r in audit.ratings.values())


def test_the_edited_picture_leaves_and_its_internal_original_is_counted_as_staying(audit):
    first, *others = audit.evidence
    edited = replace(first, id="edited", derived_from=first.id)
    after = replace(audit, evidence=(replace(first, internal=True), edited, *others))
    before, now = (disclosed(one, SECTIONS, EN) for one in (audit, after))
    stays = "Stays here: 1 internal file"
    assert stays not in before
    assert now == [*before, stays]
