"""The findings on the first page say nothing that the tables beside them do not bear out."""

from __future__ import annotations

from datetime import UTC, datetime

from cxaudit import scoring
from cxaudit.i18n import translator
from cxaudit.model import Rating
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.findings import findings
from cxaudit.reports.options import Options
from cxaudit.reports.subject import Subject

STAGES = ("ACQ", "SEL", "SAL", "ONB", "SOL", "EVO", "LOY", "OFF")
UNRATED, ABSENT = Rating(), Rating(mark="N", reason="No such thing.")


def found(audit):
    options = Options(lang="en", brand=DEFAULT, now=datetime(2026, 6, 1, tzinfo=UTC))
    return findings(Subject(audit, scoring.score(audit), translator("en"), options, lambda sha: b""))


def test_of_stages_with_one_score_none_is_strongest(demo, rated):
    said = found(rated(demo, **dict.fromkeys(STAGES, Rating(mark=0))))
    assert said[0].lead == "All 8 scored stages stand at 0.00." and said[0].said == ""
    assert said[1].lead == "Most points lost: Solution, 0.90 of 5.00."


def test_one_stage_is_not_strongest_and_none_of_its_equal_zones_highest(demo, rated):
    one = found(rated(demo, **{**dict.fromkeys(STAGES, UNRATED), "SAL": Rating(mark=3)}))
    assert [each.lead for each in one] == ["One stage has a score so far: Sale, 3.00."]
    assert one[0].said == "0 of its 15 scored criteria got 4 or 5."


def test_a_stage_without_applicable_criteria_lacks_nothing_for_a_score(demo, rated, report):
    audit = rated(demo, **{**dict.fromkeys(STAGES, UNRATED), "ACQ": ABSENT})
    page = next(text for text in report(audit, "en").pages if "Missing for a score" in text)
    assert "Acquisition 10 0 of 0 –" in page and "Sale 15 0 of 15 8" in page
