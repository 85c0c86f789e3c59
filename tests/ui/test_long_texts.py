"""Texts that no person types, but that a file may bring."""

from __future__ import annotations

import time

from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QApplication

from cxaudit.cells import LONGEST_TEXT
from ui.look import Look
from ui.widgets.fields import LineEdit, TextEdit
from ui.widgets.paint import text_height

ENDLESS = "aЯ" * (LONGEST_TEXT // 2)


def test_a_note_without_a_space_is_shown_and_pasted_without_a_freeze(qtbot, plain: Look) -> None:
    note = TextEdit(plain, "Note", most=0)
    qtbot.addWidget(note)
    note.resize(660, 300)
    note.show()
    began = time.process_time()
    note.set_text(ENDLESS)
    QApplication.processEvents()
    note.set_text("")
    QApplication.clipboard().setText(ENDLESS)
    note.paste()
    QApplication.processEvents()
    assert note.text == ENDLESS and time.process_time() - began < 5
    note.set_text("Usual words are not cut in two.")
    assert note.wordWrapMode() == QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


def test_a_row_measures_an_endless_text_without_a_freeze(qtbot, plain: Look) -> None:
    began = time.process_time()
    assert text_height(ENDLESS, plain.font(), 300, 2) == 2 * plain.metrics().height()
    assert time.process_time() - began < 2


def test_a_caption_as_long_as_a_file_may_bring_it_is_not_cut(qtbot, plain: Look) -> None:
    caption = LineEdit(plain, "Caption")
    qtbot.addWidget(caption)
    caption.set_text("x" * LONGEST_TEXT)
    assert len(caption.text()) == LONGEST_TEXT
