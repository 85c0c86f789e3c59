"""What a report computed serves the next one of the same audit, and no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from cxaudit import scoring
from cxaudit.i18n import translator
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.latest import latest
from cxaudit.reports.options import Options
from cxaudit.reports.subject import Subject
from tests import samples

OPTIONS = Options(lang="en", brand=DEFAULT, now=datetime(2026, 6, 1, tzinfo=UTC))


def subject(audit, options=OPTIONS):
    return Subject(audit, scoring.score(audit), translator("en"), options, lambda sha: b"")


def test_a_report_with_other_sections_computes_nothing_anew():
    audit = samples.package("en").read()
    first, second = subject(audit), subject(audit, replace(OPTIONS, sections=("cover",)))
    assert second.growth is first.growth and second.reliability is first.reliability
    assert second.potential is first.potential and second.top_potential is first.top_potential


def test_another_target_or_a_changed_audit_is_computed_anew():
    audit = samples.package("en").read()
    before = subject(audit).growth
    assert subject(audit, replace(OPTIONS, target="4")).growth.lost < before.lost
    ratings = {**audit.ratings, "ACQ-01": replace(audit.rating("ACQ-01"), mark=0)}
    assert subject(replace(audit, ratings=ratings)).growth.lost > before.lost
    assert subject(audit).growth == before


def test_only_what_was_asked_last_is_kept():
    asked = []
    double = latest(lambda n, times=2: asked.append(n) or n * times)
    assert [double(1), double(1), double(1, times=3), double(2), double(1)] == [2, 2, 3, 4, 2]
    assert asked == [1, 1, 2, 1]
