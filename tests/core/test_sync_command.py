"""`cxaudit sync` lets a team begin, join, share and meet without a window."""

import json
import re
from dataclasses import replace

import pytest

from cxaudit import cells
from cxaudit.edits import edit
from cxaudit.i18n import translator
from cxaudit.store.store import Store
from cxaudit.sync import joining
from tests import commands
from tests.core.sync.conftest import servers as servers
from tests.core.sync.servers import postgresql_programs


def sync(capsys, store, *words):
    code, said, complaint = commands.run(
        capsys, "sync", *words, "--store", store, *(() if "--lang" in words else ("--lang", "en"))
    )
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


@pytest.mark.parametrize(("lang", "role"), [("en", "reader"), ("ru", "читатель"), ("ru", "reader")])
def test_a_team_is_called_by_its_title_and_a_role_by_its_word(tmp_path, capsys, place, lang, role):
    ann, bob, said_in = tmp_path / "ann", tmp_path / "bob", ("--lang", lang)
    _, lines, _ = sync(capsys, ann, place, "--begin", "Wave 1", "--name", "Ann", "--key", *said_in)
    (line,) = [line for line in lines if "cxspace1-" in line]
    code, lines, _ = sync(capsys, bob, "--join", line.split(": ")[1], "--name", "Bob", *said_in)
    assert code == 0 and all("Wave 1" in said for said in lines)
    code, lines, _ = sync(capsys, ann, "--admit", "Bob", "--role", role, *said_in)
    assert code == 0 and any("Bob" in said and translator(lang)("reader") in said for said in lines)
    sync(capsys, bob)
    with Store(bob) as opened:
        (space,) = opened.spaces.all()
        assert [m.now for m in joining.read(opened, space).members.values() if m.name == "Bob"] == ["viewer"]
    with pytest.raises(SystemExit):
        sync(capsys, ann, "--admit", "Bob", "--role", "viewer", *said_in)
    code, lines, _ = sync(capsys, bob, "--leave", *said_in)
    assert code == 0 and "Wave 1" in lines[0]


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


def test_a_machine_is_trusted_by_the_fingerprint_that_was_named(tmp_path, capsys, servers, monkeypatch):
    address, secret = servers.place("sftp")
    monkeypatch.setenv("CXAUDIT_PASSWORD", secret.password)
    place = str(replace(address, host_key=""))
    begin = ["--begin", "Wave 1", "--name", "Ann"]
    code, _, complaint = sync(capsys, tmp_path / "s", place, *begin)
    met = re.search(r"--trust (SHA256:\S+)\.", complaint)[1]
    assert code == 2 and address.host_key.endswith(met)
    assert sync(capsys, tmp_path / "s", place, *begin, "--trust", met[:-2])[0] == 2
    assert sync(capsys, tmp_path / "s", place, *begin, "--trust", met)[0] == 0
    assert sync(capsys, tmp_path / "s", place)[0] == 0  # from now on it is known
    with Store(tmp_path / "s") as store:
        (space,) = store.spaces.all()
        store.spaces.put(replace(space, address=space.address.replace("SHA256", "SHA256%3Aold")))
    code, _, complaint = sync(capsys, tmp_path / "s")
    assert code == 2 and met in complaint
    assert sync(capsys, tmp_path / "s", "--trust", met)[0] == sync(capsys, tmp_path / "s")[0] == 0


def test_leaving_names_what_was_not_sent_and_the_founder_comes_back_as_that(tmp_path, capsys, place):
    store = tmp_path / "ann"
    audit = commands.new(capsys, tmp_path / "a.cxaudit", {"ACQ": "4"}, "--company", "Sample Co")
    commands.run(capsys, "import", audit, "--store", store)
    _, lines, _ = sync(capsys, store, place, "--begin", "Wave 1", "--name", "Ann", "--share", "all")
    (invitation,) = [line.removeprefix("Invitation: ") for line in lines if line.startswith("Invitation: ")]
    with Store(store) as opened:
        (found,) = opened.audit_ids()
        opened.append(found, [edit(opened.audit(found), cells.score("ACQ-02"), 2)], "Ann")
    code, _, complaint = sync(capsys, store, "--leave")
    assert code == 2 and "changes 1, files 0" in complaint
    code, lines, _ = sync(capsys, store, "--leave", "--anyway")
    assert code == 0 and lines == ["This device has left “Wave 1”. Every audit is still here."]
    assert sync(capsys, store)[0] == 2
    code, lines, _ = sync(capsys, store, place, "--join", invitation, "--name", "Ann")
    assert lines[0] == "You lead “Wave 1” again." and "1 sent" not in lines[1] and ", 1 went;" in lines[1]
    assert sync(capsys, store, "--leave")[0] == 0


