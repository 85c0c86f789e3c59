"""Qt's own file dialog, which stands in where the system has none."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QTreeView, QWidget

from ui.file_dialog import open_files, save_file


@pytest.fixture
def over(qtbot, active) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    active(made)
    return made


def words(dialog: QFileDialog) -> list[str]:
    said = [part.text() for kind in (QLabel, QPushButton) for part in dialog.findChildren(kind)]
    return [text.replace("&", "") for text in said if text]


@pytest.mark.parametrize(
    ("lang", "labels", "cancel", "opens", "saves"),
    [
        ("en", ["Folder:", "File name:", "Kind of file:"], "Cancel", "Open", "Save"),
        ("ru", ["Папка:", "Имя файла:", "Тип файла:"], "Отмена", "Открыть", "Сохранить"),
    ],
)
def test_every_word_of_the_dialog_is_in_the_language_of_the_program(
    over, dressed, tmp_path, lang, labels, cancel, opens, saves
):
    look, folder, kinds = dressed(lang), str(tmp_path), "Audits (*.cxaudit)"
    opening = open_files(over, look, "Import", folder, kinds, lambda files: None)
    assert words(opening) == [*labels, opens, cancel]
    saving = save_file(over, look, "Export", folder, kinds, "demo.cxaudit", lambda file: None)
    assert words(saving) == [*labels, saves, cancel]


def test_the_columns_with_size_and_date_are_seen_whole(over, plain, tmp_path, settled):
    (tmp_path / "a rather long name of an audit that goes on and on 2026-1.cxaudit").write_bytes(
        b"0" * 70_000
    )
    dialog = open_files(over, plain, "Import", str(tmp_path), "", lambda files: None)
    listed = dialog.findChild(QTreeView, "treeView")
    dialog.setDirectory(QDir(str(tmp_path)))
    settled()
    assert listed.header().length() <= listed.viewport().width()
    for column in range(1, listed.header().count()):
        assert listed.columnWidth(column) >= listed.sizeHintForColumn(column)


def test_what_is_chosen_is_handed_over(over, plain, tmp_path):
    (tmp_path / "one.toml").write_text("")
    taken = []
    opening = open_files(over, plain, "Brand", str(tmp_path), "", taken.append, several=False)
    opening.selectFile(str(tmp_path / "one.toml"))
    opening.accept()
    assert taken == [[tmp_path / "one.toml"]]


def test_a_saved_file_gets_the_ending_of_its_kind(over, plain, tmp_path):
    taken = []
    saving = save_file(over, plain, "Save", str(tmp_path), "Reports (*.pdf)", "report.pdf", taken.append)
    assert saving.selectedFiles() == [str(tmp_path / "report.pdf")]
    saving.selectFile(str(tmp_path / "other"))
    saving.accept()
    assert taken == [tmp_path / "other.pdf"]
