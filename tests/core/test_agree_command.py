"""`cxaudit agree` says how far two auditors agree and where they do not, for people and for programs."""

import json

import pytest

from cxaudit import auditfile
from cxaudit.analysis.agreement import agreement
from cxaudit.analysis.calibration import figures, reason, verdict
from cxaudit.i18n import round_half_up, translator
from cxaudit.paths import ROOT
from tests import commands
from tests.commands import new

A = "4433243324233332"
B = "4333143224333342"


@pytest.fixture
def audit(tmp_path, capsys):
    """Write an audit with these marks on the first criteria; the notes say who gave them."""

    def write(name, marks, *words, stage="ACQ"):
        said = ["--company", "Sample Co", "--auditor", name, *words]
        return new(capsys, tmp_path / f"{name}.cxaudit", {stage: marks}, *said, saw=name)

    return write


@pytest.fixture
def run(capsys):
    return lambda *words, lang="en": commands.run(capsys, "agree", *words, "--lang", lang)


def shown(value, places=4):
    return str(round_half_up(value, places))


def test_oracle_d_comes_out_of_two_files_to_the_printed_digit(audit, run):
    code, out, _ = run(audit("Ann", A), audit("Boris", B), "--json")
    said = json.loads(out)
    assert code == 0 and said["units"] == 16
    assert (said["exact"], said["within_one"], said["leniency"]) == (0.6875, 1.0, 0.0625)
    assert [shown(said[name]) for name in ("sd", "sigma_r")] == ["0.5737", "0.4057"]
    assert [shown(said[name]) for name in ("kappa_quadratic", "kappa_linear")] == ["0.7368", "0.6154"]
    assert [shown(said[name]) for name in ("alpha_ordinal", "alpha_interval")] == ["0.7624", "0.7446"]
    assert said["readings"] == {"alpha_ordinal": "tentative", "alpha_interval": "tentative"}
    assert said["verdict"] == "passed" and said["enough"] == "few"
    assert (said["a"]["auditor"], said["b"]["auditor"]) == ("Ann", "Boris")
    assert [one["criterion"] for one in said["disagreements"]] == [
        f"ACQ-{n:02}" for n, (a, b) in enumerate(zip(A, B, strict=True), 1) if a != b
    ]
    assert said["disagreements"][0]["note_a"] == "Ann saw 2"


def test_the_largest_difference_comes_first_with_both_notes(audit, run):
    code, out, _ = run(audit("Ann", A), audit("Boris", "4" * 15 + "5"))
    lines = out.splitlines()
    at = lines.index("Differences, the largest first (A, B):")
    assert code == 0 and lines[at + 1].startswith("   2 5  ACQ-16  ")
    assert lines[at + 2 : at + 4] == ["        A: Ann saw 16", "        B: Boris saw 16"]
    differences = [abs(int(line[3]) - int(line[5])) for line in lines[at:] if line[7:].strip()[:3] == "ACQ"]
    assert differences == sorted(differences, reverse=True)


def test_people_read_the_verdict_and_the_readings_in_their_language(audit, run):
    a, b = audit("Ann", A), audit("Boris", B)
    _, out, _ = run(a, b)
    for words in ("A  Sample Co · Ann", "0.762  Alpha, ordinal: tentative", "68.8%  Same score", "passed"):
        assert words in out
    _, out, _ = run(a, b, lang="ru")
    for words in ("0,762  Альфа порядковая: предварительно", "Калибровка пройдена", "из 120"):
        assert words in out


def test_below_ten_shared_criteria_no_coefficient_is_named(audit, run):
    a, b = audit("Ann", A[:9]), audit("Boris", B[:9])
    _, out, _ = run(a, b)
    assert "Fewer than 10 shared criteria" in out and "Too little to judge" in out
    assert out.count("not computable") == 4
    said = json.loads(run(a, b, "--json")[1])
    assert said["alpha_ordinal"] is None and said["readings"]["alpha_ordinal"] is None
    assert said["verdict"] == "open" and said["exact"] is not None


def test_without_variance_nothing_is_claimed_beyond_the_shares(audit, run):
    said = json.loads(run(audit("Ann", "3" * 16), audit("Boris", "3" * 16), "--json")[1])
    assert (said["exact"], said["alpha_ordinal"], said["kappa_quadratic"]) == (1.0, None, None)
    assert said["verdict"] == "open" and said["disagreements"] == []


def test_the_same_audit_and_another_checklist_are_refused_in_one_sentence(audit, run, tmp_path):
    a = audit("Ann", A)
    code, _, error = run(a, a)
    assert code == 2 and "same audit" in error and error.count("\n") == 1
    own = (ROOT / "resources" / "frameworks" / "cx8.toml").read_text("utf-8")
    other = tmp_path / "other.toml"
    other.write_text(own.replace('version = "1.1.0"', 'version = "9.0.0"', 1), "utf-8")
    code, _, error = run(a, audit("Boris", B, "--framework", str(other)))
    assert code == 2 and "different checklists" in error


def test_what_one_audit_alone_scored_is_named_and_does_not_count(audit, run):
    a, b = audit("Ann", A), audit("Boris", B[:12])
    assert "4 criteria have a score in one audit only" in run(a, b)[1]
    said = json.loads(run(a, b, "--json")[1])
    assert said["units"] == 12 and said["unshared"] == [f"ACQ-{n}" for n in range(13, 17)]


def test_the_json_names_what_the_documentation_names(audit, run):
    said = json.loads(run(audit("Ann", A), audit("Boris", B), "--json")[1])
    documented = (ROOT / "docs" / "agree.md").read_text("utf-8")
    assert not {key for key in (*said, *said["disagreements"][0]) if f"`{key}`" not in documented}


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(n % 6, n % 6) for n in range(20)], "passed"),
        ([(n % 6, n % 6) for n in range(17)] + [(0, 2)] * 3, "not_passed"),
        ([(n % 2, (n + 1) % 2) for n in range(20)], "not_passed"),
        ([(n % 6, n % 6) for n in range(9)], "open"),
        ([(3, 3)] * 20, "open"),
    ],
)
def test_passing_takes_alpha_and_nine_of_ten_scores_within_one(pairs, expected):
    found = agreement(pairs)
    assert verdict(found) == expected and reason(translator("en"), found)


def test_readings_say_who_is_more_lenient():
    def reading(pairs):
        return {one.key: one.reading for one in figures(translator("en"), agreement(pairs))}["leniency"]

    assert reading([(4, 3)] * 12) == "A is more lenient" and reading([(3, 4)] * 12) == "B is more lenient"
    assert reading([(3, 3)] * 12) == "equally strict" and reading([]) == "not computable"


def test_the_files_stay_as_they_were(audit, run):
    a, b = audit("Ann", A), audit("Boris", B)
    before = a.read_bytes(), b.read_bytes()
    run(a, b)
    assert (a.read_bytes(), b.read_bytes()) == before and not auditfile.verify(a)
