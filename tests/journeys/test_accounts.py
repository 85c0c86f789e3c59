"""By keyboard from a figure of a growth zone to a note and back; a chosen target outlives a crash."""

from __future__ import annotations

import shutil

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cxaudit.analysis.practice import target_of
from cxaudit.store.store import Store
from ui.pages.lineage.sheet import LineageSheet
from ui.widgets.figure import Figure


def sheet(auditor) -> LineageSheet | None:
    found = [one for one in auditor.window.findChildren(LineageSheet) if one.isVisible()]
    return found[0] if found else None


def show_growth(auditor) -> str:
    """The sample on its growth page, in a window with room for the list and a zone; returns its id."""
    auditor.start()
    auditor.window.resize(1280, 800)
    audit = auditor.open_sample()
    auditor.window.go("growth")
    auditor.rest()
    return audit


def test_a_consultant_follows_a_figure_down_to_the_note_by_keyboard(auditor):
    show_growth(auditor)
    for _ in range(60):
        auditor.press(Qt.Key.Key_Tab, "\t")
        if isinstance(QApplication.focusWidget(), Figure):
            break
    figure = QApplication.focusWidget()
    assert isinstance(figure, Figure) and figure.ring and "points to the overall" in figure.accessibleName()
    auditor.enter()
    assert sheet(auditor).path == ("=points:SAL-D",) and figure.text() == "+0.110"
    auditor.press(Qt.Key.Key_Down)
    auditor.press(Qt.Key.Key_Down)
    auditor.press(Qt.Key.Key_Down)
    auditor.enter()
    assert sheet(auditor).rest == ("SAL", "SAL-15")
    auditor.press(Qt.Key.Key_Escape)
    assert sheet(auditor).path == ("=points:SAL-D",)
    auditor.press(Qt.Key.Key_Escape)
    assert sheet(auditor) is None and QApplication.focusWidget() is figure
    assert not auditor.faults


def test_a_chosen_target_is_there_after_a_crash(auditor, tmp_path):
    audit = show_growth(auditor)
    target = auditor.page.list.target
    target.setFocus()
    target.setCurrentIndex(1)
    target.activated.emit(1)
    auditor.rest()
    assert auditor.page.growth.choices.target == 4
    shutil.copytree(auditor.home, tmp_path / "after", ignore=shutil.ignore_patterns("*.lock"))
    with Store(tmp_path / "after") as again:
        assert target_of(again.audit(audit)) == "4"
