"""What every test stands on: no screen, an empty home, and the same examples on every machine."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Generator, Iterator
from itertools import count
from pathlib import Path

import pytest

import tests.examples  # noqa: F401 (before any test asks how many)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"  # no test asks or fills a real one


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the tests have their stores; to number them itself pytest reads all names for each."""
    root = tmp_path_factory.mktemp("homes")
    return (root / f"home{number}" for number in count())


@pytest.fixture(autouse=True)
def home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of its own for each test: no test reads or writes the audits of whoever runs it."""
    folder = next(homes)
    folder.mkdir()
    monkeypatch.setenv("CXAUDIT_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of which each test takes a copy: to make one waits for the disk."""
    from cxaudit.store.store import Store

    folder = tmp_path_factory.mktemp("empty")
    with Store(folder):
        return folder


@pytest.fixture(scope="session", autouse=True)
def shared_samples(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let the processes of one run, whose folders lie beside each other, make the samples once."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        from tests import samples

        samples.keep_in(tmp_path_factory.getbasetemp().parent)


@pytest.fixture
def quick_keys() -> Iterator[None]:
    """Passphrases whose keys are soon found: real ones are made dear on purpose."""
    from tests.core.store import keys

    keys.quicken()
    yield
    keys.quicken(keys.ROUNDS)


def pytest_collection_finish() -> None:
    """What is imported by now stays to the end: the collector need not walk it again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Generator[None, None, None]:
    """Delete the windows of a test when it ends: whatever lives on is styled again with each later one."""
    yield
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
