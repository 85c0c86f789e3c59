"""Which audits are compared, and what the market picture says of them."""

from datetime import date

import pytest

from cxaudit.analysis.cube import Row, difference, latest, old_before, picture

STAGES = ("ACQ", "SEL")


def row(key="a", **said):
    made = {"company": key, "product": "Coffee", "country": "Russia", "wave": "2026-1", "day": "2026-03-01"}
    scores = {"checklist": "cx8 1.0.0", "full": (3.0, 2.0), "core": (3.0, 2.0)}
    return Row(key, **{**made, **scores, **said})


@pytest.mark.parametrize(
    ("said", "scope", "reason"),
    [
        ({}, "full", ""),
        ({"checklist": "cx8 1.7.2"}, "full", ""),
        ({"checklist": "cx8 2.0.0"}, "full", "checklist"),
        ({"checklist": "cx9 1.0.0"}, "full", "checklist"),
        ({"thresholds": "reply within 2 h"}, "full", "thresholds"),
        ({"full": ()}, "full", "scope"),
        ({"full": ()}, "core", ""),
        ({"checklist": "cx8 0.9", "thresholds": "x", "full": ()}, "full", "checklist"),
    ],
)
def test_audits_are_compared_only_if_checklist_thresholds_and_scope_agree(said, scope, reason):
    assert difference(row(**said), row("own"), scope) == reason
    assert difference(row("own"), row(**said), scope) == reason


@pytest.mark.parametrize(
    ("today", "limit"),
    [
        (date(2026, 3, 1), "2025-03-01"),
        (date(2028, 2, 29), "2027-02-28"),
        (date(2026, 12, 31), "2025-12-31"),
    ],
)
def test_an_audit_is_old_after_twelve_months(today, limit):
    assert old_before(today) == limit


def test_the_latest_audit_of_each_company_country_and_product_is_kept():
    rows = [
        row("a", wave="2025-1", day="2025-03-01"),
        row("b"),
        row("c", company=" A ", wave="2026-1", day="2026-03-01"),
        row("d", company="a", country="Armenia", day="2025-01-01"),
    ]
    assert [one.key for one in latest(rows)] == ["c", "b", "d"]


def test_the_market_picture_names_median_best_and_leaders_of_each_stage():
    rows = [row("a", full=(3.0, None)), row("b", full=(4.0, None)), row("c", full=(4.0, None))]
    found = picture(rows, "full", STAGES)
    assert found["ACQ"].spread.median == found["ACQ"].spread.best == 4.0
    assert found["ACQ"].leaders == ("b", "c")
    assert "SEL" not in found
