"""What every page of the window is and may say."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.look import Look
from ui.theme import Kind

Size = Literal["wide", "compact", "narrow"]
"""The window's width in text-size-free points: from 1150, from 800, below."""


def size_class(width: int, scale: float) -> Size:
    """Larger text folds the columns as a narrower window does."""
    room = width / scale
    return "wide" if room >= 1150 else "compact" if room >= 800 else "narrow"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done; `key` names it for ever, and `also` are more words that find it."""

    key: str
    title: str
    act: Callable[[], object]
    icon: str = ""
    note: str = ""
    keys: str = ""
    """Keys that do the same, such as `Ctrl+E`."""
    also: str = ""


class Page(QWidget):
    """A page; the window asks it for its title and actions, and tells it when to come and go."""

    key = ""
    wants_rail = True
    repeated: Collection[str] | None = None
    """The keys that act again while they are held down; None is all of them."""

    went = Signal(str, object)
    """Go to the page of that key, with an argument such as a criterion id or None."""
    said = Signal(str, str, str, object)
    """Kind, sentence, link text or empty, what the link does or None; see `say`."""
    headed = Signal()
    """Title, status or context line have changed."""
    rearranged = Signal()
    """Much of what is shown is new: it is to be laid out before it is painted."""
    tried = Signal()
    """Something is done anew: what was said of its failure before is out of date."""
    called = Signal(str)
    """`discreet` is wanted: what the window does for every page."""
    searched = Signal(str)
    """The palette is wanted, with this typed already."""
    failed = Signal(object)
    """An exception that the window should explain."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look

    @property
    def title(self) -> str:
        return ""

    @property
    def status(self) -> tuple[Kind, str] | None:
        """The pill beside the title."""
        return None

    @property
    def context(self) -> str:
        """The second line under the title."""
        return ""

    def tools(self) -> list[QWidget]:
        """Widgets for the right of the title bar, the primary button last; asked once."""
        return []

    def enter(self, argument: object) -> None:
        """Called each time the page is shown, with what `go` was given or else None."""

    def resume(self) -> None:
        """Called once after `enter` if the program had stopped without warning: take up what was begun."""

    def leave(self) -> None:
        """Called before the page is hidden, rebuilt or closed: bring typed text to safety."""

    def place(self) -> object:
        """What to `enter` with to come back to where the reader is now."""
        return None

    def fits(self, width: int, height: int, size: Size) -> None:
        """Called before the first show and when the room changes; width and height are the page's."""

    def up(self) -> bool:
        """Go one level up within the page, if there is one."""
        return False

    def press(self, key: str) -> bool:
        """A key that no field wanted, by its place (`4`, `N`, `Enter`, `Ctrl+E`); True if used."""
        return False

    def act(self, name: str) -> bool:
        """`search`, `new`, `pdf`, `undo` or `redo` was asked for; True if the page did it."""
        return False

    def offers(self) -> list[Offer]:
        """What can be done on this page now, for the palette."""
        return []

    def say(self, kind: Kind, sentence: str, link: str = "", act: Callable[[], None] | None = None) -> None:
        """Show a message bar above the page."""
        self.said.emit(kind, sentence, link, act)
