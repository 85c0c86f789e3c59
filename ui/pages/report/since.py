"""Which earlier wave the report compares with: the one before, or another one of the company."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from cxaudit.analysis import calibration
from cxaudit.model import Audit
from ui.look import Look
from ui.pages.report.draft import wave_before
from ui.widgets.fields import ComboBox


class SinceBox(ComboBox):
    """Its values are ids of audits; empty is the wave before, whichever that is. Hidden where none is."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, look.tr("Earlier wave"), parent=parent)
        self._before = False
        self.hide()

    @property
    def offers(self) -> bool:
        """Whether there is any earlier wave."""
        return self.count() > 1 or self._before

    @property
    def since(self) -> str:
        return str(self.value or "")

    def set_waves(self, earlier: Sequence[Audit], audit: Audit, chosen: str) -> None:
        """Offer these audits, the one that is taken by itself first."""
        tr, before = self.look.tr, wave_before(earlier, audit)
        self._before = before is not None
        first = (
            tr("Compared with {wave}", wave=self._name(before, audit)) if before else tr("No earlier wave")
        )
        others = [
            (one.id, tr("Compared with {wave}", wave=self._name(one, audit)))
            for one in earlier
            if one is not before
        ]
        known = {audit_id for audit_id, _ in others}
        self.set_options([("", first), *others], chosen if chosen in known else "")
        self.setToolTip(self.currentText())

    def _name(self, one: Audit, audit: Audit) -> str:
        """The wave, where it was if that differs, and who scored it."""
        brief, own = one.brief, audit.brief
        product = "" if brief.product == own.product else brief.product
        country = "" if brief.country == own.country else brief.country
        parts = (brief.wave, product, country, brief.auditor)
        said = " · ".join(" ".join(part.split()) for part in parts if part.strip())
        return said or calibration.named(self.look.tr, one)
