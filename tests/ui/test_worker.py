"""Work beside the window."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QWidget

from cxaudit.errors import KnownError
from cxaudit.progress import Cancelled, Progress
from ui.worker import run


def test_the_outcome_arrives_on_the_windows_thread(qtbot, qapp: QApplication) -> None:
    heard: list[object] = []

    def done(outcome: str) -> None:
        heard.append((outcome, QThread.currentThread() is qapp.thread()))

    run(lambda _: f"from {threading.current_thread() is threading.main_thread()}", done, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [("from False", True)]


@pytest.mark.parametrize("fault", [KnownError("The disk is full."), ZeroDivisionError("ours")])
def test_what_the_work_raises_reaches_failed_as_it_is(qtbot, fault: Exception) -> None:
    heard: list[object] = []

    def break_off(_: Progress) -> None:
        raise fault

    run(break_off, lambda _: heard.append("done"), heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [fault]


def test_cancelled_work_says_so_and_stops(qtbot) -> None:
    heard: list[object] = []
    begun, let_go = threading.Event(), threading.Event()

    def count(progress: Progress) -> None:
        progress.step(0, 2)
        begun.set()
        let_go.wait(5)
        progress.step(1, 2)

    job = run(count, lambda _: heard.append("done"), heard.append)
    assert begun.wait(5)
    job.cancel()
    let_go.set()
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], Cancelled)


def test_progress_is_told_up_to_the_end(qtbot) -> None:
    steps: list[tuple[int, int]] = []
    heard: list[object] = []

    def count(progress: Progress) -> None:
        for i in range(1000):
            progress.step(i + 1, 1000)

    run(count, heard.append, heard.append, progress=lambda done, total: steps.append((done, total)))
    qtbot.waitUntil(lambda: bool(heard))
    assert steps[-1] == (1000, 1000)
    assert len(steps) < 1000, "the window is not flooded"


def test_work_for_a_widget_that_is_gone_is_told_to_nobody(qtbot, qapp: QApplication) -> None:
    class Owner(QWidget):
        def take(self, outcome: object) -> None:
            heard.append("gone")

    heard: list[object] = []
    let_go = threading.Event()
    owner = Owner()
    run(lambda _: let_go.wait(5), owner.take, owner.take)
    owner.deleteLater()
    qapp.sendPostedEvents()
    qapp.processEvents()
    let_go.set()
    run(lambda _: "after", heard.append, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["after"]
