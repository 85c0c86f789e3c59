"""Work beside the window."""

from __future__ import annotations

import gc
import sys
import threading
import time
import weakref

import pytest
from PySide6.QtCore import QObject, QThread, QThreadPool
from PySide6.QtWidgets import QApplication, QWidget

from cxaudit.errors import KnownError
from cxaudit.progress import Cancelled, Progress
from ui.worker import finish, is_idle, run


def test_the_outcome_arrives_on_the_windows_thread(qtbot, qapp: QApplication) -> None:
    heard: list[object] = []

    def done(outcome: str) -> None:
        heard.append((outcome, QThread.currentThread() is qapp.thread()))

    run(lambda _: f"from {threading.current_thread() is threading.main_thread()}", done, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [("from False", True)]


def test_work_that_waits_for_somebody_far_away_keeps_nothing_else_waiting(qtbot, qapp: QApplication) -> None:
    let_go, heard = threading.Event(), []
    for _ in range(2 * QThreadPool.globalInstance().maxThreadCount()):
        run(lambda _: let_go.wait(20), heard.append, heard.append, far=True)
    run(lambda _: "near", heard.append, heard.append)
    qtbot.waitUntil(lambda: heard == ["near"])
    let_go.set()
    qtbot.waitUntil(is_idle)


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


class Held(QObject):
    """Something of the window that work knows, and where it was let go."""

    let_go_here: list[bool]

    def __init__(self) -> None:
        super().__init__()
        main = threading.main_thread().ident
        weakref.finalize(self, lambda: Held.let_go_here.append(threading.get_ident() == main))


def test_what_work_holds_is_let_go_on_the_windows_thread(qtbot, qapp: QApplication) -> None:
    Held.let_go_here = []

    def begin() -> None:
        held = Held()
        run(lambda _: id(held), lambda _: None, lambda _: None, owner=held)

    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(1500):
            begin()
            while not is_idle():
                qapp.processEvents()
    finally:
        sys.setswitchinterval(often)
    gc.collect()
    assert Held.let_go_here == [True] * 1500


def test_garbage_of_the_window_is_not_collected_by_a_thread_that_works(qtbot) -> None:
    """Python collects on the thread that happens to make an object; widgets do not survive that."""
    Held.let_go_here = []
    heard: list[object] = []
    let_go = threading.Event()

    def make_objects(_: Progress) -> int:
        let_go.wait(5)
        return len([[] for _ in range(200_000)])

    run(make_objects, heard.append, heard.append)
    held = Held()
    held.itself = held  # type: ignore[attr-defined]
    del held
    let_go.set()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [200_000]
    alive: list[list[object]] = [[] for _ in range(2 * gc.get_threshold()[0])]
    qtbot.waitUntil(lambda: bool(Held.let_go_here))
    assert Held.let_go_here == [True]
    del alive


def test_waiting_for_the_end_of_work_leaves_the_processor_alone(qtbot) -> None:
    heard: list[object] = []
    let_go = threading.Event()
    run(lambda _: let_go.wait(0.5), heard.append, heard.append)
    begun = time.thread_time()
    finish()
    assert heard == [False] and is_idle()
    assert time.thread_time() - begun < 0.2
