"""A ready choice of sections, for a reader: everything, the board, a comparison, the owner of a stage."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cxaudit.model import Stage
from cxaudit.reports.options import TEMPLATES
from ui.look import Look
from ui.widgets.fields import ComboBox

OWN = ("own", "")


class TemplateBox(ComboBox):
    """Its values are a template and the code of a stage, which only the stage owner's has."""

    picked = Signal(str, str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, look.tr("Template"), parent=parent)
        self._stage = ""
        self.chosen.connect(self._pick)
        self.set_stages(())

    @property
    def stage(self) -> str:
        """The stage whose pages alone are printed, or empty."""
        return self._stage

    def set_stages(self, stages: Collection[Stage]) -> None:
        """Offer a report for the owner of each of these stages."""
        tr = self.look.tr
        options: list[tuple[object, str]] = [
            (("full", ""), tr("Full report")),
            (("executive", ""), tr("For the board: the main pages")),
            (("comparison", ""), tr("Comparison with others")),
        ]
        options += [
            (("stage", s.code), tr("For the owner of “{stage}”", stage=s.title[tr.lang])) for s in stages
        ]
        before = self.value
        self.set_options([*options, (OWN, tr("Own choice"))], before)

    def follow(self, sections: Collection[str]) -> None:
        """Show which template these sections are."""
        if self._stage and "stages" not in sections:
            self._stage = ""
        names = [name for name, known in TEMPLATES.items() if set(known) == set(sections)]
        name = "stage" if self._stage else next((n for n in names if n != "stage"), "own")
        self.set_value((name, self._stage))

    def _pick(self, value: object) -> None:
        assert isinstance(value, tuple)
        name, self._stage = value
        if name in TEMPLATES:
            self.picked.emit(name, self._stage)
