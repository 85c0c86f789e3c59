"""The servers that a team can meet at, each started when a test first asks for it."""

import pytest

from tests.core.sync.servers import Servers


@pytest.fixture(scope="session")
def servers(tmp_path_factory):
    running = Servers(tmp_path_factory.mktemp("servers"))
    yield running
    running.close()
