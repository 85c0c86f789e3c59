"""An audit to work on, in a real store."""

from pathlib import Path

import pytest

from cxaudit.model import Brief
from cxaudit.store.store import Store

BRIEF = Brief(company="Demo Co", product="Coffee", country="Russia", wave="2026-1", auditor="Auditor One")


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "store") as opened:
        yield opened


@pytest.fixture
def audit(store):
    return store.create(BRIEF, author=BRIEF.auditor).audit


@pytest.fixture
def data_dir():
    return Path(__file__).parent.parent / "data"
