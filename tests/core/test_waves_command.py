"""`cxaudit waves` says what changed between two waves, for people and for programs."""

import json

import pytest

from cxaudit import auditfile
from cxaudit.paths import ROOT
from tests import commands
from tests.commands import new
from tests.core.test_scoring import shown
from tests.marks import DEMO


@pytest.fixture
def audit(tmp_path, capsys):
    """Write an audit with the marks of the sample, some stages of it changed."""

    def write(name, auditor="Ann", company="Sample Co", **stages):
        said = ["--company", company, "--auditor", auditor]
        return new(capsys, tmp_path / f"{name}.cxaudit", {**DEMO, **stages}, *said, saw=name)

    return write


@pytest.fixture
def run(capsys):
    return lambda *words, lang="en": commands.run(capsys, "waves", *words, "--lang", lang)


def test_oracle_e_comes_out_of_two_files_to_the_printed_digit(audit, run):
    one = audit("one")
    code, out, _ = run(one, audit("two", "Boris"), "--json")
    overall = json.loads(out)["overall"]
    assert code == 0 and shown(overall["detectable"]) == "0.8466" and overall["reading"] == "unchanged"
    _, out, _ = run(one, audit("three"), "--json")
    assert shown(json.loads(out)["overall"]["error"]) == "0.0810" and json.loads(out)["auditors"] == "same"


def test_the_json_says_stages_criteria_and_flags(audit, run):
    before = audit("one", SEL="343213343332342U", SAL="133354334424241", EVO="." * 14)
    _, out, _ = run(before, audit("two"), "--json")
    said = json.loads(out)
    assert said["overall"]["left_out"] == ["EVO"] and not said["overall"]["reweighed"]
    [evo] = [stage for stage in said["stages"] if stage["stage"] == "EVO"]
    assert evo["difference"] is None and evo["reading"] is None and evo["status_before"] == "not_scored"
    assert [(m["criterion"], m["before"], m["after"]) for m in said["moved"]] == [
        ("SAL-01", 1, 4),
        ("SEL-05", 1, 2),
    ]
    assert said["moved"][0]["note_before"] == "one saw 1" and said["moved"][0]["note_after"] == "two saw 1"
    assert len(said["one_sided"]) == 13 and said["one_sided"][0]["before"] is None
    assert [(f["criterion"], f["fate"]) for f in said["flags"]] == [("SEL-05", "gone")]


def test_the_documented_keys_are_those_of_the_json(audit, run):
    _, out, _ = run(audit("one"), audit("two"), "--json")
    page = (ROOT / "docs" / "waves.md").read_text("utf-8")
    assert all(f"`{key}`" in page for key in json.loads(out))


def test_people_read_the_claim_first_and_the_figures_behind_it(audit, run):
    before = audit("one", SAL="133354334424241")
    code, out, err = run(before, audit("two", "Boris"))
    assert code == 0 and not err
    lines = out.splitlines()
    assert lines[:3] == ["Earlier: Sample Co · Ann", "Later: Sample Co · Boris", ""]
    assert lines[3].startswith("Overall 2.77 → 2.80 (+0.03): this may be chance.")
    assert "SAL   3.07  3.27  +0.20  ±0.94  Sale: within error" in out
    assert "   1 → 4  SAL-01 " in out and "        Earlier: one saw 1" in out


def test_russian_is_russian(audit, run):
    _, out, _ = run(audit("one"), audit("two", "Boris"), lang="ru")
    assert "Итог 2,80 → 2,80: без изменений." in out


def test_the_order_of_the_files_does_not_matter_unless_it_is_asked_for(audit, run):
    one, two = audit("one", SAL="133354334424241"), audit("two")
    assert run(two, one) == run(one, two)
    assert "2.80 → 2.77 (−0.03)" in run(two, one, "--as-given")[1]


def test_two_copies_of_one_audit_are_refused(audit, run):
    path = audit("one")
    code, out, err = run(path, path)
    assert code == 2 and not out and "no two waves to compare" in err


def test_a_damaged_file_is_refused(audit, run, tmp_path):
    broken = tmp_path / "broken.cxaudit"
    broken.write_bytes(audit("one").read_bytes()[:400])
    code, _, err = run(broken, audit("two"))
    assert code == 2 and "broken.cxaudit" in err
    assert auditfile.read(audit("three")).read().brief.company == "Sample Co"
