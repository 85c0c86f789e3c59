"""How much each stage weighs."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells, weights
from cxaudit.model import Stage
from cxaudit.weights import WHOLE, brought_to_100, preset_of, presets
from cxaudit.words import PRESETS
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.pages.brief.field import Rivals
from ui.widgets.bars import ShareBar
from ui.widgets.card import Card
from ui.widgets.choices import SegmentedChoice
from ui.widgets.labels import Label, Pill
from ui.widgets.messages import MessageBar
from ui.widgets.stepper import Stepper

SAVE_MS = 500
"""Steps within this time are one change of the log."""


class StageWeight(QWidget):
    """A stage, what it looks at, its share, and its weight to change."""

    def __init__(self, look: Look, stage: Stage, opened: OpenAudit, keep: Callable[[float], None]) -> None:
        super().__init__()
        self.look, self.opened, self.code = look, opened, stage.code
        lang = look.tr.lang
        name = stage.short[lang]
        self.bar = ShareBar(look, look.tr("{name}: share of the sum", name=name))
        self.bar.setFixedWidth(look.px(72))
        weight = opened.audit.weights[stage.code]
        self.stepper = Stepper(look, name, weight, most=max(WHOLE, weight))
        self.rivals = Rivals(look, keep, lambda value: _figure(look, value))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(Label(look, name, "body"))
        words.addWidget(Label(look, stage.purpose[lang], "caption"))
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addLayout(words, 1)
        row.addWidget(self.bar)
        row.addWidget(self.stepper)
        self.contested = Pill(look, "", "danger", "git-compare-arrows")
        row.addWidget(self.contested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.rivals)

    def show_weight(self) -> None:
        audit, cell = self.opened.audit, cells.weight(self.code)
        self.stepper.set_value(audit.weights[self.code])
        proposed = weights.rivals(audit, self.code)
        self.stepper.setVisible(not proposed)
        self.contested.setVisible(bool(proposed))
        self.contested.set_pill(
            _span(self.look, *weights.span(audit, self.code)), "danger", "git-compare-arrows"
        )
        self.rivals.show_heads(audit.cells[cell] if cell in audit.conflicts else ())


class WeightsCard(Card):
    """Presets, a weight for each stage, the live sum, and a word when it is not 100."""

    def __init__(self, look: Look, opened: OpenAudit) -> None:
        self._sum = Pill(look, "")
        super().__init__(look, look.tr("Stage weights"), right=self._sum)
        self.opened = opened
        tr, framework = look.tr, opened.audit.framework
        self._waiting: dict[str, float] = {}
        self._narrow = False
        names = [(name, tr(PRESETS.get(name, name))) for name in presets(framework)]
        self.presets = SegmentedChoice(look, tr("Weight preset"), names)
        self.presets.chosen.connect(self._take_preset)
        self.add(self.presets)
        self._late = MessageBar(
            look,
            "warn",
            tr("Scores exist already. Weights tuned to them say nothing; each change stays in the log."),
        )
        self.add(self._late)
        self.rows = {s.code: self._row(s) for s in framework.stages}
        self._uneven = QVBoxLayout()
        self.add(self._uneven)
        self.fix: MessageBar | None = None
        self._save_soon = QTimer(self)
        self._save_soon.setSingleShot(True)
        self._save_soon.setInterval(SAVE_MS)
        self._save_soon.timeout.connect(self.flush)
        self.show_weights()

    def _row(self, stage: Stage) -> StageWeight:
        row = StageWeight(
            self.look, stage, self.opened, lambda value: self._keep_one(stage.code, float(value))
        )
        row.stepper.changed.connect(lambda value: self._change(stage.code, value))
        self.add(row)
        return row

    @property
    def weights(self) -> dict[str, float]:
        """What is on screen."""
        return {**self.opened.audit.weights, **self._waiting}

    def show_weights(self) -> None:
        """Show what the audit says."""
        self._waiting.clear()
        for row in self.rows.values():
            row.show_weight()
        self._show_sum()

    def flush(self) -> None:
        """Write the steps that were made, and a number that is still being typed."""
        typed = QApplication.focusWidget()
        if typed and self.isAncestorOf(typed):
            typed.clearFocus()
        self._save_soon.stop()
        if self._waiting:
            self._write(dict(self._waiting))

    def fold(self, narrow: bool) -> None:
        """Leave the shares out where room is short."""
        self._narrow = narrow
        self._show_sum()

    def _change(self, code: str, value: float) -> None:
        self._waiting[code] = value
        self._save_soon.start()
        self._show_sum()

    def _take_preset(self, name: object) -> None:
        self._save_soon.stop()
        self._write(presets(self.opened.audit.framework)[str(name)])

    def _even_out(self) -> None:
        self._save_soon.stop()
        self._write(brought_to_100(self.weights))

    def _keep_one(self, code: str, value: float) -> None:
        self.flush()
        self._write({code: value})

    def _write(self, weights: dict[str, float]) -> None:
        """Write, or come back to what the audit says if it is refused."""
        self.opened.set_weights(weights, self)
        self.show_weights()

    def _show_sum(self) -> None:
        self._late.setVisible(bool(self.opened.audit.ratings))
        low, high = weights.sum_span(replace(self.opened.audit, weights=self.weights))
        for row in self.rows.values():
            row.bar.setVisible(low == high and not self._narrow)
        if low == high:
            self._show_settled(low)
        else:
            self._show_open(low, high)

    def _show_settled(self, total: float) -> None:
        tr, used = self.look.tr, self.weights
        even = math.isclose(total, WHOLE)
        self._sum.set_pill(tr("sum {sum}", sum=_figure(self.look, total)), "ok" if even else "warn")
        preset = preset_of(self.opened.audit.framework, used)
        self.presets.set_value(preset or None)
        self.note.setText("" if preset else tr("own weights"))
        for code, row in self.rows.items():
            row.bar.set_share(4 * used[code] / total if total else 0.0)
        self._say_uneven(total)

    def _show_open(self, low: float, high: float) -> None:
        """While a weight is in conflict the sum is a range, and nothing can be brought to 100."""
        tr = self.look.tr
        said = tr("sum {sum}", sum=_span(self.look, low, high))
        self._sum.set_pill(said, "danger", "git-compare-arrows")
        self.presets.set_value(None)
        self.note.setText(tr("in conflict"))
        self._say_uneven(WHOLE)

    def _say_uneven(self, total: float) -> None:
        if self.fix:
            self._uneven.removeWidget(self.fix)
            self.fix.hide()
            self.fix.deleteLater()
            self.fix = None
        if math.isclose(total, WHOLE):
            return
        tr = self.look.tr
        if not total:
            said, link = tr("At least one stage needs a weight above zero."), ""
        else:
            away = _figure(self.look, abs(WHOLE - total))
            said = (
                tr("{n} short of 100. The overall is divided by the sum.", n=away)
                if total < WHOLE
                else tr("{n} over 100. The overall is divided by the sum.", n=away)
            )
            link = tr("Bring to 100")
        self.fix = MessageBar(self.look, "warn", said, link, self._even_out)
        self._uneven.addWidget(self.fix)


def _span(look: Look, low: float, high: float) -> str:
    return "\u2013".join(dict.fromkeys((_figure(look, low), _figure(look, high))))


def _figure(look: Look, value: float) -> str:
    said = f"{value:.2f}".rstrip("0").rstrip(".")
    return said.replace(".", ",") if look.tr.lang == "ru" else said
