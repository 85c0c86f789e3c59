"""No part of a page is ever shown as a window of its own: it would flash and take the keys away."""

from PySide6.QtWidgets import QApplication

from cxaudit.model import Brief
from ui.page_list import PAGES


def test_no_part_of_a_page_flashes_as_a_window_of_its_own(auditor):
    auditor.start()
    with auditor.watched() as strays:
        auditor.desk.create_audit(Brief(company="North House"))
        for size in ((1280, 800), (760, 560)):
            auditor.window.resize(*size)
            for key in PAGES:
                auditor.window.go(key)
                auditor.rest()
        auditor.desk.close_audit()
        for key in PAGES:
            auditor.window.go(key)
    assert strays == set()
    assert QApplication.activeWindow() is auditor.window
