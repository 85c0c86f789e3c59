"""Writes a picture of every page: `./run shots DIR` (both languages, themes and sizes)."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from cxaudit import cells
from cxaudit.edits import edit
from cxaudit.model import LANGS, Brief, Lang
from ui import worker
from ui.app import Session
from ui.desk import Desk

SIZES = ((1280, 800), (1024, 600))
THEMES = ("light", "dark")
PAGES: tuple[tuple[str, object], ...] = (
    ("home", None),
    ("team", None),
    ("inbox", None),
    ("overview", None),
    ("brief", None),
    ("week", None),
    ("scoring", "SEL-05"),
    ("debrief", None),
    ("photo", None),
    ("phone", None),
    ("review", None),
    ("growth", None),
    ("potential", None),
    ("benchmark", None),
    ("calibration", None),
    ("waves", None),
    ("report", None),
    ("brand", None),
    ("settings", None),
    ("help", None),
)
LONGEST = 30.0
QUIET = 0.5


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: ./run shots DIR", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["cxaudit"])
    written = 0
    for lang in LANGS:
        with tempfile.TemporaryDirectory() as home:
            for name in shoot(app, Path(home), lang, folder):
                print(name)
                written += 1
    print(f"{written} pictures in {folder}")
    return 0


def shoot(app: QApplication, home: Path, lang: Lang, folder: Path) -> Iterator[str]:
    """The pictures of one language: the first start, then the sample audit."""
    session = Session(app, home)
    desk, window = session.desk, session.window
    desk.choose(language=lang)
    session.start()
    window.showNormal()
    wait(lambda: desk.store is not None)
    for size, theme in product(SIZES, THEMES):
        desk.choose(theme=theme)
        yield _grab(session, folder, "home-empty", lang, theme, size)
    desk.create_audit(Brief(company="Пример Клиника" if lang == "ru" else "Sample Clinic", auditor="A"))
    opened: list[str] = []
    desk.open_sample(opened.append)
    wait(lambda: bool(opened))
    desk.open_audit(opened[0])
    score_again(desk, opened[0])
    score_before(desk, opened[0])
    photos = [e.id for e in desk.current.audit.evidence if e.kind == "image"] if desk.current else []
    for size, theme, (page, argument) in product(SIZES, THEMES, PAGES):
        desk.choose(theme=theme)
        window.go(page, photos[0] if page == "photo" else argument)
        yield _grab(session, folder, page, lang, theme, size)
    window.close()


def score_again(desk: Desk, audit_id: str) -> None:
    """A second auditor's audit of the same, a little stricter."""
    if desk.store is None:
        return
    first = desk.store.audit(audit_id)
    second = desk.store.create(replace(first.brief, auditor="B"), author="B").audit
    marks = [(c, r.mark) for c, r in first.ratings.items() if isinstance(r.mark, int)]
    edits = [
        edit(second, cells.score(c), max(0, mark - (at % 4 == 3) - (at % 20 == 7)))
        for at, (c, mark) in enumerate(marks)
    ]
    desk.store.append(second.id, edits, "B")
    desk.list_changed.emit()


def score_before(desk: Desk, audit_id: str) -> None:
    """An earlier wave of the same: two stages weaker, one stronger, the last unfinished, and a red flag."""
    if desk.store is None:
        return
    after = desk.store.audit(audit_id)
    brief = replace(after.brief, auditor="B", wave="2025-1")
    before = desk.store.create(brief, author="B").audit
    moved = {"SAL": -2, "EVO": -1, "LOY": 2, "SEL-05": -2}
    edits = []
    for at, (c, rating) in enumerate(after.ratings.items()):
        if isinstance(rating.mark, int) and not c.startswith("OFF"):
            score = min(
                5, max(0, rating.mark + moved.get(c, moved.get(c[:3], 0)) + (at % 7 == 3) - (at % 9 == 4))
            )
            edits += [edit(before, cells.score(c), score), edit(before, cells.note(c), rating.note)]
    desk.store.append(before.id, edits, "B")
    desk.list_changed.emit()


def _grab(session: Session, folder: Path, page: str, lang: str, theme: str, size: tuple[int, int]) -> str:
    window = session.window
    window.resize(*size)
    settle()
    name = f"{page}-{lang}-{theme}-{size[0]}x{size[1]}.png"
    window.grab().save(str(folder / name))
    return name


def settle() -> None:
    """Let the window paint, and pages finish what they draw beside it, until nothing moves for a while."""
    quiet_since = time.monotonic()
    until = quiet_since + LONGEST
    while time.monotonic() - quiet_since < QUIET and time.monotonic() < until:
        QCoreApplication.processEvents()
        if not worker.is_idle():
            quiet_since = time.monotonic()
        time.sleep(0.005)


def wait(ready: Callable[[], bool]) -> None:
    until = time.monotonic() + LONGEST
    while not ready():
        if time.monotonic() > until:
            raise TimeoutError("the window did not get ready")
        QCoreApplication.processEvents()
        time.sleep(0.005)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
