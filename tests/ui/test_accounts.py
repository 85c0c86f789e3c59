"""A number of an analysis opens its account: the same figure, what it was made of, the way to the marks."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cxaudit import cells, demo
from cxaudit.analysis.baseline import edits_of
from cxaudit.edits import edit
from cxaudit.errors import KnownError
from cxaudit.model import Evidence
from cxaudit.scoring import score
from cxaudit.store.database import driver_of
from tests.marks import ALL, marks_of
from tests.ui.audits import make
from tests.ui.test_benchmark_page import FOUR
from ui.look import TOUCH
from ui.pages.benchmark.page import BenchmarkPage
from ui.pages.calibration.page import CalibrationPage
from ui.pages.growth.page import GrowthPage
from ui.pages.lineage.sheet import LineageSheet
from ui.pages.potential.page import PotentialPage
from ui.pages.waves.page import WavesPage
from ui.widgets.figure import Figure
from ui.widgets.labels import Label
from ui.widgets.sums import Reckoning, Table


@pytest.fixture
def audit(desk):
    """The demo's marks with a file at each low one, and the client's figures."""
    id_ = make(desk.store, marks=marks_of(ALL))
    made = desk.store.audit(id_)
    edits = [edit(made, cells.evidence(f"e-{c}"), _file(c)) for c in made.framework.criteria]
    edits += edits_of(made, demo.baseline("en"))
    desk.store.append(id_, edits, "Auditor One")
    return id_


def _file(criterion):
    file = Evidence("", criterion, "file", "a.bin", "application/octet-stream", 3, "0" * 64, "2026-05-20")
    return cells.evidence_value(file)


@pytest.fixture
def shown(desk, audit, opened_page):
    """Open a page of that audit."""

    def show(page, lang="en", size=(1280, 800)):
        desk.open_audit(audit)
        return opened_page(page, lang=lang, size=size)

    return show


@pytest.fixture
def second(desk):
    """Another audit of the company with other marks."""

    def make_second(wave="2025-4", **said):
        other = ["4" if mark == "3" else mark for mark in ALL.replace(" ", "")]
        return make(desk.store, marks=marks_of("".join(other)), wave=wave, **said)

    return make_second


def sheet(page) -> LineageSheet:
    return next(s for s in page.window().findChildren(LineageSheet) if s.isVisible())


def press(qtbot, widget):
    qtbot.waitUntil(lambda: widget.height() > 0)  # the layout gives a new number its room a moment later
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    for _ in range(4):
        QApplication.processEvents()


def words(opened) -> str:
    return " | ".join(label.text() for label in opened.findChildren(Label) if label.isVisible())


def sums(opened) -> dict[str, str]:
    return dict(line for box in opened.view.findChildren(Reckoning) for line in box.lines)


def told(page, key):
    """The account of a figure, as the page tells it to the sheet."""
    return page._tell(key)


# --- growth -------------------------------------------------------------------------------------


def test_every_figure_of_a_zone_opens_with_the_very_number_of_the_page(shown, qtbot):
    page = shown(GrowthPage)
    zone = next(z for z in page.growth.zones if z.code == page.zone)
    values = {
        "points": zone.points,
        "uplift": zone.uplift,
        "index": zone.index,
        "place": 1,
        "money": zone.money.middle,
    }
    assert set(page.card.facts.figures) == set(values)
    for kind, figure in page.card.facts.figures.items():
        account = told(page, f"{kind}:{zone.code}")
        assert figure.value == account.value == values[kind]
        assert figure.text() == account.shown
        press(qtbot, figure)
        assert figure.text() in words(sheet(page))
        sheet(page).close_with(False)


def test_the_points_of_a_zone_are_the_gaps_by_criteria_by_weight(shown, qtbot):
    page = shown(GrowthPage)
    press(qtbot, page.card.facts.figures["points"])
    opened = sheet(page)
    said = sums(opened)
    assert said["Sum of the gaps below"] == "11.0000"
    assert said["Scored criteria of the stage"] == "15"
    assert said["Weight of the stage, as a share of 1"] == "0.1500"
    assert said["Gaps ÷ criteria × weight"] == "0.1100"
    assert "Target: 5 of 5 for every check." in words(opened)
    assert [row.figure for row in opened.view.rows] == ["3", "1", "3", "4"]


def test_from_the_index_the_way_leads_to_a_note_and_back(shown, qtbot):
    page = shown(GrowthPage)
    press(qtbot, page.card.facts.figures["index"])
    opened = sheet(page)
    press(qtbot, opened.view.rows[0])
    assert opened.path == ("=index:SAL-D", "=points:SAL-D")
    press(qtbot, opened.view.rows[-1])
    assert opened.rest == ("SAL", "SAL-15") and opened.scoring_button.isVisible()
    assert [name for name, _ in opened._steps()] == ["Index of SAL-D", "Points of SAL-D", "Sale", "SAL-15"]
    assert opened.back() and opened.back() and opened.path == ("=index:SAL-D",)
    assert not opened.back()


def test_the_money_of_a_zone_leads_to_the_effect_of_its_stage(shown, qtbot):
    page = shown(GrowthPage)
    press(qtbot, page.card.facts.figures["money"])
    opened = sheet(page)
    assert sums(opened)["Middle"] == "₽165,000"
    press(qtbot, opened.view.rows[0])
    assert opened.path[-1] == "=stage:SAL" and "3.27 of 5" in words(opened)


def test_a_place_shows_the_rivals_and_other_orders(shown, qtbot):
    page = shown(GrowthPage)
    press(qtbot, page.card.facts.figures["place"])
    opened = sheet(page)
    assert [row.figure for row in opened.view.rows] == ["0.1744", "0.1257", "0.1249", "0.1093", "0.1074"]
    assert sums(opened)["Half of the first index"] == "0.0872"
    assert "By points: SOL-D, ONB-D, EVO-C, SAL-D, SEL-B." in words(opened)


def test_when_a_mark_changes_under_the_sheet_the_account_follows(shown, qtbot, desk):
    page = shown(GrowthPage)
    press(qtbot, page.card.facts.figures["points"])
    desk.current.set_score("SAL-15", 5)
    for _ in range(6):
        QApplication.processEvents()
    assert sums(sheet(page))["Sum of the gaps below"] == "7.0000"


# --- potential ----------------------------------------------------------------------------------


def test_low_middle_and_high_show_inputs_sources_ranges_and_the_overlap_rule(shown, qtbot):
    page = shown(PotentialPage)
    qtbot.waitUntil(lambda: page.found is not None)
    for end in ("low", "middle", "high"):
        part = getattr(page.gain, end)
        account = told(page, f"gain:{end}")
        assert part.number.value == account.value == getattr(page.found.planned.change, end)
        assert part.number.text() == account.shown
        press(qtbot, part.number)
        said = words(sheet(page))
        for expected in ("Conversion to purchase", "Source: ", "the larger counts", "Profit then"):
            assert expected in said
        sheet(page).close_with(False)
    then = page.found.planned.outcomes[1]
    assert then.profit - page.found.base.profit == page.found.planned.change.middle


def test_a_stage_alone_shows_now_and_then_line_by_line(shown, qtbot):
    page = shown(PotentialPage)
    qtbot.waitUntil(lambda: page.found is not None)
    bar = page.stages.bars["SAL"]
    account = told(page, "stage:SAL")
    assert bar.effect.change.middle == account.value
    press(qtbot, bar)
    (table,) = sheet(page).view.findChildren(Table)
    assert table.rows[-1][2:] == ("346,667", "390,000", "433,333")
    press(qtbot, sheet(page).view.rows[0])
    assert sheet(page).rest == ("SAL",)


# --- benchmark ----------------------------------------------------------------------------------


def test_every_score_in_the_table_opens_that_very_score(shown, desk):
    desk.store.benchmark.add(FOUR)
    page = shown(BenchmarkPage)
    for entry in page.found.table:
        for at in range(-1, 8):
            value = entry.overall if at < 0 else entry.scores[at]
            account = told(page, f"score:{entry.row.key}:{at}")
            doubt = "~" if at >= 0 and entry.row.doubtful("full")[at] else ""
            assert account.value == value and account.shown == page.look.mean(value) + doubt


def test_a_peer_that_is_at_hand_shows_its_marks_but_neither_notes_nor_evidence(shown, desk, qtbot):
    peer = make(desk.store, "Other Co", marks_of(ALL), auditor="Auditor Two")
    made = desk.store.audit(peer)
    consent = edit(made, cells.CONSENT, {"given": True, "by": "their director"})
    note = edit(made, cells.note("ACQ-01"), "a secret of theirs")
    desk.store.append(peer, [consent, note], "Auditor Two")
    page = shown(BenchmarkPage)
    page.explain(f"score:{peer}:0")
    opened = sheet(page)
    assert "Notes and evidence stay in that audit" in words(opened)
    assert "a secret of theirs" not in words(opened) and not opened.view.rows
    assert sums(opened)["Sum ÷ criteria"] == "3.0000"


def test_over_the_external_core_every_own_score_is_made_of_its_marks(shown, desk):
    desk.store.benchmark.add([row._replace(core=row.full) for row in FOUR])
    page = shown(BenchmarkPage)
    page.filters.set_places(page.grounds.places, page.filters.choice, "core")
    page._compare()
    own = page.found.own
    for at, value in enumerate(own.scores):
        account = told(page, f"score:{own.row.key}:{at}")
        assert account.value == value
        marks = [lead.mark for block in account.blocks for lead in block.leads]
        assert Fraction(sum(marks), len(marks)) == pytest.approx(value, abs=1e-12)
        assert "Only the criteria that an outsider can check." in account.words


def test_a_damaged_peer_is_said_and_opens_nothing(shown, desk):
    peer = make(desk.store, "Other Co", marks_of(ALL), auditor="Auditor Two")
    consent = edit(desk.store.audit(peer), cells.CONSENT, {"given": True, "by": "their director"})
    desk.store.append(peer, [consent], "Auditor Two")
    page = shown(BenchmarkPage)
    driver = driver_of(desk.store._database._connection)
    driver.execute("UPDATE changes SET value = '9' WHERE value = '4' AND audit = ?", (peer,))
    driver.commit()
    desk.store.forget(peer)
    faults = []
    page.failed.connect(faults.append)
    assert page.explain(f"score:{peer}:0") is None
    assert isinstance(faults[0], KnownError)


def test_rank_gaps_percentile_median_position_and_chance_show_peers_and_rule(shown, desk):
    desk.store.benchmark.add(FOUR)
    page = shown(BenchmarkPage)
    stands = page.found.overall
    figures = {
        "rank": (page.standing.rank.figure, stands.rank),
        "gap:best": (page.standing.to_best.figure, stands.to_best),
        "gap:median": (page.standing.to_median.figure, stands.to_median),
        "median:-1": (page.table.medians.figures[0], page.found.median_overall),
    }
    for pair in page.standing.pairs:
        figures[f"chance:{pair.key}"] = (pair.chance, pair.chance.value)
    for about, (figure, value) in figures.items():
        account = told(page, about)
        assert figure.value == account.value == value and figure.text() == account.shown, about
        leads = [lead for block in account.blocks for lead in block.leads]
        assert leads and all(lead.path for lead in leads), about
    position = told(page, "position:6")
    assert position.shown == "Catch up" and position.value == page.found.own.scores[6]
    assert "Catch up: 0.5 or more below their median." in position.words


def test_a_cell_can_be_opened_with_the_mouse_and_with_the_keyboard(shown, desk, qtbot):
    desk.store.benchmark.add(FOUR)
    page = shown(BenchmarkPage)
    rows = page.table.rows
    left, wide = rows.delegate.columns.cells[3]
    place = rows.visualRect(rows.model().index(0, 0)).center()
    place.setX(left + wide // 2)
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert sheet(page).path == ("=score:A:2",)
    sheet(page).close_with(False)
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    rows.setCurrentIndex(rows.model().index(2, 0))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(rows, key)
    assert sheet(page).path == ("SEL",), "the own audit has its own lineage"


# --- waves --------------------------------------------------------------------------------------


def test_a_change_shows_its_error_and_the_smallest_that_can_be_told(shown, second, qtbot):
    second()
    page = shown(WavesPage)
    change = page.found.overall.change
    account = told(page, "overall")
    assert page.claim.change.value == account.value == change.difference
    assert page.claim.change.text() == account.shown
    press(qtbot, page.claim.change)
    assert sums(sheet(page))["Error of the change"] == f"{change.error:.4f}"
    assert sums(sheet(page))["Smallest detectable change: 1.96 × error"] == f"{change.detectable:.4f}"


def test_a_pressed_stage_shows_its_change_and_its_criteria_in_both_waves(shown, second, qtbot):
    second()
    page = shown(WavesPage)
    line = page.stages.lines[0]
    press(qtbot, line)
    opened = sheet(page)
    account = told(page, "stage:ACQ")
    assert account.value == line.move_.change.difference
    assert len(opened.view.rows) == 16
    variance = 2 * 0.36 / 16
    assert sums(opened)["Error of the change, the root of their sum"] == f"{variance**0.5:.4f}"


# --- calibration --------------------------------------------------------------------------------


def test_every_figure_of_agreement_opens_with_the_table_behind_it(shown, second, qtbot, audit):
    second(wave="2026-1", auditor="Auditor Two")
    page = shown(CalibrationPage)
    found = page.found.agreement
    for block in page.figures.blocks:
        key = block.figure.key
        account = told(page, key)
        assert block.number.value == account.value and block.number.text() == account.shown
        if not key.startswith("icc"):
            assert account.value == getattr(found, key)
        press(qtbot, block.number)
        tables = sheet(page).view.findChildren(Table)
        assert len(tables) == 1
        if not key.startswith("icc"):
            cells_ = [int(n) for row in tables[0].rows[1:] for n in row[1:] if n != "·"]
            assert sum(cells_) == found.units
        sheet(page).close_with(False)


def test_the_icc_of_stage_scores_stands_with_the_other_figures(shown, second, desk, audit):
    other = second(wave="2026-1", auditor="Auditor Two")
    page = shown(CalibrationPage)
    figures = {block.figure.key: block.figure for block in page.figures.blocks}
    rows = []
    for a, b in zip(
        score(desk.store.audit(audit)).stages, score(desk.store.audit(other)).stages, strict=True
    ):
        rows.append((Fraction(a.score), Fraction(b.score)))
    grand = sum((x for row in rows for x in row), Fraction(0)) / 16
    between = 2 * sum(((a + b) / 2 - grand) ** 2 for a, b in rows) / 7
    columns = [sum(row[n] for row in rows) / 8 for n in (0, 1)]
    raters = 8 * sum((mean - grand) ** 2 for mean in columns)
    whole = sum((x - grand) ** 2 for row in rows for x in row)
    rest = (whole - 7 * between - raters) / 7
    expected = float((between - rest) / (between + rest + 2 * (raters - rest) / 8))
    assert figures["icc_single"].exact == pytest.approx(expected, abs=1e-12)


def test_without_two_shared_stages_the_icc_is_not_computable_and_says_why(desk, opened_page, qtbot):
    a = make(desk.store, marks=marks_of("4433243324"))
    make(desk.store, marks=marks_of("4433243324"), auditor="Auditor Two")
    desk.open_audit(a)
    page = opened_page(CalibrationPage)
    block = next(b for b in page.figures.blocks if b.figure.key == "icc_single")
    assert block.figure.value == "—" and block.figure.reading == "not computable"
    press(qtbot, block.number)
    assert "It takes 2 stages that both scored." in words(sheet(page))


# --- one way to press ---------------------------------------------------------------------------


@pytest.mark.parametrize("page_type", [GrowthPage, PotentialPage, BenchmarkPage, WavesPage, CalibrationPage])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_all_numbers_that_open_are_large_enough_named_and_reached_by_tab(
    shown, second, desk, qtbot, page_type, lang
):
    second()
    desk.store.benchmark.add(FOUR)
    page = shown(page_type, lang=lang, size=(1024, 600))
    if page_type is PotentialPage:
        qtbot.waitUntil(lambda: page.found is not None)
    for _ in range(6):
        QApplication.processEvents()
    figures = [f for f in page.findChildren(Figure) if f.isVisible() and f.isEnabled()]
    assert figures
    for figure in figures:
        assert figure.height() >= TOUCH and figure.width() >= TOUCH, figure.accessibleName()
        assert ": " in figure.accessibleName() and figure.toolTip()
        assert figure.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert figure.width() >= figure.sizeHint().width(), figure.accessibleName()
