"""Teams, and the servers that they can meet at, each started when a test first asks for it."""

from functools import cache

import pytest

from tests.core.sync.crew import Crew
from tests.core.sync.servers import Servers


@pytest.fixture(scope="session")
def servers(tmp_path_factory):
    running = Servers(tmp_path_factory.mktemp("servers"))
    yield running
    running.close()


@pytest.fixture(scope="session")
def met(tmp_path_factory):
    """Crews that have met once, each made when a test first asks for it."""

    @cache
    def meet(names, roles, keyed):
        crew = Crew(tmp_path_factory.mktemp("crew"), names, roles=dict(roles), keyed=keyed)
        crew.close()
        return crew

    return meet


@pytest.fixture
def gather(tmp_path, met):
    """Copy a crew that has met, and let it go at the end."""
    made = []

    def make(*names, roles=(), keyed=False):
        made.append(met(names, tuple(dict(roles).items()), keyed).again(tmp_path))
        return made[-1]

    yield make
    for crew in made:
        crew.close()
