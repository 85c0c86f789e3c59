"""Tells whoever works here what the team refused of their own work, wherever they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QObject

from cxaudit.errors import KnownError
from ui.main_window import MainWindow
from ui.meeting.meeting import Meeting
from ui.meeting.meetings import Meetings


class Refusals(QObject):
    """A bar that stays until it is closed or followed to the list; what is refused anew brings it again."""

    def __init__(self, meetings: Meetings, window: MainWindow) -> None:
        super().__init__(window)
        self._meetings = meetings
        self._heard: dict[str, set[str]] = {}
        self._said: dict[str, str] = {}
        meetings.synced.connect(self._tell)
        meetings.left.connect(self._forget)
        window.shown.connect(lambda _: self.tell())

    def tell(self) -> None:
        """Say what is not said yet; a bar that others have pushed away comes back."""
        for one in self._meetings.all:
            self._tell(one.id)

    def know(self, space_id: str, changes: Iterable[str]) -> None:
        """Of these changes it was said when they were written."""
        self._heard_in(space_id).update(changes)

    def _forget(self, space_id: str) -> None:
        """It is another team, to whoever comes back."""
        self._heard.pop(space_id, None)
        window, said = self.parent(), self._said.pop(space_id, "")
        if isinstance(window, MainWindow):
            window.messages.withdraw(said)

    def _tell(self, space_id: str) -> None:
        window, one = self.parent(), self._meetings.get(space_id)
        if not isinstance(window, MainWindow) or one is None:
            return
        before, sentence = self._said.pop(space_id, ""), self._sentence(window, one)
        if before != sentence:
            window.messages.withdraw(before)
        if not sentence:
            return
        self._said[space_id] = sentence
        if any(bar.sentence == sentence for bar in window.messages.bars):
            return
        window.messages.say(
            "warn", sentence, window.look.tr("Show"), lambda: self._show(space_id), stays=True
        )
        window.messages.bars[-1].closed.connect(lambda: self._hear(space_id))

    def _sentence(self, window: MainWindow, one: Meeting) -> str:
        tr, heard = window.look.tr, self._heard_in(one.id)
        whys = Counter(why for change, why in one.now.mine.items() if change not in heard)
        if not whys:
            return ""
        (why, _), *_ = whys.most_common(1)
        return tr.plural(
            "The team “{name}” has refused {n} change of yours: {why}.",
            "The team “{name}” has refused {n} changes of yours: {why}.",
            whys.total(),
            name=one.now.title,
            why=tr(why),
        )

    def _show(self, space_id: str) -> None:
        self._hear(space_id)
        window = self.parent()
        if isinstance(window, MainWindow):
            window.go("team", f"{space_id}/refused")

    def _hear(self, space_id: str) -> None:
        """Whoever works here knows it: it is said no more."""
        one, store = self._meetings.get(space_id), self._meetings.desk.store
        self._said.pop(space_id, None)
        if one is None or store is None:
            return
        self._heard[space_id] = set(one.now.mine)
        try:
            store.memory.keep_place(_key(space_id), sorted(one.now.mine))
        except KnownError as error:
            self._meetings.desk.failed.emit(error)

    def _heard_in(self, space_id: str) -> set[str]:
        store = self._meetings.desk.store
        if space_id not in self._heard and store:
            said = store.memory.place(_key(space_id))
            self._heard[space_id] = set(said) if isinstance(said, list) else set()
        return self._heard.get(space_id, set())


def _key(space_id: str) -> str:
    return f"refused {space_id}"
