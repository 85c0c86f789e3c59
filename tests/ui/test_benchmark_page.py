"""The benchmark: who stands beside the audit, what is said of so many, and what is recorded."""

from __future__ import annotations

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxaudit import cells
from cxaudit.analysis.comparison import LATEST
from cxaudit.edits import edit
from cxaudit.errors import KnownError
from cxaudit.peer import Row, consented
from tests.core.analysis.test_benchmark import PEERS
from tests.marks import ALL, DEMO, marks_of
from tests.ui.audits import disagree, make
from ui.pages.benchmark import ground as benchmark_ground
from ui.pages.benchmark import words
from ui.pages.benchmark.lines import columns_for
from ui.pages.benchmark.page import BenchmarkPage
from ui.pages.benchmark.report import reported, write_report
from ui.pages.benchmark.table import ENTRY
from ui.pages.benchmark.trends import TrendSheet
from ui.widgets.figure import Figure
from ui.widgets.labels import Label
from ui.widgets.messages import MessageBar


@pytest.fixture
def benchmark(desk, opened_page):
    """Open the benchmark of the demo beside these imported rows."""

    def show(beside=(), lang="en", size=(1280, 800), marks=ALL, before=None) -> BenchmarkPage:
        desk.open_audit(rated(desk.store, marks))
        desk.store.benchmark.add(beside) if beside else None
        if before:
            before(desk.store)
        return opened_page(BenchmarkPage, lang=lang, size=size)

    return show


def rated(store, marks=ALL, company="Demo Co", **brief):
    return make(store, company, marks_of(marks), **brief)


def peer(company, scores, **said):
    made = {"product": "Coffee", "country": "Russia", "wave": "2026-1", "day": "2026-03-01"}
    return Row(
        **{"key": company, "company": company, "checklist": "cx8 1.0.0", "full": scores, **made, **said}
    )


FOUR = [peer(name, scores) for name, scores in PEERS.items()]


def names(page):
    return [entry.row.company for entry in page.found.table]


def said(page) -> str:
    shown = [*page.findChildren(Label), *page.findChildren(MessageBar), *page.findChildren(Figure)]
    texts = [w.sentence if isinstance(w, MessageBar) else w.text() for w in shown if w.isVisible()]
    return " | ".join(texts)


def read_row(page, at):
    model = page.table.model
    return model.data(model.index(at, 0), Qt.ItemDataRole.AccessibleTextRole)


# --- what is shown ------------------------------------------------------------------------------


def test_the_demo_stands_third_of_five_with_gaps_positions_and_chances(benchmark):
    page = benchmark(FOUR)
    assert names(page) == ["A", "B", "Demo Co", "C", "D"]
    standing = page.standing
    assert standing.rank.figure.text() == "3 of 5"
    assert standing.to_best.figure.text() == "\u22120.55" and standing.to_median.figure.text() == "+0.01"
    assert not standing.percentile.isVisible()
    assert [row.position for row in page.stages.rows][5:] == ["White space", "Catch up", "Defend"]
    assert page.table.medians.texts[:3] == ["2.80", "3.35", "2.95"]
    for part in ("0.90", "0.58", "0.60", "0.81", "above: A", "below: D", "Only the order to A, D is likely"):
        assert part in said(page)
    assert "4 other companies: only median, range and rank" in said(page)
    assert page.context == "Demo Co among 4 other companies, not the market as a whole"


def test_in_russian_the_words_are_russian_and_numbers_have_commas(benchmark):
    page = benchmark(FOUR, lang="ru")
    assert page.title == "Сравнение" and "не рынок в целом" in page.context
    assert page.standing.to_best.figure.text() == "\u22120,55"
    assert page.stages.rows[6].position == "Догонять"
    assert "медиана 3,30" in page.stages.rows[6].accessibleName()


