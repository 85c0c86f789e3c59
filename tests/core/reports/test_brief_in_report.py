"""What the report says of the brief: who signed it, whether it was changed since, which limits differ."""

from __future__ import annotations

from cxaudit import cells
from cxaudit.edits import Edit
from cxaudit.field import fieldwork
from tests.written import Log


def test_a_signed_brief_is_named_with_its_day_and_no_limit_of_the_report(report):
    log = Log()
    log.say({cells.brief("company"): "Demo Co"})
    log.say(fieldwork.signing(log.audit, "s", "Vera <b>Lapina"))
    said = report(log.audit, "en", sections=("method",)).text
    assert "Brief signed by Vera <b>Lapina, 18 May 2026" in said
    assert "not signed" not in said and "changed after it was signed" not in said


def test_a_brief_that_was_changed_since_says_so_in_both_languages(report):
    log = Log()
    log.say(fieldwork.signing(log.audit, "s", "Vera Lapina"))
    log.say({cells.brief("company"): "Demo Co"})
    assert "The brief was changed after it was signed." in report(log.audit, "en", sections=("method",)).text
    assert "Бриф изменили после подписи." in report(log.audit, "ru", sections=("method",)).text


def test_limits_that_differ_stand_in_the_method_with_from_to_who_and_when(report):
    log = Log()
    assert "Limits of time" not in report(log.audit, "en", sections=("method",)).text
    log.say({cells.threshold("ACQ-14"): {"0": 720, "3": 45, "5": 5}}, "Vera")
    log.say({cells.score("ACQ-01"): 3})
    log.say({cells.threshold("SEL-01"): {"0": 10, "3": 4, "5": 1}}, "Boris")
    said = report(log.audit, "en", sections=("method",)).text
    assert "ACQ-14 12 h / 45 min / 5 min instead of 24 h / 1 h / 5 min (Vera, 18 May 2026)" in said
    late = "SEL-01 10 / 4 / 1 min instead of 10 / 3 / 1 min (Boris, 18 May 2026), after field work had begun"
    assert late in said


def test_limits_in_conflict_stand_with_every_version(report):
    log = Log()
    cell = cells.threshold("ACQ-14")
    log.say({cell: {"0": 720, "3": 45, "5": 5}}, "one")
    log.write([Edit(cell, {"0": 720, "3": 30, "5": 5})], "two")
    said = report(log.audit, "en", sections=("method",)).text
    assert "12 h / 45 min / 5 min" in said and "12 h / 30 min / 5 min" in said
