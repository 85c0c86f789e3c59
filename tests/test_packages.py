"""Faults of packages that would cost an auditor data or the window, and that only a check shows."""

from __future__ import annotations

import re
import sys
import tomllib

import pytest
import sqlcipher3
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cxaudit.paths import ROOT


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot be lost since Python 3.12")
def test_qt_calls_do_not_lose_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(20_000):
        label.setText("3")
    assert abs(sys.getrefcount(None) - before) < 1_000


def test_the_database_is_free_of_the_wal_reset_corruption() -> None:
    assert tuple(map(int, sqlcipher3.sqlite_version.split("."))) >= (3, 51, 3)


def test_the_database_can_encrypt() -> None:
    with sqlcipher3.connect(":memory:") as connection:
        (version,) = connection.execute("PRAGMA cipher_version").fetchone()
    connection.close()
    assert version


@pytest.mark.parametrize("lock", ["app", "dev"])
def test_a_lock_holds_the_versions_that_the_project_asks_for(lock: str) -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = asked["project"]["dependencies"] + (asked["dependency-groups"]["dev"] if lock == "dev" else [])
    names = (
        re.sub(r"\[.*?\]", "", entry.split(";")[0]).strip().lower().replace("_", "-") for entry in wanted
    )
    pinned = {name for name in names if "==" in name}
    locked = (ROOT / "installer" / f"{lock}.lock").read_text(encoding="utf-8")
    assert pinned and pinned <= set(re.findall(r"^[a-z0-9-]+==[0-9.]+", locked, re.MULTILINE))


def test_what_the_app_needs_is_the_same_in_both_locks() -> None:
    app, dev = (
        set(re.findall(r"^\S+==.*$", (ROOT / "installer" / f"{lock}.lock").read_text(), re.MULTILINE))
        for lock in ("app", "dev")
    )
    assert app < dev
