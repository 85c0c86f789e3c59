"""Colours: what is read must be readable."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.look import Look
from ui.page import Page
from ui.theme import DARK, LIGHT, Tokens, palette, score_step


def luminance(colour: str) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_pairs(c: Tokens) -> list[tuple[str, str]]:
    """Every text colour with every background it stands on."""
    grounds = (c.bg, c.surface, c.hover)
    soft = (c.accent_soft, c.ok_soft, c.warn_soft, c.danger_soft)
    pairs = [(ink, ground) for ink in (c.text, c.muted) for ground in grounds]
    pairs += [(c.text, ground) for ground in (*soft, c.off_bg, *c.heat)]
    pairs += [c.pair(kind) for kind in ("accent", "quiet", "ok", "warn", "danger", "solid")]
    pairs += [(ink, c.surface) for ink in (c.accent, c.ok, c.warn, c.danger)]
    pairs += [(c.on_score, score) for score in c.scores]
    pairs += [(c.on_accent, c.accent_hover), (c.on_accent, c.danger)]
    pairs += [(c.muted, c.accent_soft), (c.accent, c.bg), (c.danger, c.bg), (c.accent, c.hover)]
    return [*pairs, (c.off_text, c.off_bg), (c.off_text, c.surface)]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_stands_out_from_what_it_stands_on(colours: Tokens) -> None:
    for one, other in text_pairs(colours):
        assert contrast(one, other) >= 4.5, (one, other, round(contrast(one, other), 2))


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_borders_of_inputs_can_be_seen(colours: Tokens) -> None:
    assert contrast(colours.field, colours.surface) >= 3


@pytest.mark.parametrize(
    ("mean", "step"),
    [(0, 0), (0.999, 0), (1, 1), (2.804, 2), (3, 3), (3.999, 3), (4, 4), (4.499, 4), (4.5, 5), (5, 5)],
)
def test_a_mean_takes_the_colour_of_its_band(mean: float, step: int) -> None:
    assert score_step(mean) == step


def test_the_palette_comes_from_the_tokens() -> None:
    assert palette(DARK).window().color().name().upper() == DARK.bg
    assert palette(LIGHT).placeholderText().color().name().upper() == LIGHT.muted


class Empty(Page):
    """A page of nothing."""

    key = "home"

    def __init__(self, look: Look, _: object) -> None:
        super().__init__(look)


class Restyled(QObject):
    """Counts how often a widget is styled anew."""

    times = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.StyleChange
        return False


def test_the_window_is_styled_anew_for_a_theme_and_not_for_a_language(opened_window, dressed) -> None:
    window, counted = opened_window(Empty), Restyled()
    window.installEventFilter(counted)
    window.set_look(dressed("ru"))
    assert counted.times == 0
    window.set_look(dressed("ru", "dark"))
    assert counted.times > 0


def test_a_size_of_text_is_that_of_every_widget(dressed, qtbot, settled) -> None:
    dressed("en")
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    dressed("ru", "dark", 1.5)
    settled()
    assert field.font().pixelSize() == 21


def test_a_part_of_a_page_is_styled_once_however_deep_it_lies(opened_window) -> None:
    window, counted = opened_window(Empty), Restyled()
    deepest = QLineEdit()
    deepest.installEventFilter(counted)
    part: QWidget = deepest
    for _ in range(5):
        holder = QWidget()
        QVBoxLayout(holder).addWidget(part)
        part = holder
    part.setParent(window.page)
    assert counted.times == 1
