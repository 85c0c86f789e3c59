"""Faults of packages that would cost an auditor data or the window, and that only a check shows."""

from __future__ import annotations

import sys

import pytest
import sqlcipher3
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


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
