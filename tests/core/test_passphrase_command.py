"""Commands on a locked store: the passphrase of the environment, and one sentence without it."""

import io

import pytest

from cxaudit.model import Brief
from cxaudit.store.store import Store
from tests.commands import run

WORDS = "seven quiet kettles"

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def locked(tmp_path):
    with Store(tmp_path / "store") as store:
        store.create(Brief(company="Demo Co"), author="A")
        store.safe.lock_with(WORDS)
    return tmp_path / "store"


def test_a_command_opens_a_locked_store_by_the_environment(capsys, monkeypatch, locked):
    monkeypatch.setenv("CXAUDIT_PASSPHRASE", WORDS)
    code, said, _ = run(capsys, "list", "--store", locked)
    assert code == 0 and "Demo Co" in said
    assert run(capsys, "doctor", "--store", locked)[0] == 0


@pytest.mark.parametrize("given", ["", "wrong passphrase"])
def test_a_command_without_the_passphrase_says_so_and_ends(capsys, monkeypatch, locked, given):
    monkeypatch.setenv("CXAUDIT_PASSPHRASE", given)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    code, said, fault = run(capsys, "list", "--store", locked)
    assert code == 2 and said == "" and "passphrase" in fault and len(fault.splitlines()) == 1
    if not given:
        assert "CXAUDIT_PASSPHRASE" in fault


def test_the_environment_does_not_disturb_a_store_that_is_open(capsys, monkeypatch, tmp_path):
    with Store(tmp_path) as store:
        store.create(Brief(company="Demo Co"), author="A")
    monkeypatch.setenv("CXAUDIT_PASSPHRASE", WORDS)
    assert run(capsys, "list", "--store", tmp_path)[0] == 0
