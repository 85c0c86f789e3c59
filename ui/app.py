"""Starts the window: one instance per store, painted before anything heavy is imported."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from cxaudit.i18n import system_language, translator
from cxaudit.paths import data_dir
from cxaudit.settings import Settings
from cxaudit.store.lock import is_taken
from ui import worker
from ui.after_paint import AfterPaint
from ui.desk import Desk
from ui.look import Appearance, Look
from ui.main_window import MainWindow
from ui.page_list import PAGES, makers
from ui.undone import Undone, undone

if TYPE_CHECKING:
    from cxaudit.timing.stopwatch import Watch
    from ui.discreet.hiding import Hiding
    from ui.door import Door
    from ui.log import FaultLog
    from ui.meeting.meetings import Meetings
    from ui.open_audit import OpenAudit


def main(arguments: Sequence[str]) -> int:
    """Open the window, with the audit file if one is named; returns the exit code."""
    if not _has_screen():
        tr = translator(system_language())
        print(
            tr("There is no screen to open the window on. Use the commands: cxaudit --help."), file=sys.stderr
        )
        return 2
    file = Path(arguments[0]).resolve() if arguments else None
    app = QApplication(["cxaudit", "-style", "fusion"])
    app.setApplicationName("cxaudit")
    folder = data_dir()
    if is_taken(folder) and _hand_over(folder, file):
        return 0
    session = Session(app, folder)
    session.start(file)
    return app.exec()


MEET_MS = 300


class Session(QObject):
    """The window and the desk, wired together, from start to quit."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        super().__init__(app)
        self.desk = Desk(folder, self)
        chosen = self.desk.settings
        self.appearance = Appearance(app, chosen.language, chosen.theme, chosen.scale)
        self.window = MainWindow(self.appearance.look, makers(self.desk), _Memory(self.desk))
        self.window.letters = chosen.letter_keys
        self._waiting: list[Path] = []
        self._undone_said = ""
        self._door: Door | None = None
        self._log: FaultLog | None = None
        self._hiding: Hiding | None = None
        self._meetings: Meetings | None = None
        self._wire(app)

    def start(self, file: Path | None = None) -> None:
        """Show the window; the store opens behind it, and then the file."""
        if file:
            self._waiting.append(file)
        sys.excepthook = self._explain
        AfterPaint(self.window, self._open)
        self.window.open()

    def _open(self) -> None:
        """What a first paint does not wait for; what is made by now lives as long as the window does."""
        self.window.go("home")
        from ui.blindness import Blindness
        from ui.door import Door
        from ui.heap import give_back_at_once
        from ui.log import FaultLog
        from ui.pages.debrief.badge import DebriefBadge
        from ui.pages.inbox.badge import InboxBadge
        from ui.recorder.notices import RecorderNotices

        give_back_at_once()
        self._log = FaultLog(self.desk.folder)
        Blindness(self.desk, self.window)
        RecorderNotices(self.desk, self.window)
        DebriefBadge(self.desk, self.window)
        InboxBadge(self.desk, self.window)
        self.window.stand(self._stopwatch)
        gc.freeze()
        self._door = Door(self.desk.folder, self)
        self._door.knocked.connect(self._answer)
        self.desk.open_store()

    def _look_for_team(self) -> None:
        """Who shares nothing does not wait for what sharing needs."""
        if self.desk.store and self.desk.store.spaces.all():
            self._meet()

    def _meet(self) -> None:
        """Keep in touch with the team from now on."""
        if self._meetings:
            return
        from ui.meeting import meetings
        from ui.meeting.badge import TeamBadge

        self._meetings = meetings.of(self.desk)
        TeamBadge(self._meetings, self.window)

    def _wire(self, app: QApplication) -> None:
        desk, window = self.desk, self.window
        desk.failed.connect(self._fail)
        desk.audit_opened.connect(self._show_audit)
        desk.locked.connect(lambda error: window.go("unlock", error))
        window.shown.connect(self._stay_locked)
        desk.store_opened.connect(self._return_to_place)
        desk.store_opened.connect(lambda: QTimer.singleShot(MEET_MS, self, self._look_for_team))
        window.shown.connect(lambda key: self._meet() if key == "team" else None)
        desk.settings_changed.connect(self._apply)
        self.appearance.changed.connect(window.set_look)
        window.shown.connect(self._keep_place)
        window.called.connect(self._act)
        window.searched.connect(self._find)
        window.closed.connect(self._quit)
        app.aboutToQuit.connect(self._quit)

    # --- audits -----------------------------------------------------------------------------

    def _show_audit(self, opened: OpenAudit | None) -> None:
        self.window.forget()
        if opened is None:
            self.window.set_audit("")
            return
        opened.brief_changed.connect(self._name_audit)
        opened.replaced.connect(self._name_audit)
        opened.undone.connect(self._say_undone)
        self._name_audit()

    def _say_undone(self, cell: str) -> None:
        """What came back is said where it is not seen."""
        if self.desk.current and self.window.page:
            found = undone(cell, self.desk.current.audit, self.window.look)
            if self.window.page.key != found.page:
                self._say_with_way(found)

    def _say_with_way(self, found: Undone) -> None:
        self.window.messages.withdraw(self._undone_said)
        self._undone_said = found.sentence
        link = self.window.look.tr("Show") if found.page else ""
        self.window.say("ok", found.sentence, link, lambda: self.window.go(found.page, found.argument))

    def _name_audit(self) -> None:
        if self.desk.current:
            brief = self.desk.current.audit.brief
            named = brief.company or self.window.look.tr("Unnamed audit")
            self.window.set_audit(named, " · ".join(part for part in (brief.wave, brief.country) if part))

    def _open_file(self, path: Path) -> None:
        self.desk.import_file(path, self._open_imported)

    def _open_imported(self, audit_id: str) -> None:
        if self.desk.open_audit(audit_id):
            self.window.go("overview")

    def _stopwatch(self, look: Look) -> QWidget:
        from ui.stopwatch import stopwatches
        from ui.stopwatch.button import StopwatchButton

        button = StopwatchButton(look, stopwatches.of(self.desk))
        button.went.connect(self._show_stopwatch)
        return button

    def _show_stopwatch(self, watch: Watch) -> None:
        """Go to the criterion and the visit that it times."""
        from ui.stopwatch import stopwatches

        if self.desk.current:
            self.desk.current.choose_sheet(watch.sheet)
            self.window.go("scoring", watch.criterion)
            stopwatches.of(self.desk).asked.emit(watch.criterion)

    # --- places -----------------------------------------------------------------------------

    def _keep_place(self, key: str) -> None:
        opened = self.desk.current
        self.desk.keep_place("window", {"page": key, "audit": opened.audit.id if opened else ""})

    def _open_waiting(self) -> None:
        while self._waiting:
            self._open_file(self._waiting.pop())

    def _stay_locked(self, key: str) -> None:
        """Before the store is unlocked there is nothing to see elsewhere."""
        if self.desk.is_locked and key not in ("unlock", "help"):
            QTimer.singleShot(0, self, lambda: self.window.go("unlock"))

    def _return_to_place(self) -> None:
        place = self.desk.place("window") or {}
        if self.window.page and self.window.page.key == "unlock":
            self.window.go("home")
            self.window.forget("unlock")
        if self._waiting:
            self._open_waiting()
        elif place.get("audit") and self.desk.open_audit(place["audit"]):
            self.window.go(place["page"] if place["page"] in PAGES else "overview")
        if self.desk.was_cut_off:
            self._resume()

    def _resume(self) -> None:
        """Take up what was under way when the program stopped without warning, and say so once."""
        tr, opened = self.window.look.tr, self.desk.current
        said = [tr("The program had stopped without warning. Nothing that was saved is lost.")]
        if opened:
            said.append(tr("You are where you were."))
        if opened and opened.recovered:
            n = opened.recovered
            said.append(tr.plural("{n} text being typed was kept.", "{n} texts being typed were kept.", n))
        self.window.say("accent", " ".join(said))
        if opened and self.window.page:
            self.window.page.resume()

    def _answer(self, file: str) -> None:
        """Another start of the program asks: come to the front, and open its file."""
        if self._hiding and self._hiding.is_hidden:
            self._hiding.raise_()
        else:
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()
        if not file:
            return
        if self.desk.store and not (self._hiding and self._hiding.is_hidden):
            self._open_file(Path(file))
        else:
            self._waiting.append(Path(file))

    # --- acts -------------------------------------------------------------------------------

    def _apply(self, chosen: Settings) -> None:
        self.window.letters = chosen.letter_keys
        self.appearance.set_language(chosen.language)
        self.appearance.set_theme(chosen.theme)
        self.appearance.set_scale(chosen.scale)
        self._name_audit()

    def _act(self, name: str) -> None:
        opened = self.desk.current
        if name == "undo" and opened:
            opened.undo()
        elif name == "redo" and opened:
            opened.redo()
        elif name == "pdf" and opened:
            self.window.go("report")
        elif name == "palette":
            self._find()
        elif name == "discreet":
            self._hide()
        elif name in ("new", "search"):
            self.window.go("home")
            if page := self.window.page:
                page.act(name)

    def _hide(self) -> None:
        if self.window.guard("scoring", None)[0] != "scoring":
            self.window.go("scoring")
            return
        from ui.discreet.hiding import Hiding

        if self._hiding is None:
            self._hiding = Hiding(self.window, self.desk)
            self._hiding.ended.connect(self._open_waiting)
        self._hiding.hide()

    def _find(self, said: str = "") -> None:
        from ui.palette.opening import open_palette

        open_palette(self.window, self.desk, said)

    def _fail(self, error: Exception) -> None:
        """Say what went wrong; where only a reason is missing, ask for it."""
        from cxaudit.quality.approval import RevisionNeeded

        opened, window = self.desk.current, self.window
        if not (isinstance(error, RevisionNeeded) and opened):
            window.fail(error)
            return
        from ui.revision import begin_revision

        tr = window.look.tr
        ask = partial(begin_revision, window, window.look, opened)
        window.say("warn", error.said(tr), tr("Begin a revision"), ask)

    def _explain(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        self.window.fail(error.with_traceback(trace))

    def _quit(self) -> None:
        """Let go of everything, once what was given last is safe."""
        if self._hiding:
            self._hiding.end()
        if self._meetings:
            self._meetings.close()
        worker.finish()
        for part in (self._door, self._log):
            if part:
                part.close()
        self.desk.close()


class _Memory:
    """The window's geometry, kept in the settings."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def recall(self, name: str) -> str:
        return self._desk.settings.geometry if name == "window" else ""

    def remember(self, name: str, value: str) -> None:
        if name == "window" and value != self._desk.settings.geometry:
            self._desk.choose(geometry=value)


def _hand_over(folder: Path, file: Path | None) -> bool:
    from ui.door import hand_over

    return hand_over(folder, file)


def _has_screen() -> bool:
    """Whether Qt could open a window; without one it would abort."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
