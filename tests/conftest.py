"""What every test stands on: no screen, an empty home, and the same examples on every machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of its own for each test: no test reads or writes the audits of whoever runs it."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("CXAUDIT_HOME", str(folder))
    return folder
