"""Charts of the window leave it as pictures: the same figure, whole files, the same bytes each time."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from cxaudit import demo
from cxaudit.analysis.baseline import edits_of
from cxaudit.errors import KnownError
from tests.marks import ALL, marks_of
from tests.ui.audits import make
from ui.look import TOUCH
from ui.pages.calibration.page import CalibrationPage
from ui.pages.chart_saving import SaveChart
from ui.pages.overview.page import OverviewPage
from ui.pages.potential.page import PotentialPage

PAGES = {OverviewPage: 2, PotentialPage: 1, CalibrationPage: 1}
"""So many charts are on each."""


@pytest.fixture
def buttons(desk, opened_page, qtbot):
    """The buttons of the charts of a page, once what they show is known."""

    def find(page_type, theme="light"):
        audit = make(desk.store, marks=marks_of(ALL))
        make(desk.store, marks=marks_of(ALL[:-6] + "111111"), auditor="Auditor Two")
        desk.store.append(audit, edits_of(desk.store.audit(audit), demo.baseline("en")), "A")
        desk.open_audit(audit)
        page = opened_page(page_type, theme=theme)
        if page_type is PotentialPage:
            qtbot.waitUntil(lambda: page.found is not None)
        return page, page.findChildren(SaveChart)

    return find


@pytest.mark.parametrize("page_type", PAGES)
def test_every_chart_of_the_window_is_saved_as_png_and_svg(buttons, qtbot, tmp_path, page_type):
    _, found = buttons(page_type)
    assert len(found) == PAGES[page_type]
    for at, button in enumerate(found):
        for kind in ("png", "svg"):
            path = tmp_path / f"{at}.{kind}"
            with qtbot.waitSignal(button.view.saved, timeout=20000):
                button.view.save(path)
        picture = QImage(str(tmp_path / f"{at}.png"))
        assert picture.width() > 2 * button.view.width() and picture.pixelColor(0, 0).lightness() > 250
        drawing = (tmp_path / f"{at}.svg").read_text()
        assert "<svg" in drawing and "<path" in drawing and "<dc:date>" not in drawing
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("page_type", PAGES)
def test_a_saved_chart_says_what_it_shows_and_in_which_unit(buttons, qtbot, tmp_path, page_type):
    _, found = buttons(page_type)
    for button in found:
        with qtbot.waitSignal(button.view.saved, timeout=20000):
            button.view.save(tmp_path / "a.svg")
        drawing = (tmp_path / "a.svg").read_text()
        title = button.view.accessibleName()
        assert f"<dc:title>{title}</dc:title>" in drawing
        drawn = " ".join(re.findall("<!-- (.*?) -->", drawing)).replace("\u00a0", " ")
        assert title in drawn
        units = {"Profile": "Stage scores, 0 to 5", "Score by score": "Each cell: how many criteria"}
        units |= {"Weights and losses": "Stage scores, 0 to 5. Width: the weight.",
                  "From today's profit to the potential": "Profit, ₽ million. Planning level."}  # fmt: skip
        assert units[title] in drawn


def test_a_dark_window_saves_the_same_bytes_as_a_light_one(buttons, qtbot, tmp_path, dressed):
    _, (button,) = buttons(CalibrationPage)
    for name in ("a.svg", "b.svg"):
        with qtbot.waitSignal(button.view.saved, timeout=20000):
            button.view.save(tmp_path / name)
        button.view.look = dressed("en", "dark")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_a_place_that_cannot_be_written_is_said_and_leaves_nothing(buttons, qtbot, tmp_path):
    page, (button,) = buttons(CalibrationPage)
    faults = []
    page.failed.connect(faults.append)
    button.view.save(tmp_path / "missing" / "a.png")
    qtbot.waitUntil(lambda: bool(faults), timeout=20000)
    assert isinstance(faults[0], KnownError) and not list(tmp_path.iterdir())


def test_the_button_offers_both_kinds_and_the_page_says_where_it_went(buttons, qtbot, tmp_path):
    page, (button,) = buttons(CalibrationPage)
    assert button.height() >= TOUCH and button.accessibleName() == "Save the chart as a picture"
    assert [action.text() for action in button.menu().actions()] == ["Save as PNG", "Save as SVG"]
    bars = []
    page.said.connect(lambda *said: bars.append(said))
    button.ask_place("svg")
    dialog = page.window().findChild(QFileDialog)
    assert dialog.defaultSuffix() == "svg"
    with qtbot.waitSignal(button.view.saved, timeout=20000):
        dialog.fileSelected.emit(str(tmp_path / "mine"))
    assert (tmp_path / "mine.svg").exists()
    assert bars[0][:2] == ("ok", "The chart is saved: mine.svg")
    dialog.close()
