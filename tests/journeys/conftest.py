"""The whole program as its user has it: a real window on a real store."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxaudit import evidence
from tests.journeys.auditor import Auditor
from tests.journeys.members import People


@pytest.fixture
def auditor(qtbot, qapp, tmp_path) -> Iterator[Auditor]:
    person = Auditor(qtbot, qapp, tmp_path / "home")
    yield person
    if hasattr(person, "session"):
        person.quit()
    evidence.close_process()


@pytest.fixture(scope="session")
def everything(tmp_path_factory) -> Path:
    """Where people of teams keep what they have: the same folder for each test, which finds it empty."""
    return tmp_path_factory.mktemp("people")


@pytest.fixture(scope="session")
def before(tmp_path_factory) -> Path:
    """What people have done before the tests that begin there."""
    return tmp_path_factory.mktemp("before")


@pytest.fixture
def people(qtbot, qapp, everything, before) -> Iterator[People]:
    made = People(qtbot, qapp, everything, before)
    yield made
    made.quit()
    evidence.close_process()
    shutil.rmtree(everything)


@pytest.fixture
def folder(people) -> Path:
    """Where a team of theirs meets."""
    return people.place
