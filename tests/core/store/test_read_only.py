"""A folder that may only be read is named, and what lies in it stays as it was."""

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from cxaudit import auditfile
from cxaudit.errors import KnownError
from cxaudit.model import Brief
from cxaudit.store.store import Store

NOBODY = 65534


@contextmanager
def read_only(folder):
    """The folder without the right to write; root, who may write anywhere, acts as nobody meanwhile."""
    everything = [folder, *folder.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        for path in everything:
            path.chmod(0o755)


@pytest.fixture
def folder():
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def test_a_store_in_a_read_only_folder_is_named_and_not_touched(folder):
    with Store(folder / "store") as store:
        audit = store.create(Brief(company="Demo Co"), author="A").audit
    with read_only(folder), pytest.raises(KnownError, match=r"cannot be written|cannot be used") as refusal:
        Store(folder / "store")
    assert "\n" not in str(refusal.value)
    with Store(folder / "store") as store:
        assert store.audit(audit.id) == audit


def test_a_file_cannot_be_written_to_a_read_only_folder_and_nothing_is_left(folder):
    with Store(folder / "store") as store:
        package = store.package(store.create(Brief(company="Demo Co"), author="A").audit.id)
    target = folder / "given"
    target.mkdir()
    with read_only(target), pytest.raises(KnownError, match="could not be written"):
        auditfile.write(package, target / "a.cxaudit")
    assert list(target.iterdir()) == []
