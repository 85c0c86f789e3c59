"""The dialogs for files: the system's own where there is one, otherwise Qt's in the words of the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFileDialog, QHeaderView, QTreeView, QWidget

from ui.look import Look

_SIZE = QSize(860, 560)
"""Wide enough for the columns with size and date."""


def open_files(
    over: QWidget,
    look: Look,
    title: str,
    folder: str,
    kinds: str,
    take: Callable[[list[Path]], None],
    several: bool = True,
) -> QFileDialog:
    """Ask for files; `kinds` is a filter like `Audits (*.cxaudit)`, empty for any file."""
    dialog = _dialog(over, look, title, folder, kinds, look.tr("Open"))
    modes = QFileDialog.FileMode
    dialog.setFileMode(modes.ExistingFiles if several else modes.ExistingFile)
    dialog.filesSelected.connect(lambda files: take([Path(file) for file in files]))
    return _opened(dialog)


def open_folder(
    over: QWidget, look: Look, title: str, folder: str, take: Callable[[Path], None]
) -> QFileDialog:
    """Ask for a folder."""
    dialog = _dialog(over, look, title, folder, "", look.tr("Choose"))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.fileSelected.connect(lambda chosen: take(Path(chosen)))
    return _opened(dialog)


def save_file(
    over: QWidget, look: Look, title: str, folder: str, kinds: str, name: str, take: Callable[[Path], None]
) -> QFileDialog:
    """Ask where to write a file; it is named `name` unless another name is typed."""
    dialog = _dialog(over, look, title, folder, kinds, look.tr("Save"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix[1:])
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda file: take(Path(file)))
    return _opened(dialog)


def _dialog(over: QWidget, look: Look, title: str, folder: str, kinds: str, verb: str) -> QFileDialog:
    tr, labels = look.tr, QFileDialog.DialogLabel
    dialog = QFileDialog(over.window(), title, folder, kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for label, text in (
        (labels.LookIn, tr("Folder:")),
        (labels.FileName, tr("File name:")),
        (labels.FileType, tr("Kind of file:")),
        (labels.Accept, verb),
        (labels.Reject, tr("Cancel")),
    ):
        dialog.setLabelText(label, text)
    return dialog


def _opened(dialog: QFileDialog) -> QFileDialog:
    dialog.resize(_SIZE.boundedTo(dialog.screen().availableSize()))
    dialog.open()
    if list_ := dialog.findChild(QTreeView, "treeView"):
        header, modes = list_.header(), QHeaderView.ResizeMode
        header.setStretchLastSection(False)
        for column in range(header.count()):
            header.setSectionResizeMode(column, modes.ResizeToContents if column else modes.Stretch)
    return dialog
