"""The page of growth zones, read back from the PDF in both languages."""

import re
from dataclasses import replace

import pytest

from cxaudit import cells, changes
from cxaudit import demo as sample
from cxaudit.analysis.baseline import FIGURES, value_of
from cxaudit.analysis.practice import Best, Practice
from cxaudit.audit import reread
from cxaudit.i18n import translator
from cxaudit.model import Rating
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.disclosure import disclosed

ZONES = ("SAL-D", "ONB-D", "SOL-D", "EVO-C", "LOY-B")
LOWEST = ("SEL-05", "SAL-15", "ONB-12", "ONB-13", "SOL-15", "EVO-11", "LOY-09")


def told(audit, cell, value, reason="", number=0):
    change = changes.make(
        audit="a", cell=cell, value=value, author="Vera", device="d", seq=1, at=str(number), reason=reason
    )
    return reread(audit, cell, (*audit.cells.get(cell, ()), change))


@pytest.fixture(scope="module")
def proven(demo, with_photos):
    """The sample's scores with a photo for each low score that needs one."""
    found = demo
    for criterion in LOWEST:
        found = with_photos(found, 1, criterion, caption=f"Seen at {criterion}")
    return found


@pytest.fixture(scope="module")
def with_figures(proven):
    found = told(proven, cells.CURRENCY, "RUB")
    given = sample.baseline("en")
    for figure in FIGURES:
        found = told(found, cells.baseline(figure.name), value_of(getattr(given, figure.name), "a"))
    return found


@pytest.fixture(scope="module")
def page(report):
    """The growth section of an audit, read back."""
    return lambda audit, lang="en": report(audit, lang, sections=("growth",))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            ["5 growth zones hold 0.53 of the 2.20 points missing", "2=", "+0.110", "147–183", "₽ thousand"],
        ),
        (
            "ru",
            ["5 зон роста закрывают 0,53 из недостающих 2,20 балла", "2–3", "+0,110", "147–183", "тыс. ₽"],
        ),
    ],
)
def test_the_page_names_the_zones_with_their_worth(page, with_figures, lang, words):
    found = page(with_figures, lang)
    assert len(found) == 1
    for word in [*words, "SAL-D", "ONB-D", "SOL-D", "EVO-C", "LOY-B", "E-002"]:
        assert word.replace("\u00a0", " ") in found.text.replace("\u00a0", " ")


def test_a_card_says_what_was_seen_what_good_is_and_what_to_do(page, proven):
    said = page(proven).text.replace("\u00a0", " ")
    assert "3 of 4 checks at 3 or lower, lowest SAL-15: 1." in said and "Within 24 hours" in said
    assert "To do: bring to 5" in said
    for criterion in ("SAL-15 Abandoned purchase recovery (1)", "SAL-11 Handling objections (2)"):
        assert criterion in said
    assert len(re.findall(r"\brobust\b", said)) == 4 and "not by points" in said


def test_without_figures_of_the_client_no_money_is_named(page, proven):
    said = page(proven).text
    assert "₽" not in said and "Money:" not in said and "in the TOP by points and by index" in said


def test_red_flags_come_before_the_zones(page, proven, rated):
    said = page(rated(proven, SEL_05=Rating(mark=1, note="x"))).text
    assert said.index("1 red flag comes first: SEL-05") < said.index("SAL-D")


def test_the_words_of_the_consultant_are_printed_whole_and_as_text(page, proven):
    own = "Write to the basket within a day. <b>Ask</b> why & answer. " * 12 + "The end."
    said = page(told(proven, cells.growth_text("SAL-D", "en"), own)).text
    assert "<b>Ask</b> why & answer." in said and "The end." in said
    assert "Bring SAL-15" not in said


def planned(audit, action, zone="SAL-D", **said):
    for name, value in {"zone": zone, **said}.items():
        audit = told(audit, cells.action(action, name), value)
    return audit


@pytest.fixture(scope="module")
def with_plan(proven):
    found = planned(proven, "a1", title="Basket mail", owner="CRM", due="2026-09-30", effort="M",
                    status="accepted", metric="basket conversion")  # fmt: skip
    found = planned(found, "a2", title="Train the sellers")
    found = planned(found, "a3", title="Old letter", status="done")
    found = planned(found, "a4", title="Rewrite terms", status="verified")
    found = planned(found, "a5", title="Call everybody", status={"status": "rejected", "reason": "too dear"})
    return planned(found, "a6", zone="ACQ-A", title="Renew the page",
                   status={"status": "deferred", "until": "2027-01-15"})  # fmt: skip


def test_open_actions_stand_below_their_zone_with_owner_date_effort_and_status(page, with_plan):
    said = page(with_plan).text
    assert "Basket mail Owner: CRM · due 30 Sep 2026 · effort M · accepted" in said
    assert "Train the sellers No owner · no date · proposed" in said


def test_what_is_done_stands_apart_and_what_is_rejected_nowhere(page, with_plan):
    said = page(with_plan).text
    assert "Done: Old letter; Rewrite terms (verified)." in said
    assert "Call everybody" not in said and "too dear" not in said


