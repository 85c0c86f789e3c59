"""Opens the palette over the window."""

from __future__ import annotations

from ui.desk import Desk
from ui.main_window import MainWindow
from ui.palette.acts import everywhere
from ui.palette.finding import Find
from ui.palette.palette import Palette
from ui.palette.sources import Sources, keep_recent


def open_palette(window: MainWindow, desk: Desk, said: str = "") -> Palette:
    """Show it with that typed already; what is chosen is done and remembered."""

    def do(one: Find) -> None:
        keep_recent(desk, one)
        one.act()

    sources = Sources(window, desk, everywhere(window, desk))
    palette = Palette(window.look, window, sources.search, said)
    palette.chosen.connect(do)
    palette.open()
    return palette
