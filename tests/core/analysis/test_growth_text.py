"""What a growth zone says, in both languages, before and after the consultant's hand."""

from dataclasses import replace

import pytest

from cxaudit import cells, changes
from cxaudit.analysis.growth import Choices, growth
from cxaudit.analysis.growth_text import draft, points_said, ranks, wording
from cxaudit.analysis.practice import Best, Practice
from cxaudit.audit import reread
from cxaudit.i18n import translator
from cxaudit.model import Evidence, Rating
from cxaudit.scoring import score
from tests.core.analysis.test_growth import proven, zone
from tests.core.analysis.test_potential import CLIENT
from tests.core.test_scoring import audit

EN, RU = translator("en"), translator("ru")


@pytest.fixture
def noted():
    found = audit()
    ratings = {**found.ratings, "SAL-15": Rating(mark=1, note="One mail after\n69 hours")}
    file = Evidence("e", "SAL-15", "image", "a.jpg", "image/jpeg", 1, "0" * 64, "2026")
    return replace(found, ratings=ratings, evidence=(file,))


def sales(found, baseline=None):
    return zone(growth(found, score(found), baseline, grade=proven), "SAL-D")


def test_a_draft_tells_what_was_seen_with_note_and_evidence(noted):
    said = draft(noted, sales(noted), EN)
    assert said.title == "Sales technique and recovery"
    assert said.seen == (
        "Seen: 3 of 4 checks at 3 or lower, lowest SAL-15 Abandoned purchase recovery: 1. "
        "One mail after 69 hours."
    )
    assert said.evidence == "Evidence: E-001."
    assert said.good.startswith("What good looks like: Within 24 hours, basket restored")
    assert said.do == (
        "Do: bring to 5: SAL-15 Abandoned purchase recovery (1); SAL-11 Handling objections (2); "
        "SAL-13 Relevance of add-on offer (2)."
    )
    assert said.moves == "Moves: sales conversion rate."
    assert said.text.split("\n")[0] == said.seen


def test_money_and_the_best_company_are_said_only_if_known(noted):
    bare = draft(noted, sales(noted), EN)
    assert bare.worth == "Worth: +0.110 points." and bare.best == ""
    learned = Practice(1, {"SAL-15": Best(5, ("Company A · 2026-1",))})
    rich = draft(noted, sales(noted, CLIENT), EN, Choices(practice=learned), currency="RUB")
    assert rich.worth == "Worth: +0.110 points; ₽147–183\u00a0thousand at planning level."
    assert rich.best == "Best practice seen at: Company A · 2026-1 (SAL-15: 5)."


def test_a_draft_is_written_in_either_language(noted):
    said = draft(noted, sales(noted, CLIENT), RU, currency="RUB")
    assert said.seen.startswith("Что увидели: не выше 3 баллов — 3 из 4 проверок")
    assert "147–183\u00a0тыс.\u00a0₽" in said.worth and "+0,11" in said.worth


def test_a_target_below_five_leaves_out_who_is_there_already(noted):
    found = growth(noted, score(noted), grade=proven)
    said = draft(noted, zone(found, "SAL-D"), EN, Choices(target=4)).do
    assert said.startswith("Do: bring to 4: SAL-15 ") and said.endswith("offer (2).")


def written(audit, *texts):
    cell = cells.growth_text("SAL-D", "en")
    for number, text in enumerate(texts):
        change = changes.make(
            audit="a", cell=cell, value=text, author="a", device="d", seq=number, at=f"{number}"
        )
        audit = reread(audit, cell, (*audit.cells.get(cell, ()), change))
    return audit


def test_the_words_of_the_consultant_replace_the_draft_in_their_language_only(noted):
    found = written(noted, "Write to the basket within a day.")
    for tr, text in ((EN, "Write to the basket within a day."), (RU, draft(found, sales(found), RU).text)):
        assert wording(found, sales(found), tr, draft(found, sales(found), tr)).text == text


def test_an_emptied_text_is_the_draft_again(noted):
    found = written(noted, " ")
    drafted = draft(found, sales(found), EN)
    assert wording(found, sales(found), EN, drafted) == wording(noted, sales(noted), EN, drafted)


def test_two_texts_of_two_people_both_stand(noted):
    found = written(noted, "One", "Two")
    said = wording(found, sales(found), EN, draft(found, sales(found), EN))
    assert said.rivals == ("One", "Two") and said.text == "One ⟷ Two"


def test_a_shared_rank_is_a_span_in_russian_and_an_equals_sign_in_english():
    found = growth(audit(), score(audit()), grade=proven)
    said = {lang: [ranks(translator(lang), pick) for pick in found.top] for lang in ("ru", "en")}
    assert said == {"ru": ["1", "2–3", "2–3", "4–5", "4–5"], "en": ["1", "2=", "2=", "4=", "4="]}


def test_points_are_said_to_be_those_up_to_the_chosen_target():
    assert "gets 4 throughout" in points_said(EN, Choices(target=4))
    assert "best of the benchmark" in points_said(EN, Choices(targets={"SAL-15": 2}))