def test_the_action_plan_is_a_table_over_all_zones_open_actions_first(page, with_plan):
    said = page(with_plan).text
    table = said[said.index("Action plan") :]
    rows = ("SAL-D Basket mail How it will be seen: basket conversion CRM 30 Sep 2026 M accepted",
            "SAL-D Train the sellers – – – proposed", "ACQ-A Renew the page – – – deferred to 15 Jan 2027",
            "SAL-D Old letter – – – done", "SAL-D Rewrite terms – – – verified")  # fmt: skip
    places = [table.index(row[:26]) for row in rows]
    assert places == sorted(places)
    for word in ("30 Sep 2026", "basket conversion", "15 Jan 2027", "verified"):
        assert word in table


@pytest.mark.parametrize("lines", range(64, 78, 3))
def test_the_head_of_the_plan_never_stands_alone(page, proven, lines):
    found = planned(proven, "a1", zone="ACQ-A", title="Write to every client " * 30)
    found = told(found, cells.growth_text("LOY-B", "en"), "\n".join(["A line."] * lines))
    heads = [said.split("Zone Action Owner")[1] for said in page(found).pages if "Zone Action Owner" in said]
    assert len(heads) == 1 and "Write to every client" in heads[0]


def test_without_actions_there_is_no_plan(page, proven):
    said = page(proven).text
    assert "Action plan" not in said and "Done:" not in said


def test_a_long_plan_goes_on_over_pages_under_its_head(page, proven):
    found = proven
    for number in range(40):
        found = planned(
            found, f"b{number:02}", zone="EVO-C", title=f"Step {number:02} " + "of many words " * 9
        )
    read = page(found)
    table = [said for said in read.pages if "Zone Action Owner" in said]
    assert len(table) > 1 and all(f"Step {number:02}" in " ".join(table) for number in range(40))
    assert len(re.findall(r"Step \d\d", read.pages[-1])) > 1


def test_people_named_beside_zones_are_disclosed(proven):
    found = told(proven, cells.action("a1", "zone"), "SAL-D")
    found = told(found, cells.growth_place("SAL-D"), {"place": "dropped", "rank": None}, "Already under way")
    wanted = ["Actions, with owner and date", "Which growth zones were left out, by whom and why"]
    assert disclosed(found, ("growth",), translator("en"))[-2:] == wanted
    assert not {*wanted} & {*disclosed(proven, ("growth",), translator("en"))}


def test_a_dropped_zone_is_named_with_its_reason(page, proven):
    found = told(proven, cells.growth_place("SAL-D"), {"place": "dropped", "rank": None}, "Already under way")
    said = page(found).text
    assert "was left out by the consultant's choice." in said and "SAL-C" in said
    assert "Already under way" not in said


def test_zones_without_proof_are_named_and_not_recommended(page, demo):
    said = page(demo).text
    assert "No growth zone can be recommended" in said
    assert "Zone that waits for evidence" in said and "SAL-D Sales technique" in said
    assert "SAL-15: 1, SAL-11: 2, SAL-13: 2" in said


def test_fewer_than_three_zones_are_said_to_be_few(page, proven, rated):
    fives = {code: Rating(mark=5) for code in ("ACQ", "SEL", "ONB", "SOL", "EVO", "LOY", "OFF")}
    found = rated(proven, **fives, **{f"SAL_{n:02}": Rating(mark=4) for n in range(1, 11)})
    said = page(found).text
    assert "1 growth zone holds" in said and "Fewer than three zones can be recommended." in said


