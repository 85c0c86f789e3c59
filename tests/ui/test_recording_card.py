"""The card of the brief that allows recording: what it asks, what it refuses, and undo."""

from __future__ import annotations

import pytest

from cxaudit import cells
from cxaudit.model import Brief
from cxaudit.sound.recording import terms
from ui.pages.brief.page import BriefPage


@pytest.fixture
def card(desk, opened_page):
    desk.create_audit(Brief(company="Demo Co", auditor="A"))
    page = opened_page(BriefPage)
    page.choose_section("recording")
    return page.recording


def write(card, name, said):
    field = card.days if name == "days" else card.fields[name].edit
    field.setText(said)
    field.flush()


def test_recording_is_off_and_asks_nothing_until_it_is_switched_on(desk, card):
    assert not card.switch.isChecked() and not card.fields["basis"].isVisible()
    card.switch.click()
    assert terms(desk.current.audit).allowed and card.fields["basis"].isVisible()
    assert "which law" in card.state.text()


def test_the_card_says_what_is_lacking_until_nothing_is(desk, card):
    card.switch.click()
    for name, lacking in (("jurisdiction", "basis"), ("basis", "consented"), ("consented", "button")):
        write(card, name, "RU")
        assert lacking in card.state.text()


@pytest.mark.parametrize("said", ["", "0", "4000", "ten", "1.5", "-3"])
def test_a_number_of_days_that_is_none_is_not_kept(desk, card, said):
    card.switch.click()
    write(card, "days", said)
    assert terms(desk.current.audit).days == 90


def test_days_are_kept_as_they_are_written(desk, card):
    card.switch.click()
    write(card, "days", "30")
    assert desk.current.audit.cells[cells.recording("days")][0].value == 30


def test_undo_takes_back_each_line_and_the_switch(desk, card):
    card.switch.click()
    write(card, "basis", "Consent")
    write(card, "days", "30")
    for _ in range(3):
        assert desk.current.undo()
    assert terms(desk.current.audit) == terms(desk.store.create(Brief()).audit)
    assert not card.switch.isChecked()
    assert desk.current.redo() and card.switch.isChecked()
