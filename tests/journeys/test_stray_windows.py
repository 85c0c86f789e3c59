"""No part of a page is ever shown as a window of its own: it would flash and take the keys away."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from cxaudit.model import Brief
from ui.app import PAGES


class _Strays(QObject):
    """Writes down every widget that is shown as a window, but the main window itself."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self.found: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shown and watched is not self._window and not isinstance(watched, QMenu):
            self.found.add(f"{type(watched).__name__} «{watched.accessibleName()}»")
        return False


def test_no_part_of_a_page_flashes_as_a_window_of_its_own(auditor):
    auditor.start()
    strays = _Strays(auditor.window)
    QApplication.instance().installEventFilter(strays)
    auditor.desk.create_audit(Brief(company="North House"))
    for size in ((1280, 800), (760, 560)):
        auditor.window.resize(*size)
        for key in PAGES:
            auditor.window.go(key)
            auditor.rest()
    auditor.desk.close_audit()
    for key in PAGES:
        auditor.window.go(key)
    QApplication.instance().removeEventFilter(strays)
    assert strays.found == set()
    assert QApplication.activeWindow() is auditor.window