@pytest.mark.parametrize(
    ("ratings", "title"),
    [({}, "the overall score is not published"), (None, "a stage weight is in conflict")],
)
def test_an_audit_that_cannot_be_ordered_says_why(page, proven, ratings, title):
    found = proven
    if ratings is None:
        for number, weight in enumerate((10, 20)):
            found = told(found, cells.weight("SAL"), weight, number=number)
    else:
        found = replace(found, ratings=ratings)
    assert title in page(found).text


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_long_words_stay_on_the_page(page, proven, rated, lang):
    long = Rating(mark=1, note="Очень длинное наблюдение без конца " * 40)
    found = rated(proven, **{c.replace("-", "_"): long for c in LOWEST})
    found = told(found, cells.growth_text("ONB-D", lang), "Слово " * 3000)
    read = page(found, lang)
    for number in range(len(read)):
        for piece in read.pieces(number):
            assert piece.left >= 17 * 72 / 25.4 - 1 and piece.right <= 193 * 72 / 25.4 + 1
            assert piece.bottom >= (297 - 289) * 72 / 25.4


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_up_to_the_best_of_others_every_word_stays_on_the_page(report, proven, lang):
    learned = Practice(6, {c: Best(3, ("North House · 2026-1",)) for c in proven.framework.criteria})
    read = report(proven, lang, sections=("executive", "growth"), practice=learned, target="best")
    words = {"en": "gets the best of the benchmark", "ru": "лучший балл базы сравнения"}[lang]
    assert words in " ".join(read.text.split())
    for number in range(len(read)):
        assert all(piece.right <= 193 * 72 / 25.4 + 1 for piece in read.pieces(number))


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_long_best_practice_stands_across_the_card_and_leaves_the_columns_short(report, with_figures, lang):
    sources = (
        "North House and Partners · 2026-1",
        "Company with a long legal name Ltd · 2025-2",
        "C · 2026-1",
    )
    learned = Practice(6, {c: Best(5, sources) for c in with_figures.framework.criteria})
    read = report(with_figures, lang, sections=("growth",), practice=learned, target="best")
    begins = {"en": "Best practice seen at", "ru": "Лучший пример"}[lang]
    heads = {"en": ("Seen", "What good looks like"), "ru": ("Что увидели", "Как выглядит хорошо")}[lang]
    found = [piece for at in range(len(read)) for piece in read.pieces(at)]
    lines = [piece for piece in found if piece.said.startswith(begins)]
    assert len(lines) == len(ZONES) and all(p.right - p.left > 90 * 72 / 25.4 for p in lines)
    bottoms = [[p.bottom for p in found if p.said.strip() == head] for head in heads]
    assert bottoms[0] == pytest.approx(bottoms[1], abs=3) and len(bottoms[0]) == len(ZONES)
    assert len(read) == 2


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("font", ["Inter", "Serif"])
def test_the_heads_of_a_deep_card_keep_apart(report, proven, rated, lang, font):
    long = {c.replace("-", "_"): Rating(1, note="Слово за словом " * 14) for c in LOWEST}
    read = report(rated(proven, **long), lang, sections=("growth",), brand=replace(DEFAULT, font=font))
    good, to_do = {"en": ("What good looks like", "To do:"), "ru": ("Как выглядит хорошо", "Что сделать:")}[
        lang
    ]
    beside = 0
    for number in range(len(read)):
        pieces = read.pieces(number)
        for one in (p for p in pieces if p.said.strip() == good):
            for other in (p for p in pieces if p.said.startswith(to_do) and abs(p.bottom - one.bottom) < 2):
                assert one.right + 4 < other.left and other.right < 548
                beside += 1
    assert beside >= 3


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("size", [1, 1200, 3000, 9000])
def test_no_edited_text_is_cut_and_no_page_holds_a_footnote_alone(page, with_plan, lang, size):
    found = with_plan
    for zone in ZONES:
        words = f"Begin {zone}. " + "Слово за словом. " * (size // 17) + f"End {zone}."
        found = told(found, cells.growth_text(zone, lang), words)
    read = page(found, lang)
    assert all(f"Begin {zone}." in read.text and f"End {zone}." in read.text for zone in ZONES)
    assert "…" not in read.text and len(re.findall("Слово", read.text)) == 5 * (size // 17)
    note = {"en": "Order by index", "ru": "Порядок по индексу"}[lang]
    assert [note in said for said in read.pages] == [True] + [False] * (len(read) - 1)
    for number in range(len(read)):
        body = [p for p in read.pieces(number) if 60 < p.bottom < 740]
        assert len(body) >= 5


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_long_note_is_drafted_whole(page, proven, rated, lang):
    long = Rating(mark=1, note="Наблюдение без сокращений " * 100 + "и конец")
    found = rated(proven, **{c.replace("-", "_"): long for c in LOWEST})
    said = page(found, lang).text
    assert said.count("и конец.") == 5 and "…" not in said


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_summary_is_one_page_with_the_zones_and_the_gain_at_its_foot(report, with_figures, lang):
    pdf = report(with_figures, lang, sections=("executive",))
    said = pdf.pages[0].replace("\u00a0", " ")
    assert len(pdf) == 1
    zones = {
        "en": "2= Engagement and gamification Onboarding 0 Activation nudges +0.111 125–171",
        "ru": "2–3 Вовлечение и геймификация Онбординг 0 Побуждение к первому действию +0,111 125–171",
    }
    assert zones[lang] in said
    assert {"en": "+₽2.33 million", "ru": "+2,33 млн ₽"}[lang] in said
    assert {"en": "₽1.94–2.75 million", "ru": "1,94–2,75 млн ₽"}[lang] in said
    third = {"en": "3 Most points lost: Evolution, 0.37 of 2.20.", "ru": "3 Больше всего потеряно"}
    assert third[lang] in said and "…" not in said
    footer, end = (297 - 284) * 72 / 25.4, (297 - 281) * 72 / 25.4
    assert [piece.said for piece in pdf.pieces(0) if footer < piece.bottom < end] == []


def test_without_figures_of_the_client_the_summary_names_no_money(report, proven):
    said = report(proven, "en", sections=("executive",)).pages[0]
    assert "Growth zones" in said and "₽" not in said and "Profit potential" not in said


def test_without_a_published_score_the_page_says_how_many_criteria_that_takes(report, demo):
    first = list(demo.framework.stages[0].criteria)
    few = replace(demo, ratings={c.id: demo.rating(c.id) for c in first[:6]})
    said = report(few, "en", sections=("growth",)).text
    assert "Acquisition 10 6 of 16 2" in said and "Sale 15 0 of 15 8" in said
