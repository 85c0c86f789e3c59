"""`cxaudit sync` lets a team begin, join, share and meet without a window."""

import json

import pytest

from cxaudit.store.store import Store
from tests import commands
from tests.core.sync.conftest import servers as servers
from tests.core.sync.servers import postgresql_programs


def sync(capsys, store, *words):
    code, said, complaint = commands.run(capsys, "sync", *words, "--store", store, "--lang", "en")
    return code, said.splitlines(), complaint


@pytest.fixture
def place(tmp_path):
    (tmp_path / "cloud").mkdir()
    return tmp_path / "cloud"


@pytest.mark.parametrize("key", [[], ["--key"]])
def test_three_people_share_an_audit_through_a_folder(tmp_path, capsys, place, key):
    ann, bob, cem = tmp_path / "ann", tmp_path / "bob", tmp_path / "cem"
    audit = commands.new(
        capsys, tmp_path / "a.cxaudit", {"ACQ": "43"}, "--company", "Sample Co", "--auditor", "Ann"
    )
    commands.run(capsys, "import", audit, "--store", ann)
    code, lines, _ = sync(capsys, ann, place, "--begin", "Wave 1", "--name", "Ann", "--share", "all", *key)
    (code_line,) = [line for line in lines if line.startswith("Invitation: ")]
    invitation = code_line.removeprefix("Invitation: ")
    assert code == 0 and any("AGE-SECRET-KEY-1" in line for line in lines) == bool(key)
    for store, name in ((bob, "Bob"), (cem, "Cem")):
        code, lines, _ = sync(capsys, store, "--join", invitation, "--name", name)
        assert code == 0 and "has to admit you" in lines[0]
    code, lines, _ = sync(capsys, ann, "--requests", "--admit", "Bob", "--admit", "Cem")
    assert code == 0 and sum("asks to join" in line for line in lines) == 2
    for store in (bob, cem):
        code, lines, _ = sync(capsys, store, "--json")
        assert code == 0 and json.loads("\n".join(lines))["waiting"] == 0
        with Store(store) as opened:
            (found,) = opened.audit_ids()
            assert opened.audit(found).rating("ACQ-02").mark == 3


def test_the_key_on_paper_brings_the_founder_back(tmp_path, capsys, place, monkeypatch):
    code, lines, _ = sync(capsys, tmp_path / "ann", place, "--begin", "Wave 1", "--name", "Ann", "--key")
    (paper,) = [line for line in lines if "AGE-SECRET-KEY-1" in line]
    monkeypatch.setenv("CXAUDIT_RECOVERY", paper[paper.index("AGE-") :])
    code, lines, complaint = sync(capsys, tmp_path / "new", place, "--recover", "--name", "Ann")
    assert (code, complaint) == (0, "") and lines[-1].startswith("Wave 1: ")
    monkeypatch.setenv("CXAUDIT_RECOVERY", "AGE-SECRET-KEY-1 and nothing more")
    assert sync(capsys, tmp_path / "other", place, "--recover", "--name", "Ann")[0] == 2


def test_what_is_missing_is_said_in_one_sentence_and_nothing_is_begun(tmp_path, capsys, place):
    for words, said in (
        (["--begin", "Wave 1", "--name", "Ann"], "where the team is to meet"),
        ([place, "--begin", "Wave 1"], "--name"),
        ([tmp_path / "nowhere", "--begin", "Wave 1", "--name", "Ann"], "nowhere"),
        (["--join", "cxspace1-nonsense", "--name", "Bob"], "cxspace1"),
        ([], "in no such team"),
    ):
        code, lines, complaint = sync(capsys, tmp_path / "s", *words)
        assert (code, lines) == (2, []) and said in complaint, words
    assert list(place.iterdir()) == []


def test_a_second_team_cannot_be_begun_where_one_is(tmp_path, capsys, place):
    assert sync(capsys, tmp_path / "a", place, "--begin", "Wave 1", "--name", "Ann")[0] == 0
    before = sorted(p.name for p in place.rglob("*"))
    code, _, complaint = sync(capsys, tmp_path / "b", place, "--begin", "Other", "--name", "Eve")
    assert code == 2 and "already" in complaint
    assert sorted(p.name for p in place.rglob("*")) == before


def test_a_database_is_prepared_by_one_command_and_a_folder_needs_none(
    tmp_path, capsys, place, servers, monkeypatch
):
    code, lines, complaint = sync(capsys, tmp_path / "s", place, "--prepare", "team")
    assert (code, lines) == (2, []) and "PostgreSQL" in complaint
    if not postgresql_programs():
        pytest.skip("PostgreSQL is not installed: the Debian package is called postgresql")
    address, _ = servers.place("postgresql")
    owner, password = servers.owner(address)
    monkeypatch.setenv("CXAUDIT_PASSWORD", password.password)
    fresh = str(owner).replace(owner.url.query, "wave_1")
    code, lines, complaint = sync(capsys, tmp_path / "s", fresh, "--prepare", "wave_1_team")
    assert (code, complaint) == (0, "") and "GRANT wave_1_team" in lines[0]
    assert sync(capsys, tmp_path / "s", fresh, "--begin", "Wave 1", "--name", "Ann")[0] == 0