def test_what_cannot_be_compared_says_why_in_words(benchmark):
    page = benchmark([*FOUR, peer("E", (3.0,) * 8, checklist="cx8 0.9"), peer("F", (), core=(3.0,) * 8)])
    assert names(page)[5:] == ["E", "F"]
    assert "not comparable: checklist cx8 0.9" in read_row(page, 5)
    assert "not comparable: external core only" in read_row(page, 6)
    assert page.standing.rank.figure.text() == "3 of 5"
    QTest.mouseClick(page.filters.comparable, Qt.MouseButton.LeftButton)
    assert names(page) == ["A", "B", "Demo Co", "C", "D"]


def test_old_audits_say_so_and_own_ones_do_not_count(benchmark):
    old = [FOUR[0]._replace(day="2020-01-01"), *FOUR[1:]]
    page = benchmark([*old, peer("Demo Co", (5.0,) * 8, key="x", product="Tea")])
    assert "older than 12 months" in read_row(page, 0)
    page.filters.choice = page.filters.choice.__class__(wave="")
    page.filters.changed.emit()
    assert "same company, not counted" in read_row(page, 0)
    [kin] = [entry for entry in page.table.model.found.table if entry.kin]
    assert words.note(page.look, kin, page.filters.choice).startswith("same company, not counted")
    assert page.standing.rank.figure.text() == "3 of 5"


def test_three_others_are_a_table_and_no_more(benchmark):
    page = benchmark(FOUR[:3])
    assert page.table.isVisible() and not page.stages.isVisible() and not page.standing.isVisible()
    assert not page.table.medians.isVisible()
    assert "3 other companies: only the table" in said(page)


def test_twelve_others_have_quartiles_and_an_indicative_percentile(benchmark):
    page = benchmark([peer(f"P{n:02}", (2.0 + n / 10,) * 8) for n in range(12)])
    assert page.standing.percentile.figure.text() == "69"
    assert "12 other companies: the percentile is indicative" in said(page)


def test_alone_the_page_says_how_to_find_others(benchmark):
    page = benchmark()
    assert "Nothing to compare with" in said(page) and not page.table.isVisible()
    assert page.context == "Demo Co: nothing to compare with yet"


def test_an_audit_without_scores_sees_the_others_and_has_no_rank(benchmark):
    page = benchmark(FOUR, marks="")
    assert len(names(page)) == 5 and names(page)[-1] == "Demo Co"
    assert not page.standing.rank.isVisible()


def test_a_row_in_words_has_every_score(benchmark):
    page = benchmark(FOUR)
    assert read_row(page, 2).startswith("Demo Co, 2026-1 · coverage 96%, overall: 2.80, Acquisition 3.00")


def test_among_many_the_own_row_is_in_sight(benchmark):
    page = benchmark([peer(f"P{n:02}", (n / 20,) * 8) for n in range(90)])
    rows = page.table.rows
    own = page.found.table.index(page.found.own)
    assert own > 20 and rows.viewport().rect().contains(rows.visualRect(page.table.model.index(own, 0)))


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600), (800, 1280)])
def test_every_column_has_room_for_its_figure(benchmark, size):
    page = benchmark(FOUR, size=size)
    cells_ = page.table.rows.delegate.columns.cells
    width = page.table.rows.viewport().width()
    assert len(cells_) == 9 and cells_[-1][0] + cells_[-1][1] <= width
    assert all(room >= page.look.metrics(14, 600).horizontalAdvance("0.00") for _, room in cells_)


# --- filters ------------------------------------------------------------------------------------


def test_the_first_choice_is_the_own_country_and_product_while_somebody_is_there(benchmark):
    page = benchmark([*FOUR, peer("Tea House", (1.0,) * 8, product="Tea")])
    assert (page.filters.choice.country, page.filters.choice.product) == ("Russia", "Coffee")
    assert page.filters.choice.wave == LATEST and "Tea House" not in names(page)


