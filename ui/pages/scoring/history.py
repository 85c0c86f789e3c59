"""Who changed what of a criterion, when, from what to what, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cxaudit.analysis.lineage import Step
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.pages.lineage.criterion import ChangesView, lineage_of
from ui.pages.scoring.recording import ScoringSound
from ui.widgets.buttons import SecondaryButton
from ui.widgets.scroll import ScrollArea
from ui.widgets.sheet import Sheet

_WIDTH = 620


class HistorySheet(Sheet):
    """Every change of one criterion, the newest first; what was replaced can be brought back.

    What was said while the visit was recorded can be heard.
    """

    def __init__(
        self,
        look: Look,
        over: QWidget,
        opened: OpenAudit,
        criterion: str,
        sound: ScoringSound | None = None,
        own: bool = False,
    ) -> None:
        """With `own` nothing is shown of any sheet but the one being scored."""
        title = opened.audit.framework.criteria[criterion].title[look.tr.lang]
        super().__init__(look, over, f"{criterion} \u00b7 {title}", width=_WIDTH)
        self._opened, self._criterion, self._sound, self._own = opened, criterion, sound, own
        self._area = ScrollArea(look, QWidget())
        self.body.addWidget(self._area)
        self.close_button = SecondaryButton(look, look.tr("Close"))
        self.close_button.clicked.connect(lambda: self.close_with(False))
        self.buttons.addWidget(self.close_button)
        opened.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        if before := self._area.takeWidget():
            before.hide()
            before.deleteLater()  # later, since a button of it may be what was pressed
        found = lineage_of(self._opened, self._criterion, self._opened.view if self._own else None)
        self.view = ChangesView(self.look, found, self._bring_back, self._heard)
        self._area.setWidget(self.view)
        self.view.setAutoFillBackground(False)
        self.fill(self._area, self.view)

    def _heard(self, step: Step) -> QWidget | None:
        return self._sound.button_of(step.change) if self._sound else None

    def _bring_back(self, step: Step) -> None:
        """Say the older version once more; the newer one stays in the history."""
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._opened.set_value(step.change.cell, step.change.value)
