"""Which audits are compared."""

from datetime import date

import pytest

from cxaudit.analysis.cube import difference, old_before
from cxaudit.peer import Row


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
