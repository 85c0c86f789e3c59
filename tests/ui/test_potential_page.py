"""The potential: figures are typed with their source and saved, sums come as ranges with reservations."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextDocumentFragment

from cxaudit import cells, demo
from cxaudit.analysis.baseline import Entry, baseline_of, edits_of, entries_of, value_of
from cxaudit.analysis.figure_number import shown, typed
from cxaudit.edits import Edit, edit
from cxaudit.i18n import translator
from cxaudit.model import Brief, Evidence
from cxaudit.quality import completeness
from tests.ui.audits import disagree
from ui.pages import gap_words
from ui.pages.lineage.sheet import LineageSheet
from ui.pages.potential.bar import axis_of
from ui.pages.potential.page import PotentialPage
from ui.widgets.labels import Label

NBSP = "\u00a0"


@pytest.fixture
def scored(desk):
    """An audit with the marks of the sample, proven, and its baseline unless told not to."""

    def make(baseline: bool = True) -> str:
        audit = desk.store.create(Brief(company="Demo Co", auditor="Auditor One"), author="Auditor One").audit
        edits = [
            edit(audit, cells.score(c), cells.score_value(demo.mark(c), demo.reason(c, "en")))
            for c in audit.framework.criteria
        ]
        edits += [
            Edit(cells.evidence(f"e-{c}"), cells.evidence_value(proof(c))) for c in audit.framework.criteria
        ]
        edits += edits_of(audit, demo.baseline("en")) if baseline else []
        desk.store.append(audit.id, edits, "Auditor One")
        return audit.id

    return make


@pytest.fixture
def show(desk, opened_window, qtbot):
    """The page of an audit in the window; waits for its sums if it has a baseline."""

    def open_page(audit: str, lang="en", width=1280, height=800, scale=1.0) -> PotentialPage:
        desk.open_audit(audit)
        page = opened_window(PotentialPage, lang=lang, scale=scale, size=(width, height)).page
        if baseline_of(desk.current.audit):
            qtbot.waitUntil(lambda: page.found is not None)
        return page

    return open_page


@pytest.fixture
def page(show, scored) -> PotentialPage:
    return show(scored())


def proof(criterion):
    return Evidence(
        f"e-{criterion}", criterion, "file", "a.txt", "text/plain", 1, "0" * 64, "2026-05-18T08:00:00Z"
    )


def figure(desk, name):
    return entries_of(desk.current.audit).figures[name]


# --- the result -----------------------------------------------------------------------------


def test_the_headline_is_the_planning_level_with_the_stated_range_in_grey(page):
    assert page.gain.low.number.text().replace(NBSP, " ") == "+₽1.94 million"
    assert page.gain.middle.number.text().replace(NBSP, " ") == "+₽2.33 million"
    assert page.gain.high.number.text().replace(NBSP, " ") == "+₽2.75 million"
    assert "90% of random combinations, ₽2.16–2.50" in page.gain.words.text()
    assert "×1: ₽4.42–6.62" in page.gain.stated.text()
    assert page.form.profit.text().replace(NBSP, " ") == "₽2.00 million"


def test_the_same_sums_in_russian(show, scored):
    page = show(scored(), "ru")
    assert page.gain.middle.number.text().replace(NBSP, " ") == "+2,33 млн ₽"
    assert page.stages.bars["OFF"].said == "159–271"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Base: 2,000 new clients a year (2% of 100,000 visits or leads), profit ₽2.00 million. "
               "Not tested at this company."),
        ("ru", "База: 2 000 новых клиентов в год (2 % из 100 000 визитов или лидов), прибыль 2,00 млн ₽. "
               "На этой компании не проверено."),
    ],
)  # fmt: skip
def test_the_headline_says_its_base_and_that_nobody_tested_it(show, scored, lang, said):
    assert show(scored(), lang).gain.ground.text().replace(NBSP, " ") == said


def test_a_client_at_a_loss_gets_no_bar_and_ends_named_by_uplift(page, desk, qtbot):
    assert not page.gain.bar.isHidden() and page.gain.low.name.text() == "Low"
    page.form.fields["cac"].number.setFocus()
    page.form.fields["cac"].number.setText("9000")
    page.form.flush()
    qtbot.waitUntil(lambda: page.found.client_costs_more)
    assert page.gain.bar.isHidden() and not page.gain.losing.isHidden()
    names = [part.name.text() for part in (page.gain.low, page.gain.middle, page.gain.high)]
    assert names == ["Lowest uplifts", "Middle uplifts", "Highest uplifts"]
    assert all(bar.range is None and bar.said for bar in page.stages.bars.values())
    page.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "lowest uplifts" in copied and "A new client now costs more than he brings" in copied


def test_each_stage_has_its_own_range_and_nothing_is_added_up(page):
    said = {code: bar.said for code, bar in page.stages.bars.items()}
    assert said == {
        "ACQ": "40–92",
        "SEL": "21–54",
        "SAL": "347–433",
        "ONB": "365–500",
        "SOL": "293–366",
        "EVO": "382–548",
        "LOY": "543–642",
        "OFF": "159–271",
    }
    middles = sum(effect.change.middle for effect in page.found.planned.stages)
    assert middles > page.found.planned.change.middle * 1.05
    assert page.stages.overlap.text().count("together only the larger counts") == 2


def test_a_pressed_stage_opens_its_account(page, settled):
    page.stages.bars["SAL"].click()
    settled()
    (opened,) = [s for s in page.window().findChildren(LineageSheet) if s.isVisible()]
    words = " ".join(label.text() for label in opened.findChildren(Label))
    for part in ("3.27 of 5", "34.7%", "+40–50%", "+6.9–8.7%"):
        assert part in words


def test_the_top_zones_are_a_narrower_scope(page, qtbot):
    before = page.found
    page.gain.scope._segments[1].click()
    assert page.found is before, "the window does not compute itself"
    qtbot.waitUntil(lambda: page.found is not before)
    assert set(page.found.scope) == {"SAL", "ONB", "SOL", "EVO", "LOY"}
    assert page.gain.middle.number.text().replace(NBSP, " ") == "+₽2.15 million"
    assert page.stages.bars["ACQ"].isHidden() and not page.stages.bars["SAL"].isHidden()


def test_a_scope_without_top_zones_says_why_it_is_empty(desk, show, qtbot):
    audit = desk.store.create(Brief(company="Demo Co", auditor="A"), author="A").audit
    edits = [edit(audit, cells.score(c), 3) for c in audit.framework.criteria]
    desk.store.append(audit.id, [*edits[:20], *edits_of(audit, demo.baseline("en"))], "A")
    page = show(audit.id)
    page.gain.scope._segments[1].click()
    qtbot.waitUntil(lambda: page.found.scope == ())
    assert page.gain.apart.text().startswith("There are no TOP zones yet")


def test_multiplied_effects_come_with_a_warning(page, qtbot):
    before = page.found
    page.experts.multiply.click()
    assert not page.experts.warning.isHidden()
    qtbot.waitUntil(lambda: page.found is not before)
    assert round(page.found.stated.change.middle, 2) == 7_860_835.05
    assert page.stages.overlap.isHidden()
    assert "multiplied" in page.gain.apart.text() and page.gain.apart.isVisible()
    page.copy_button.click()
    assert "multiplied" in QGuiApplication.clipboard().text()


def test_a_fixed_acquisition_cost_lowers_the_gain(page, qtbot):
    before = page.found
    page.experts.fixed.click()
    qtbot.waitUntil(lambda: page.found is not before)
    assert round(page.found.stated.change.middle, 2) == 4_971_932.97


def test_the_reservations_stay_in_sight_wherever_the_result_is_scrolled(page, settled):
    for at in (0, page.area.verticalScrollBar().maximum()):
        page.area.verticalScrollBar().setValue(at)
        settled()
        assert page.beside.isVisible() and page.beside.visibleRegion().boundingRect() == page.beside.rect()
    assert "not verified" in page.beside.sentence


def test_todays_figures_are_explained(page):
    said = {line.title.text(): (line.said.text(), line.how.text()) for line in page.today.lines}
    assert said["Lifetime value of a client, CLV"][0].replace(NBSP, " ") == "₽1,000"
    assert said["Growth index"][0].startswith("1,333.33 → ")
    assert "not money" in said["Growth index"][1]


def test_the_copied_table_carries_its_reservations(page):
    page.copy_button.click()
    rows = QGuiApplication.clipboard().text().split("\n")
    assert rows[1].split("\t") == ["Together, planning level ×0.5", "1,938,919", "2,331,911", "2,745,205"]
    assert not any("sum" in row.lower() or "total" in row.lower() for row in rows)
    assert any("cause and effect" in row for row in rows)
    assert any(row.startswith("Stages that are counted: Acquisition, Selection, Sale") for row in rows)


# --- the form -------------------------------------------------------------------------------


def test_a_number_is_saved_when_left_and_the_sums_follow(page, desk, qtbot):
    field = page.form.fields["conversion"].number
    field.setFocus()
    field.setText("4,0")
    assert figure(desk, "conversion").value == 0.02
    page.form.fields["mis_sale"].number.setFocus()
    assert figure(desk, "conversion").value == 0.04
    assert figure(desk, "conversion").source == demo.baseline("en").sources["conversion"]
    assert field.text() == "4"
    qtbot.waitUntil(lambda: page.found.base.clients == 4000)
    assert page.saved.text().startswith("Saved at ")


def test_a_source_is_saved_with_its_number(page, desk):
    page.form.show_details(True)
    field = page.form.fields["cac"]
    field.source.setPlainText("Budget of 2026,\n second half")
    page.leave()
    assert (figure(desk, "cac").value, figure(desk, "cac").source) == (1500, "Budget of 2026, second half")


def test_a_source_that_looks_like_markup_is_shown_to_the_letter(page, desk):
    said = "<img src='//host/x.png'> & <b>CRM</b>"
    field = page.form.fields["cac"]
    field.source.setPlainText(said)
    page.leave()
    assert QTextDocumentFragment.fromHtml(field.number.toolTip()).toPlainText() == said


def test_a_refused_number_is_there_again_with_what_is_wrong(page, desk, dressed, settled):
    field = page.form.fields["conversion"]
    field.number.setText("200")
    field.source.setPlainText("Report of May")
    window = page.window()
    window.set_look(dressed("ru"))
    settled()
    field = window.page.form.fields["conversion"]
    assert (field.number.text(), field.source.text) == ("200", "Report of May")
    assert "100" in field.error.text() and not field.error.isHidden()
    field.number.setText("3")
    field.flush()
    assert figure(desk, "conversion") == Entry(0.03, "Report of May")
    window.set_look(dressed("en"))
    settled()
    assert window.page.form.fields["conversion"].number.text() == "3"


def test_a_conversion_that_cannot_be_is_said_and_not_saved(page, desk):
    field = page.form.fields["conversion"]
    field.number.setText("200")
    field.flush()
    assert field.error.text() == "A share cannot be above 100%." and field.error.isVisible()
    assert figure(desk, "conversion").value == 0.02
    field.number.setText("many")
    field.flush()
    assert field.error.text().startswith("This is not a number")
    field.number.setText("2")
    field.flush()
    assert not field.error.isVisible()


def test_a_number_may_be_taken_away_and_then_the_sums_go(page, desk, qtbot):
    page.form.fields["lifetime"].number.setText("")
    page.leave()
    assert figure(desk, "lifetime").value is None
    qtbot.waitUntil(lambda: page.gain.isHidden())
    assert page.status == ("warn", "1 figure missing")
    assert "client lifetime" in page.lacking.missing.text()


def test_undo_brings_a_number_back(page, desk):
    page.form.fields["cac"].number.setText("1700")
    page.leave()
    assert figure(desk, "cac").value == 1700
    desk.current.undo()
    assert page.form.fields["cac"].number.text() == "1,500"
    assert page.form.fields["cac"].number.hasFocus()


def test_a_number_that_came_in_while_typing_is_not_overwritten(page, desk):
    field = page.form.fields["cac"]
    field.number.setText("1400")
    audit = desk.current.audit
    desk.store.append(audit.id, [edit(audit, field.cell, value_of(1700.0, "Finance"))], "Auditor Two")
    desk.current.take_merge(desk.store.audit(audit.id), desk.current.scores)
    page.leave()
    assert desk.current.audit.conflicts == ("baseline/cac",)
    assert set(figure(desk, "cac").rivals) == {
        (1400, demo.baseline("en").sources["cac"]),
        (1700, "Finance"),
    }


def test_a_conflict_shows_both_versions_and_one_press_keeps_one(show, scored, desk, qtbot):
    audit = scored()
    disagree(desk.store, audit, "baseline/cac", value_of(1400.0, "CRM"), value_of(1700.0, "Finance"))
    page = show(audit)
    field = page.form.fields["cac"]
    assert page.status == ("danger", "Conflict") and page.gain.isHidden()
    assert [b.accessibleName() for b in field.rivals.buttons] == [
        "Keep: 1,400 ₽ · CRM",
        "Keep: 1,700 ₽ · Finance",
    ]
    field.rivals.buttons[1].click()
    assert figure(desk, "cac").value == 1700
    qtbot.waitUntil(lambda: not page.gain.isHidden())


def test_a_conflict_of_figures_is_counted_and_its_place_named(scored, desk):
    audit_id = scored()
    disagree(desk.store, audit_id, "baseline/cac", value_of(1400.0, "CRM"), value_of(1700.0, "Finance"))
    audit = desk.store.audit(audit_id)
    assert completeness.conflicts(audit) == 1
    gap = next(g for g in completeness.gaps(audit, desk.store.scores(audit_id)) if g.kind == "conflict")
    assert gap.fields == ("baseline/cac",) and gap_words.page_of(gap.fields[0], audit) == "potential"
    assert gap_words.field_name(gap.fields[0], audit, translator("en")) == "Acquisition cost, CAC"


def test_enter_goes_on_to_the_next_number(page, qtbot):
    page.form.fields["traffic"].number.setFocus()
    qtbot.keyClick(page.form.fields["traffic"].number, Qt.Key.Key_Return)
    assert page.form.fields["conversion"].number.hasFocus()


def test_every_number_says_its_name_unit_help_and_source(page):
    for field in page.form.fields.values():
        assert field.number.accessibleName() == field.label.text()
        said = field.number.accessibleDescription()
        assert field.help.text() in said and field.unit.text() in said and field.entry.source in said


# --- without a baseline ---------------------------------------------------------------------


def test_without_figures_there_are_points_and_percentages_but_no_money(show, scored):
    page = show(scored(baseline=False))
    assert page.gain.isHidden() and page.stages.isHidden() and page.today.isHidden()
    assert page.copy_button.isHidden() and page.found is None
    assert page.published.points["EVO"].text() == "0.37"
    assert "conversion to purchase" in page.lacking.missing.text()
    assert page.form.detailed, "sources are asked for while they lack"


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_units_are_whole_before_a_currency_is_chosen(show, scored, settled, lang):
    page = show(scored(baseline=False), lang)
    settled()
    for field in page.form.fields.values():
        unit = field.unit
        assert unit.heightForWidth(unit.width()) <= unit.height()
        words = unit.text().split()
        assert max(unit.fontMetrics().horizontalAdvance(word) for word in words) <= unit.width()


def test_the_button_leads_to_the_first_number_that_lacks(show, scored):
    page = show(scored(baseline=False))
    page.lacking.button.click()
    assert page.form.fields["traffic"].number.hasFocus()


def test_the_whole_form_can_be_filled_by_keys(show, scored, desk, qtbot):
    page = show(scored(baseline=False))
    page.form.currency.chosen.emit("EUR")
    wanted = ("50000", "3", "5", "70", "60", "900.5", "40", "12,5", "1.5", "200", "80")
    for field, text in zip(page.form.fields.values(), wanted, strict=True):
        field.number.setFocus()
        qtbot.keyClicks(field.number, text)
        qtbot.keyClick(field.number, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.found is not None)
    found = baseline_of(desk.store.audit(desk.current.audit.id))
    assert (found.traffic, found.conversion, found.revenue, found.service_cost) == (50_000, 0.03, 900.5, 12.5)
    assert (found.lifetime, found.currency) == (1.5, "EUR")
    assert page.status == ("ok", "entered")


def test_stages_without_a_score_are_named_and_add_nothing(desk, show, qtbot):
    audit = desk.store.create(Brief(company="Demo Co", auditor="A"), author="A").audit
    edits = [edit(audit, cells.score(c.id), 2) for c in audit.framework.stage("SAL").criteria]
    desk.store.append(audit.id, [*edits, *edits_of(audit, demo.baseline("en"))], "A")
    page = show(audit.id)
    assert page.found.scope == ("SAL",)
    assert "Acquisition" in page.gain.apart.text()
    assert page.stages.bars["ACQ"].said == "no score"


# --- room -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize(
    ("width", "height", "scale"), [(1280, 800, 1), (1024, 600, 1), (1280, 800, 1.5), (720, 600, 1)]
)
def test_nothing_sticks_out_and_all_that_is_pressed_is_large_enough(
    show, scored, settled, lang, width, height, scale
):
    page = show(scored(), lang, width, height, scale)
    page.form.show_details(True)
    settled()
    for area in (page.area, page.form_area):
        if area.isVisible():
            assert area.widget().width() <= area.viewport().width()
    pressed = [page.beside.link, page.form.toggle, page.experts.multiply, page.experts.fixed]
    pressed += page.stages.bars.values()
    pressed += [field.number for field in page.form.fields.values()]
    assert all(part.height() >= 44 for part in pressed)


def test_without_an_open_audit_the_page_says_so(desk, plain, qtbot):
    page = PotentialPage(plain, desk)
    qtbot.addWidget(page)
    page.enter(None)
    page.fits(800, 600, "compact")
    page.leave()
    assert page.place() is None and not page.press("Down")


# --- numbers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "unit", "lang", "value"),
    [
        ("100 000", "count", "ru", 100_000),
        ("100\u00a0000", "count", "ru", 100_000),
        ("12,000", "money", "en", 12_000),
        ("12,000", "money", "ru", 12),
        ("12,000.5", "money", "en", 12_000.5),
        ("2,5", "share", "en", 0.025),
        ("2.5 %", "share", "ru", 0.025),
        ("7", "share", "en", 0.07),
        ("-1", "money", "en", -1),
        (".5", "years", "en", 0.5),
        ("", "money", "en", None),
        ("2e5", "money", "en", None),
        ("1.2.3", "money", "en", None),
        ("nan", "money", "en", None),
    ],
)
def test_a_number_is_read_as_it_is_meant(text, unit, lang, value):
    assert typed(text, unit, lang) == value


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize(
    ("value", "unit"), [(0.07, "share"), (0.025, "share"), (12_345.5, "money"), (1.0, "years")]
)
def test_a_number_that_is_shown_reads_back_the_same(dressed, lang, value, unit):
    said = shown(dressed(lang).tr, value, unit)
    assert typed(said, unit, lang) == value


@pytest.mark.parametrize("values", [(0.0, 0.0), (1.94e6, 6.62e6), (-3e5, 2e5), (0.3, 0.4), (-9.0, -1.0)])
def test_an_axis_holds_every_value_and_zero(values):
    axis = axis_of(values)
    assert axis.low <= min(0.0, *values) and axis.high >= max(0.0, *values)
    assert 2 <= len(axis.ticks) <= 8 and any(abs(tick) < axis.step / 1e6 for tick in axis.ticks)


def test_the_way_from_todays_profit_to_the_potential_is_told_stage_by_stage(show, scored, qtbot):
    page = show(scored(), height=2400)
    qtbot.waitUntil(lambda: page.steps.view.picture is not None)
    told = page.steps.view.accessibleDescription().replace(NBSP, " ")
    assert told.startswith("Profit now ₽2.00 million, Acquisition ₽2.04–2.09 million")
    assert told.endswith("Loyalty ₽3.94–4.75 million") and page.steps.note.text() == f"₽{NBSP}million"
