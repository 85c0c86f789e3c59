"""`cxaudit analyse` says what to improve and what it may bring, for people and for programs."""

import json

import pytest

from cxaudit.cli import main
from cxaudit.paths import ROOT
from tests import samples
from tests.commands import new, run

BASELINE = """currency = "EUR"
traffic = { value = 100000, source = "a" }
conversion = { value = 0.02, source = "a" }
mis_sale = { value = 0.10, source = "a" }
activation = { value = 0.60, source = "a" }
active = { value = 0.50, source = "a" }
revenue = { value = 12000, source = "a" }
variable_cost = { value = 0.50, source = "a" }
service_cost = { value = 1000, source = "a" }
lifetime = { value = 2, source = "a" }
cac = { value = 1500, source = "a" }
mis_sale_loss = { value = 2000, source = "a" }
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return samples.write("en", tmp_path_factory.mktemp("sample"))


@pytest.fixture
def bare(tmp_path, capsys):
    """An audit without evidence and without the client's figures."""
    marks = dict.fromkeys(("SAL", "ONB", "SOL", "EVO", "SEL"), "22422422422422")
    return new(capsys, tmp_path / "bare.cxaudit", marks, "--company", "A")


def said_json(capsys, *words):
    code, out, _ = run(capsys, "analyse", *words, "--json", "--lang", "en")
    assert code == 0
    return json.loads(out)


def test_the_json_holds_the_oracles_of_the_method(sample, capsys):
    said = said_json(capsys, sample)
    zones = said["recommendations"]
    assert [row["zone"] for row in zones["top"]] == ["SAL-D", "ONB-D", "SOL-D", "EVO-C", "LOY-B"]
    assert [row["robust"] for row in zones["top"]] == [True] * 4 + [False]
    assert zones["lost"] == pytest.approx(5 - said["overall"]["score"], abs=1e-12)
    assert zones["by_money"] == ["LOY-B", "SAL-D", "ONB-D", "EVO-C", "SOL-D"]
    money = said["potential"]
    assert money["base"]["profit"] == 2_000_000
    assert round(money["all_stages"]["planned"]["change"]["middle"], 2) == 2331910.78
    assert round(money["top_stages"]["planned"]["change"]["low"], 2) == 1836165.47
    assert len(money["caveats"]) == 6
    tested = said["sensitivity"]
    assert [round(end, 4) for end in tested["span"].values()] == [2.7786, 2.8315]
    assert (round(tested["geometric"], 4), tested["weakest"]) == (2.7793, ["EVO"])
    assert 0 < tested["top"]["same"] < 1 and tested["top"]["stays"].keys() == set(zones["by_money"])
    assert round(said["confidence"]["standard_error"], 4) == 0.3054
    assert round(said["confidence"]["smallest_change"], 4) == 0.8466


def test_the_json_names_what_the_documentation_names(sample, capsys):
    said = said_json(capsys, sample)
    assert said.keys() == {"overall", "recommendations", "sensitivity", "confidence", "potential"}
    documented = (ROOT / "docs" / "analyse.md").read_text("utf-8")
    levels = said["potential"]["all_stages"]["planned"]
    keys = {*said["recommendations"], *said["recommendations"]["top"][0], *said["potential"], *levels}
    keys |= {*said, *said["sensitivity"], *said["confidence"]}
    assert not {key for key in keys if f"`{key}`" not in documented}


def test_figures_of_a_file_go_before_those_of_the_audit(sample, tmp_path, capsys):
    (tmp_path / "b.toml").write_text(BASELINE)
    said = said_json(capsys, sample, "--baseline", tmp_path / "b.toml")
    assert said["potential"]["currency"] == "EUR"
    code, _, error = run(capsys, "analyse", sample, "--baseline", tmp_path / "none.toml", "--lang", "en")
    assert code == 2 and error.count("\n") == 1


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["Growth zones: 5 of 32", "2=  ONB-D", "₽1.94–2.75\u00a0million", "the same TOP in"]),
        ("ru", ["Зоны роста: 5 из 32", "устойчиво", "1,94–2,75\u00a0млн\u00a0₽", "складывать их нельзя"]),
    ],
)
def test_people_read_it_in_their_language(sample, capsys, lang, words):
    code, out, _ = run(capsys, "analyse", sample, "--lang", lang)
    assert code == 0
    for word in words:
        assert word in out


def test_without_evidence_and_figures_it_says_so_and_names_no_money(bare, capsys):
    code, out, _ = run(capsys, "analyse", bare, "--lang", "en")
    assert code == 0
    assert "Fewer than three zones can be recommended." in out
    assert "Would be among them if their low scores had evidence: SAL-" in out
    assert "+40–50%  Sales conversion rate" in out and "₽" not in out
    said = said_json(capsys, bare)
    assert said["potential"]["base"] is None and said["potential"]["published"][2]["low"] == 0.4


def test_an_audit_with_too_few_scores_has_no_zones_yet(tmp_path, capsys):
    path = tmp_path / "new.cxaudit"
    main(["new", str(path), "--company", "A"])
    capsys.readouterr()
    code, out, _ = run(capsys, "analyse", path, "--lang", "en")
    assert code == 0 and "the overall score is not published" in out
    (tmp_path / "b.toml").write_text(BASELINE)
    code, out, _ = run(capsys, "analyse", path, "--baseline", tmp_path / "b.toml", "--lang", "en")
    assert code == 0 and "No stage has a score yet" in out and "€" not in out
    said = said_json(capsys, path, "--baseline", tmp_path / "b.toml")
    assert said["sensitivity"] is None and said["potential"]["base"] is None
