"""Charts drawn by a process beside the command: the same file, also when that process dies."""

from __future__ import annotations

import subprocess
from functools import partial

import pytest

from cxaudit import scoring
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.charts.profile import radar
from cxaudit.reports.pdf import beside


@pytest.mark.parametrize("code", [beside._CODE, "import sys; sys.exit(3)"])
def test_the_file_is_the_same_with_the_process_without_it_and_when_it_dies(code, demo, report, monkeypatch):
    alone = report(demo).data
    monkeypatch.setattr(beside, "_CODE", code)
    with beside.charts_beside():
        assert report(demo).data == alone


def test_no_process_stays_behind(demo, monkeypatch):
    begun = []
    start = subprocess.Popen

    def watched(*asked, **how):
        begun.append(start(*asked, **how))
        return begun[-1]

    monkeypatch.setattr(subprocess, "Popen", watched)
    with beside.charts_beside():
        chart = partial(radar, scoring.score(demo), demo.framework, "en", DEFAULT.palette)
        assert len(beside.traced(chart, "Inter")()) > 50
    assert begun[0].returncode is not None
