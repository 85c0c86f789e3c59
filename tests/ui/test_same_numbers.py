"""The pages show what the commands compute of the sample audit, rounded, in both languages."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal

import pytest
from PySide6.QtCore import QThreadPool

from cxaudit import auditfile
from cxaudit.cli import main
from tests import samples
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.pages.growth.page import GrowthPage
from ui.pages.overview.page import OverviewPage
from ui.pages.potential.page import PotentialPage

PAGES = {"overview": OverviewPage, "growth": GrowthPage, "potential": PotentialPage}
MILLION = 1_000_000


@pytest.fixture(scope="module", params=("ru", "en"))
def lang(request):
    return request.param


@pytest.fixture(scope="module")
def sample(lang, tmp_path_factory):
    return samples.write(lang, tmp_path_factory.mktemp("sample"))


@pytest.fixture
def printed(sample, capsys):
    """What a command says of the sample as JSON."""

    def run(command):
        assert main([command, str(sample), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def shown(lang):
    """A number as people of that language read it, rounded half up."""

    def say(value, places=2):
        said = f"{Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
        return said.replace(".", ",") if lang == "ru" else said

    return say


@pytest.fixture
def window(home, sample, lang, dressed, qtbot, active, settled):
    """A window with the sample open."""
    desk = Desk(home)
    with qtbot.waitSignal(desk.store_opened):
        desk.open_store()
    package = auditfile.read(sample)
    desk.open_audit(desk.store.merge(package).audit.id)
    made = MainWindow(
        dressed(lang), {key: lambda look, page=page: page(look, desk) for key, page in PAGES.items()}
    )
    qtbot.addWidget(made)
    made.resize(1280, 800)
    active(made)
    settled()
    yield made
    QThreadPool.globalInstance().waitForDone()
    desk.close()


def test_the_overview_shows_the_scores_of_the_command(window, printed, shown, settled):
    said = printed("score")
    window.go("overview")
    settled()
    page, overall = window.page, said["overall"]
    assert page.overall.number.text() == shown(overall["score"])
    assert f"{shown(overall['low'])}–{shown(overall['high'])}" in page.overall.words.text()
    assert shown(overall["percent"], 1) in page.overall.percent.text()
    for row, stage in zip(page.stages.rows, said["stages"], strict=True):
        assert shown(stage["score"]) in row.figure.accessibleName(), stage["code"]


def test_the_growth_page_shows_the_top_of_the_command(window, printed, shown, settled):
    top = printed("analyse")["recommendations"]["top"]
    window.go("growth")
    settled()
    rows = window.page.list.top
    assert list(rows) == [zone["zone"] for zone in top]
    for zone in top:
        assert f"{zone['zone']} · +{shown(zone['points'], 3)} " in rows[zone["zone"]].words.points


def test_the_potential_page_shows_the_money_of_the_command(window, printed, shown, qtbot):
    potential = printed("analyse")["potential"]
    change = potential["all_stages"]["planned"]["change"]
    window.go("potential")
    page = window.page
    qtbot.waitUntil(lambda: page.found is not None)
    for end in ("low", "middle", "high"):
        assert shown(change[end] / MILLION) in getattr(page.gain, end).number.text(), end
    assert shown(potential["base"]["profit"] / MILLION) in page.form.profit.text()