def test_who_leaves_while_the_place_is_away_hears_before_and_after_that_nobody_was_told(
    tmp_path, capsys, place
):
    ann, bob = tmp_path / "ann", tmp_path / "bob"
    _, lines, _ = sync(capsys, ann, place, "--begin", "Wave 1", "--name", "Ann")
    sync(capsys, bob, place, "--join", lines[0].removeprefix("Invitation: "), "--name", "Bob")
    sync(capsys, ann, "--admit", "Bob")
    sync(capsys, bob)
    place.rename(away := tmp_path / "away")
    code, lines, complaint = sync(capsys, bob, "--leave")
    assert (code, lines) == (2, []) and "cannot be told now that this device leaves" in complaint
    away.rename(place)
    assert ", 0 went;" in sync(capsys, bob)[1][0]  # nothing was said to anybody
    place.rename(away)
    code, lines, _ = sync(capsys, bob, "--leave", "--anyway")
    assert code == 0 and "Wave 1" in lines[0] and "Tell whoever leads it" in lines[1]
    code, lines, _ = sync(capsys, ann, "--leave")  # whose going nobody has to hear of
    assert (code, len(lines)) == (0, 1)


def test_an_audit_is_shared_no_more_by_a_word_and_shared_again_by_another(tmp_path, capsys, place):
    store = tmp_path / "ann"
    audit = commands.new(capsys, tmp_path / "a.cxaudit", {"ACQ": "4"}, "--company", "Sample Co")
    commands.run(capsys, "import", audit, "--store", store)
    sync(capsys, store, place, "--begin", "Wave 1", "--name", "Ann", "--share", "all")
    with Store(store) as opened:
        (found,) = opened.audit_ids()
    assert sync(capsys, store, "--unshare", found)[0] == 0
    with Store(store) as opened:
        opened.append(found, [edit(opened.audit(found), cells.score("ACQ-02"), 2)], "Ann")
    assert ", 0 went;" in sync(capsys, store)[1][0]
    code, _, complaint = sync(capsys, store, "--unshare", found)
    assert code == 2 and "is not shared with that team" in complaint
    assert ", 1 went;" in sync(capsys, store, "--share", found)[1][0]
    (other := tmp_path / "other").mkdir()
    sync(capsys, store, other, "--begin", "Wave 2", "--name", "Ann")
    assert sync(capsys, store, "--unshare", found)[0] == 0  # from the one team of two that has it
    with Store(store) as opened:
        assert not opened.spaces.of_audit(found)


def test_another_sheet_is_made_by_one_command_and_the_old_one_is_void(tmp_path, capsys, place, monkeypatch):
    _, lines, _ = sync(capsys, tmp_path / "ann", place, "--begin", "Wave 1", "--name", "Ann", "--key")
    first = _key_in(lines)
    code, lines, _ = sync(capsys, tmp_path / "ann", place, "--new-sheet")
    assert code == 0 and _key_in(lines) != first
    monkeypatch.setenv("CXAUDIT_RECOVERY", first)
    assert sync(capsys, tmp_path / "new", place, "--recover", "--name", "Ann")[0] == 2
    monkeypatch.setenv("CXAUDIT_RECOVERY", _key_in(lines))
    assert sync(capsys, tmp_path / "new", place, "--recover", "--name", "Ann")[0] == 0


def _key_in(lines):
    (paper,) = [line for line in lines if "AGE-SECRET-KEY-1" in line]
    return paper[paper.index("AGE-") :]
