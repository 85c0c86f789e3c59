"""Teams, and the servers that they can meet at, each started when a test first asks for it."""

import pytest

from tests.core.sync.crew import Crew
from tests.core.sync.servers import Servers


@pytest.fixture(scope="session")
def servers(tmp_path_factory):
    running = Servers(tmp_path_factory.mktemp("servers"))
    yield running
    running.close()


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