def test_nobody_in_the_country_widens_the_first_choice(benchmark):
    page = benchmark([peer("Abroad", (1.0,) * 8, country="Armenia")])
    assert page.filters.choice.country == "" and "Abroad" in names(page)


def test_a_chosen_filter_and_typed_names_narrow_the_table(benchmark, qtbot):
    page = benchmark([*FOUR, peer("Tea House", (1.0,) * 8, product="Tea")])
    page.filters.product.setCurrentIndex(0)
    page.filters.product.activated.emit(0)
    assert "Tea House" in names(page)
    QTest.keyClicks(page.filters.company, "tea, b")
    qtbot.waitUntil(lambda: names(page) == ["B", "Demo Co", "Tea House"])


def test_the_external_core_compares_rows_of_that_scope(benchmark):
    page = benchmark([*FOUR, peer("F", (), core=(3.0,) * 8)])
    page.filters.scopes.activated.emit(1)
    assert [e.row.company for e in page.found.table if not e.difference] == ["F", "Demo Co"]
    assert page.table.model.data(page.table.model.index(1, 0), ENTRY).overall == pytest.approx(
        2.871762, abs=1e-6
    )


def test_filters_stay_where_they_were_when_the_page_is_made_anew(benchmark):
    page = benchmark(FOUR)
    page.filters.wave.activated.emit(1)
    place = page.place()
    page.enter(place)
    assert page.filters.choice.wave == "" and page.filters.wave.currentText() == "All waves"


def test_of_very_many_only_what_is_asked_for_is_read_first_and_all_later(benchmark, qtbot, monkeypatch):
    monkeypatch.setattr(benchmark_ground, "FEW", 4)
    page = benchmark([*FOUR, peer("Tea House", (1.0,) * 8, product="Tea")])
    first = names(page)
    qtbot.waitUntil(lambda: benchmark_ground.EVERYWHERE in page.grounds._read)
    page.filters.changed.emit()
    assert names(page) == first == ["A", "B", "Demo Co", "C", "D"]
    page.filters.product.activated.emit(0)
    assert "Tea House" in names(page)


# --- what is recorded ---------------------------------------------------------------------------


def test_other_clients_need_consent_and_those_without_are_counted(benchmark):
    def others(store):
        rated(store, company="Client B")
        agreed = store.audit(rated(store, company="Client C"))
        store.append(agreed.id, [edit(agreed, cells.CONSENT, {"given": True, "by": "C"})], "A")

    page = benchmark(before=others)
    assert "Client C" in names(page) and "Client B" not in names(page)
    assert "1 audit of another company stays out" in said(page)


def test_consent_needs_its_giver_and_is_a_change_in_the_log(benchmark, desk):
    page = benchmark(FOUR)
    sources = page.sources
    sources.switch.click()
    assert not sources.switch.isChecked() and "Write who agreed" in sources.field.error
    assert not consented(desk.current.audit)
    sources.by.setText("Head of service, letter of 1 March")
    sources.switch.click()
    assert consented(desk.current.audit)
    (head,) = desk.current.audit.cells[cells.CONSENT]
    assert head.value == {"given": True, "by": "Head of service, letter of 1 March"}
    sources.switch.click()
    assert not consented(desk.current.audit)


