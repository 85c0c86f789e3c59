"""Whoever leaves a team loses nothing, and comes back with all they did meanwhile."""

import pytest

from cxaudit.model import Brief
from cxaudit.sync import joining
from tests.core.sync.crew import Crew


@pytest.fixture
def gather(tmp_path):
    """Make a crew, and let it go at the end."""
    made = []

    def make(*names, **how):
        made.append(Crew(tmp_path, names, **how))
        return made[-1]

    yield make
    for crew in made:
        crew.close()


def ask_again(crew, name, code):
    joining.ask(crew.stores[name], crew.target, code, name)
    for one in joining.requests(crew.target, crew.of("Ann"), crew.team("Ann")):
        joining.admit(crew.stores["Ann"], crew.target, crew.of("Ann"), one, "auditor")


def test_an_audit_that_two_had_already_is_shared_with_what_each_had_said(gather):
    crew = gather("Ann", "Bob")
    audit = crew.stores["Ann"].create(Brief(company="North"), author="Ann").audit.id
    package = crew.stores["Ann"].package(audit)
    crew.stores["Bob"].merge(package)
    crew.score("Ann", audit, "ACQ-01", 3)
    crew.score("Bob", audit, "ACQ-02", 4)
    crew.stores["Ann"].spaces.share(crew.space, audit)
    crew.sync("Ann")
    assert crew.sync("Bob").sent == 1
    crew.meet()
    assert crew.heads("Ann", audit) == crew.heads("Bob", audit)
    assert crew.stores["Ann"].audit(audit).rating("ACQ-02").mark == 4
