"""The client's figures come whole and sound from the audit or a file, or it is said what they lack."""

from dataclasses import fields

import pytest

from cxaudit import cells, demo, scoring
from cxaudit.analysis.baseline import (
    FIGURES,
    Baseline,
    baseline_of,
    edits_of,
    entries_of,
    fault,
    load_baseline,
    value_of,
)
from cxaudit.edits import Edit, edit
from cxaudit.errors import KnownError
from cxaudit.model import LANGS
from tests import samples

CLIENT = demo.baseline("en")
NUMBERS = (
    "traffic",
    "conversion",
    "mis_sale",
    "activation",
    "active",
    "revenue",
    "variable_cost",
    "service_cost",
    "lifetime",
    "cac",
    "mis_sale_loss",
)


@pytest.fixture
def said(store, audit):
    """Write edits made on what the audit says now, and give it back as it then reads."""

    def say(*edits):
        return store.append(audit.id, list(edits), "Auditor One").audit

    return say


def toml(**changed):
    """A baseline file; a number may be replaced by its line of TOML, or left out with None."""
    lines = {name: f'{name} = {{ value = {getattr(CLIENT, name)}, source = "CRM" }}' for name in NUMBERS}
    lines = {"currency": 'currency = "EUR"'} | lines | changed
    return "\n".join(line for line in lines.values() if line is not None)


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "client.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


# --- in the audit ---------------------------------------------------------------------------


def test_every_number_has_a_cell_and_a_figure_in_the_same_order():
    names = tuple(f.name for f in fields(Baseline))[: len(NUMBERS)]
    assert names == NUMBERS == cells.BASELINE_FIGURES == tuple(figure.name for figure in FIGURES)


def test_an_audit_without_figures_has_no_baseline_and_lacks_them_all(audit):
    entries = entries_of(audit)
    assert entries.baseline is None and not entries.begun
    assert entries.missing == (*NUMBERS, "currency")


def test_the_baseline_comes_back_as_it_was_written(audit, said):
    now = said(*edits_of(audit, CLIENT))
    assert baseline_of(now) == CLIENT
    assert baseline_of(now).sources == CLIENT.sources


@pytest.mark.parametrize("name", [*NUMBERS, "currency"])
def test_the_baseline_is_whole_only_with_every_number(audit, said, name):
    written = [one for one in edits_of(audit, CLIENT) if one.cell != cells.baseline(name)]
    entries = entries_of(said(*written))
    assert entries.baseline is None and entries.missing == (name,) and entries.begun


def test_a_source_may_stand_before_its_number(audit, said):
    now = said(edit(audit, cells.baseline("cac"), value_of(None, " Budget \n 2025 ")))
    entry = entries_of(now).figures["cac"]
    assert (entry.value, entry.source) == (None, "Budget 2025")
    assert "cac" in entries_of(now).missing


def test_an_undone_number_is_missing_again(audit, said):
    now = said(*edits_of(audit, CLIENT))
    entries = entries_of(said(edit(now, cells.baseline("cac"), None)))
    assert entries.missing == ("cac",)


def test_people_who_disagree_leave_no_baseline_and_both_versions(audit, said):
    now = said(*edits_of(audit, CLIENT))
    seen = tuple(head.id for head in now.cells["baseline/cac"])
    said(Edit("baseline/cac", value_of(1400.0, "CRM"), seen))
    entries = entries_of(said(Edit("baseline/cac", value_of(1700.0, "Finance"), seen)))
    assert entries.baseline is None and entries.conflicts == ("cac",) and entries.missing == ()
    assert set(entries.figures["cac"].rivals) == {(1400, "CRM"), (1700, "Finance")}
    assert entries.figures["cac"].value is None


def test_two_currencies_are_a_conflict_too(audit, said):
    said(*edits_of(audit, CLIENT)[1:], Edit(cells.CURRENCY, "RUB"))
    entries = entries_of(said(Edit(cells.CURRENCY, "EUR")))
    assert entries.baseline is None and entries.conflicts == ("currency",)
    assert set(entries.currencies) == {"RUB", "EUR"} and entries.currency == ""


def test_a_conversion_of_two_is_a_fault_and_not_two_percent(audit, said):
    now = said(*edits_of(audit, CLIENT))
    entries = entries_of(said(edit(now, "baseline/conversion", value_of(2.0, "CRM"))))
    assert entries.baseline is None
    assert entries.faults == {"conversion": "A share cannot be above 100%."}


