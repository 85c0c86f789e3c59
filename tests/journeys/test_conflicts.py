"""Two copies of an audit part and meet again: five conflicts, each settled in another way, and both agree."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from cxaudit import auditfile, cells
from cxaudit.edits import edit
from cxaudit.model import Brief
from cxaudit.quality import conflicts
from cxaudit.store.store import Store
from tests.journeys.test_access import controls, is_cut, name_of
from tests.marks import ALL, marks_of
from ui.look import TOUCH
from ui.widgets.labels import Label

SCORE, NOTE = cells.score("SEL-05"), cells.note("SEL-07")
CITY, OWNER, DUE = cells.brief("city"), cells.action("a", "owner"), cells.contact("k", "due")
SENT, SOON, LATE = (f"2027-01-{day}T09:00:00.000000Z" for day in (15, 16, 18))
GROUND = {
    cells.action("a", "zone"): "SAL-D",
    cells.action("a", "title"): "Train the consultants",
    cells.contact("k", "criterion"): "SEL-10",
    cells.contact("k", "channel"): "e-mail",
    cells.contact("k", "sent"): SENT,
}
HERE = {SCORE: 5, NOTE: "They were kind and quick", CITY: "Kazan", OWNER: "Head of sales", DUE: SOON}
THERE = {SCORE: 1, NOTE: "They were kind but slow", CITY: "Perm", OWNER: "Marketing", DUE: LATE}
CONTROL = Qt.KeyboardModifier.ControlModifier


def click(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def say(store: Store, audit: str, values, author: str) -> None:
    store.append(audit, [edit(store.audit(audit), cell, value) for cell, value in values.items()], author)


@pytest.fixture
def other(tmp_path):
    """The store of somebody else."""
    with Store(tmp_path / "other") as store:
        yield store


@pytest.fixture
def parted(auditor, other, tmp_path):
    """The audit is open here, and a file of it in which others wrote lies there."""

    def part(lang: str = "en"):
        auditor.start(lang)
        auditor.desk.create_audit(Brief(company="North House", auditor="Auditor One"))
        store, audit = auditor.desk.store, auditor.audit.id
        marks = dict(zip(map(cells.score, auditor.audit.framework.criteria), marks_of(ALL), strict=True))
        reasoned = {c: cells.score_value(mark, "Why") for c, mark in marks.items()}
        say(store, audit, reasoned | GROUND, "Auditor One")
        other.merge(store.package(audit))
        say(store, audit, HERE, "Auditor One")
        say(other, audit, THERE, "Auditor Two")
        auditfile.write(other.package(audit), tmp_path / "theirs.cxaudit")
        auditor.desk.close_audit()
        auditor.desk.open_audit(audit)
        return tmp_path / "theirs.cxaudit"

    return part


def meet(auditor, file) -> None:
    """Import that file into the audit that is open."""
    came: list[str] = []
    auditor.desk.import_file(file, came.append)
    auditor.wait(lambda: came)


def settle(auditor, reason: str) -> None:
    """Enter asks for the reason, and once it is typed settles."""
    auditor.enter()
    assert auditor.page.dock.reason.hasFocus()
    auditor.type(reason)
    auditor.enter()


def test_two_copies_that_parted_meet_and_agree_after_five_conflicts(auditor, other, parted, tmp_path):
    meet(auditor, parted())
    auditor.press("G", "g")
    auditor.press("I", "i")
    page = auditor.page
    assert page.key == "inbox" and len(page.list.rows) == 5
    auditor.wait(lambda: auditor.window.rail.entries["inbox"].accessibleName() == "Conflicts, 5")
    low, _ = auditor.desk.current.scores.stage("SEL").span

    assert page.shown.key == "visit/1/rating/SEL-05"
    auditor.press("2")
    assert f"→ {page.look.mean(low)}" in page.dock.effect.text()
    settle(auditor, "Two of three channels were silent")
    assert auditor.audit.rating("SEL-05").mark == 1

    click(page.detail.sides[0].starts[NOTE])
    auditor.press(Qt.Key.Key_End, held=CONTROL)
    auditor.type(", but slow at noon")
    click(page.dock.ready[1])
    click(page.dock.save)
    assert auditor.audit.rating("SEL-07").note == "They were kind and quick, but slow at noon"

    click(page.list.rows[DUE])
    auditor.press("T", "t")
    auditor.type("2027-01-17 12:00")
    auditor.press(Qt.Key.Key_Escape)
    settle(auditor, "The letter says so")

    click(page.list.rows[CITY])
    click(page.detail.sides[0].keep)
    click(page.dock.ready[2])
    click(page.dock.save)
    auditor.press(Qt.Key.Key_Right)
    settle(auditor, "They have the budget")

    assert auditor.audit.conflicts == () and page._nothing.isVisible()
    assert auditor.audit.brief.city == "Kazan"
    assert [head.value for head in auditor.audit.cells[OWNER]] == ["Marketing"]
    assert auditor.desk.current.scores.stage("SEL").score == pytest.approx(low)
    auditor.wait(lambda: auditor.window.rail.entries["inbox"].accessibleName() == "Conflicts")

    auditor.window.go("scoring", "SEL-05")
    auditor.press("H", "h")
    told = " ".join(label.text() for label in auditor.window.findChildren(Label))
    assert "Two of three channels were silent" in told and "Auditor Two" in told
    auditor.press(Qt.Key.Key_Escape)
    assert_the_report_follows(auditor, tmp_path)

    other.merge(auditor.desk.store.package(auditor.audit.id))
    theirs = other.audit(auditor.audit.id)
    assert theirs.conflicts == () and conflicts.count(theirs) == 0
    assert theirs.ratings == auditor.audit.ratings and theirs.brief == auditor.audit.brief
    assert auditor.faults == []


def assert_the_report_follows(auditor, tmp_path) -> None:
    auditor.window.go("report")
    auditor.page.save(tmp_path / "report.pdf")
    auditor.wait((tmp_path / "report.pdf").exists)
    document = pypdfium2.PdfDocument(io.BytesIO((tmp_path / "report.pdf").read_bytes()))
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    assert "They were kind and quick, but slow at noon" in text and "⟷" not in text


def test_undo_opens_a_conflict_again_wherever_the_reader_is(auditor, parted):
    meet(auditor, parted("ru"))
    auditor.window.go("inbox", SCORE)
    auditor.press("1")
    settle(auditor, "Проверено ещё раз")
    assert auditor.audit.rating("SEL-05").mark == 5
    auditor.press("Z", held=CONTROL)
    assert auditor.audit.rating("SEL-05").conflict and auditor.page.shown.key == "visit/1/rating/SEL-05"
    auditor.press("1")
    settle(auditor, "Снова")
    auditor.window.go("overview")
    auditor.press("Z", held=CONTROL)
    (bar,) = auditor.window.messages.bars
    assert bar.sentence == "Конфликт снова открыт."
    click(bar.link)
    assert (auditor.page.key, auditor.page.shown.key) == ("inbox", "visit/1/rating/SEL-05")


def test_what_is_typed_in_the_inbox_is_kept_at_once_and_is_no_change_yet(auditor, parted):
    meet(auditor, parted())
    auditor.window.go("inbox", NOTE)
    auditor.press("T", "t")
    auditor.type("They were kind")
    audit = auditor.audit.id
    auditor.wait(lambda: auditor.desk.place(f"inbox/{audit}"))
    kept = auditor.desk.place(f"inbox/{audit}")
    assert kept["visit/1/rating/SEL-07"]["given"] == {NOTE: "They were kind"}
    assert auditor.audit.rating("SEL-07").note_rivals


@pytest.mark.parametrize(("lang", "size", "scale"), [("ru", (1024, 600), 1.0), ("en", (1024, 600), 1.5)])
def test_every_control_of_a_conflict_is_named_whole_and_large_enough(auditor, parted, lang, size, scale):
    meet(auditor, parted(lang))
    auditor.desk.choose(scale=scale)
    auditor.window.showNormal()
    auditor.window.resize(*size)
    for key in (SCORE, NOTE, CITY, OWNER, DUE):
        auditor.window.go("inbox", key)
        auditor.rest()
        seen = list(controls(auditor.page))
        assert len(seen) > 8
        for control in seen:
            right = control.mapTo(auditor.window, QPoint(control.width(), 0)).x()
            assert name_of(control) and right <= size[0] and not is_cut(control, auditor.window)
            assert min(control.width(), control.height()) >= TOUCH, name_of(control)
