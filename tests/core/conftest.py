"""An audit to work on, in a real store."""

import shutil
from pathlib import Path

import pytest

from cxaudit.model import Brief
from cxaudit.store.store import Store

BRIEF = Brief(company="Demo Co", product="Coffee", country="Russia", wave="2026-1", auditor="Auditor One")


@pytest.fixture
def store(tmp_path, empty_store):
    with Store(shutil.copytree(empty_store, tmp_path / "store")) as opened:
        yield opened


@pytest.fixture
def audit(store):
    return store.create(BRIEF, author=BRIEF.auditor).audit


@pytest.fixture
def data_dir():
    return Path(__file__).parent.parent / "data"