def test_a_provisional_stage_of_the_audit_has_its_sign(benchmark):
    sale = DEMO["SAL"]
    page = benchmark(FOUR, marks=ALL.replace(sale, "U" * 5 + sale[5:]))
    row = page.stages.rows[2]
    assert row.doubt and "provisional" in row.accessibleName()
    assert not page.stages.rows[1].doubt
    model = page.table.model
    own = next(at for at in range(5) if model.index(at, 0).data(ENTRY).row.company == "Demo Co")
    assert "provisional" in model.index(own, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_provisional_stage_of_another_audit_has_its_sign_and_the_sign_its_meaning(benchmark):
    def agree(store):
        other = store.audit(rated(store, "3" * 5 + "U" * 5 + "3" * 110, "Other"))
        store.append(other.id, [edit(other, cells.CONSENT, {"given": True, "by": "C"})], "A")

    page = benchmark(FOUR, marks="3" * 120)
    assert page.table.legend.isHidden()
    agree(page.opened.store)
    page.expire()
    page.refresh()
    at = names(page).index("Other")
    assert read_row(page, at).count("provisional") == 1 and page.table.legend.isVisible()
    sheet = page.explain(f"score:{page.found.table[at].row.key}:0")
    assert any(label.text() == "3.00~" for label in sheet.findChildren(Label))


def test_an_audit_in_conflict_is_told_why_it_has_no_rank(benchmark, desk):
    def dispute(store):
        audit = desk.current.audit.id
        disagree(store, audit, cells.score("SEL-05"), 1, 5)
        desk.current.take_merge(store.audit(audit), store.scores(audit))

    page = benchmark(FOUR, before=dispute)
    assert "No rank: people disagree about scores or weights of this audit." in said(page)
    assert not page.standing.rank.isVisible()


def test_rows_are_imported_from_a_table_and_can_be_removed(benchmark, tmp_path, qtbot, desk):
    page = benchmark()
    path = tmp_path / "peers.csv"
    stages = ",".join(s.code for s in desk.current.audit.framework.stages)
    path.write_text(
        f"company,country,product,wave,date,{stages}\nA,Russia,Coffee,2026-1,2026-03-01" + ",3" * 8
    )
    with qtbot.waitSignal(page.said) as told:
        page.import_rows(path)
    assert told.args[:2] == ["ok", "1 row imported: peers.csv"]
    qtbot.waitUntil(lambda: "A" in names(page))
    assert "1 row was imported from a table." in said(page)
    page._drop()
    qtbot.waitUntil(lambda: names(page) == ["Demo Co"])


def test_a_bad_row_is_explained_and_nothing_is_imported(benchmark, tmp_path, qtbot):
    page = benchmark()
    path = tmp_path / "peers.csv"
    path.write_text("company,date\nA,2026-03-01")
    with qtbot.waitSignal(page.failed) as told:
        page.import_rows(path)
    assert isinstance(told.args[0], KnownError) and names(page) == ["Demo Co"]
    assert "“peers.csv”" in str(told.args[0]), "the name alone: the person has just chosen it"


def test_an_import_that_brings_nothing_new_says_so(benchmark, tmp_path, qtbot, desk):
    page = benchmark()
    path = tmp_path / "peers.csv"
    stages = ",".join(s.code for s in desk.current.audit.framework.stages)
    rows = [f"{name},2026-03-01" + ",3" * 8 for name in "ABC"]
    heard = []
    page.said.connect(lambda kind, sentence, *_: heard.append((kind, sentence)))
    for lines in (rows[:2], rows[:2], rows):
        path.write_text("\n".join([f"company,date,{stages}", *lines]))
        with qtbot.waitSignal(page.said):
            page.import_rows(path)
    assert heard == [
        ("ok", "2 rows imported: peers.csv"),
        ("quiet", "Nothing new in peers.csv: its 2 rows were there already."),
        ("ok", "1 row imported: peers.csv. The other rows were there already."),
    ]


def test_the_bar_of_a_failed_import_goes_with_the_next_one(desk, opened_window, tmp_path, qtbot):
    desk.open_audit(rated(desk.store))
    page = opened_window(BenchmarkPage).page
    bars = page.window().messages.bars
    page.import_rows(tmp_path / "none.csv")
    qtbot.waitUntil(lambda: [bar.kind for bar in bars] == ["danger"])
    path = tmp_path / "peers.csv"
    stages = ",".join(s.code for s in desk.current.audit.framework.stages)
    path.write_text(f"company,date,{stages}\nA,2026-03-01" + ",3" * 8)
    page.import_rows(path)
    qtbot.waitUntil(lambda: [bar.kind for bar in bars] == ["ok"])


def test_a_new_score_is_in_the_table_at_once(benchmark, desk):
    page = benchmark(FOUR)
    before = page.found.own.scores[0]
    desk.current.set_score("ACQ-16", 5)
    QApplication.processEvents()
    assert page.found.own.scores[0] > before


def test_the_audits_of_the_comparison_make_one_report_as_equals(benchmark, desk, tmp_path, qtbot):
    def others(store):
        for name in ("Company A", "Company B"):
            audit = store.audit(rated(store, ALL, name))
            store.append(audit.id, [edit(audit, cells.CONSENT, {"given": True, "by": "Client"})], "A")

    page = benchmark(before=others)
    ids = reported(page.found)
    assert len(ids) == 3
    with qtbot.waitSignal(page.said, timeout=60_000) as told:
        write_report(page, desk, ids, tmp_path / "three")
    assert told.args[:2] == ["ok", "Saved: three.pdf"]
    text = pypdfium2.PdfDocument(tmp_path / "three.pdf")[0].get_textpage().get_text_range()
    assert all(name in text for name in ("Demo Co", "Company A", "Company B"))


def test_imported_rows_alone_make_no_report_on_equals(benchmark, qtbot):
    page = benchmark(FOUR)
    with qtbot.waitSignal(page.said) as told:
        QTest.mouseClick(page.report_button, Qt.MouseButton.LeftButton)
    assert "takes 2 to 6 audits; here are 1." in told.args[1]


# --- trends -------------------------------------------------------------------------------------


def trend_sheet(page) -> TrendSheet:
    return next(one for one in page.window().findChildren(TrendSheet) if one.isVisible())


def test_a_trend_is_written_down_edited_undone_and_removed(benchmark, desk, qtbot, settled):
    page = benchmark()
    QTest.mouseClick(page.trends.add_button, Qt.MouseButton.LeftButton)
    asked = trend_sheet(page)
    assert (asked.country.text(), asked.product.text()) == ("Russia", "Coffee")
    asked.accept.click()
    assert asked.isVisible() and asked.source_field.error == "Name the source."
    asked.text.setPlainText("Rent <b>instead</b> of sale")
    asked.source.setText("Trade study")
    asked.date.setText("soon")
    asked.accept.click()
    assert asked.date_field.error and asked.isVisible()
    asked.date.setText("2026-05-01")
    asked.accept.click()
    settled()
    (row,) = page.trends.rows
    assert row.text() == "Rent <b>instead</b> of sale" and "Trade study · 1 May 2026" in row.accessibleName()
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    trend_sheet(page).source.setText("Another study")
    trend_sheet(page).accept.click()
    settled()
    assert "Another study" in page.trends.rows[0].accessibleName()
    desk.current.undo()
    settled()
    assert "Trade study" in page.trends.rows[0].accessibleName()
    QTest.mouseClick(page.trends.rows[0], Qt.MouseButton.LeftButton)
    trend_sheet(page).remove.click()
    settled()
    assert not page.trends.rows and "Nothing is written down yet" in said(page)
    desk.store.forget(desk.current.audit.id)
    history = [c for c in desk.store.history(desk.current.audit.id) if c.cell.startswith("trend/")]
    assert len(history) == 4 and history[-1].value is None


@pytest.mark.parametrize(("scale", "width"), [(1.0, 660), (1.25, 904), (1.5, 904), (1.5, 1160), (1.5, 680)])
def test_every_column_has_its_place_in_the_card_with_any_size_of_text(dressed, scale, width):
    look = dressed(scale=scale)
    columns = columns_for(look, width, 8)
    left, wide = columns.cells[-1]
    assert left + wide <= width
    assert wide >= look.metrics(14, 600).horizontalAdvance("3,09~")
    assert columns.names[1] >= look.px(70)
    assert columns.above is (width / scale < 620)