@pytest.mark.parametrize(
    ("name", "value", "sound"),
    [
        ("conversion", 1.0, True),
        ("conversion", 0.0, False),
        ("conversion", 40.02, False),
        ("mis_sale", 0.0, True),
        ("mis_sale", 1.1, False),
        ("lifetime", 0.0, False),
        ("lifetime", 0.1, True),
        ("traffic", 0.0, False),
        ("cac", 0.0, False),
        ("mis_sale_loss", 0.0, True),
        ("revenue", -1.0, False),
        ("revenue", 1e12, True),
        ("revenue", 1e13, False),
        ("revenue", float("nan"), False),
    ],
)
def test_each_number_has_its_rule(name, value, sound):
    assert (fault(name, value) == "") is sound


@pytest.mark.parametrize(
    "value",
    [
        5,
        "5",
        {"value": 5},
        {"value": True, "source": ""},
        {"value": -1, "source": ""},
        {"value": 2e12, "source": ""},
        {"value": 5, "source": "a\nb"},
        {"value": 5, "source": "", "x": 1},
    ],
)
def test_the_cell_refuses_what_is_no_number_with_its_source(audit, said, value):
    with pytest.raises(KnownError, match="baseline/cac"):
        said(edit(audit, "baseline/cac", value))


@pytest.mark.parametrize("code", ["rub", "RU", "RUBL", "₽", 643])
def test_the_currency_is_a_code_of_three_letters(audit, said, code):
    with pytest.raises(KnownError, match="baseline/currency"):
        said(edit(audit, cells.CURRENCY, code))


# --- the sample -----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_the_sample_audit_carries_the_baseline_of_the_method_with_sources(lang):
    audit = samples.package(lang).read()
    found = baseline_of(audit)
    assert [getattr(found, name) for name in NUMBERS] == [
        *(100_000, 0.02, 0.10, 0.60, 0.50, 12_000),
        *(0.50, 1_000, 2, 1_500, 2_000),
    ]
    assert found.currency == "RUB"
    assert all(len(found.sources[name]) > 20 for name in NUMBERS)
    assert any("а" <= letter <= "я" for letter in found.sources["cac"]) == (lang == "ru")
    assert round(scoring.score(audit).overall.score, 2) == 2.80


# --- in a file ------------------------------------------------------------------------------


def test_a_file_says_the_whole_baseline(file):
    found = load_baseline(file(toml(traffic='traffic = { value = 5_000_000, source = "Веб" }')))
    assert (found.traffic, found.conversion, found.currency) == (5_000_000, 0.02, "EUR")
    assert found.sources["traffic"] == "Веб" and found.sources["cac"] == "CRM"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"cac": None}, r"client.toml: cac is missing"),
        ({"cac": "cac = { value = 5 }"}, r"client.toml: cac.source is missing"),
        ({"cac": 'cac = { value = 5, source = " " }'}, r"cac.source is empty"),
        ({"cac": 'cac = { value = "5", source = "CRM" }'}, r"cac.value must be of the TOML type float"),
        ({"cac": "cac = 5"}, r"cac must be of the TOML type table"),
        ({"cac": 'cac = { value = 0, source = "CRM" }'}, r"cac.value: The growth index divides"),
        ({"cac": 'cac = { value = nan, source = "CRM" }'}, r"cac.value must be a number from 0"),
        ({"cac": 'cac = { value = -5, source = "CRM" }'}, r"cac.value must be a number from 0"),
        ({"cac": 'cac = { value = true, source = "CRM" }'}, r"cac.value must be of the TOML type float"),
        ({"conversion": 'conversion = { value = 2, source = "CRM" }'}, r"conversion.value: .* 0.02 is 2%"),
        ({"currency": 'currency = "euro"'}, r"currency must be a currency code"),
        ({"x": "churn = 1"}, r"churn: there is no such field"),
        ({"x": "= 1"}, r"client.toml, line 13, character 1: this cannot be read as TOML"),
    ],
)
def test_a_bad_file_is_refused_at_its_place(file, changed, said):
    with pytest.raises(KnownError, match=said):
        load_baseline(file(toml(**changed)))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(KnownError, match=r"none.toml.* could not be read: there is no such file"):
        load_baseline(tmp_path / "none.toml")
