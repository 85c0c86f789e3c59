"""What a report says of quality control."""

import io
import json
import random

import pytest
from python_calamine import CalamineWorkbook

from cxaudit import cells
from cxaudit.edits import edit
from cxaudit.progress import Progress
from cxaudit.quality import approval, review
from cxaudit.reports import FORMATS
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.options import Options
from tests.core.reports.conftest import NOW


@pytest.fixture
def work(store, audit):
    marks = [edit(audit, cells.score(criterion), 3) for criterion in audit.framework.criteria]
    store.append(audit.id, marks, "Auditor One")

    def go(to, by):
        now = store.audit(audit.id)
        said = review.step(now, store.scores(audit.id), to, by, "r1", random.Random(1))
        store.append(audit.id, [edit(now, approval.CELL, said)], by)
        return store.audit(audit.id)

    return go


def printed(report, store, audit, lang="en"):
    return report(store.audit(audit.id), lang, sections=("method",)).text


def written(kind, store, audit):
    out = io.BytesIO()
    options = Options(lang="en", brand=DEFAULT, now=NOW)
    FORMATS[kind](store.audit(audit.id), store.scores(audit.id), {}.__getitem__, options, out, Progress())
    out.seek(0)
    return out


def in_workbook(store, audit):
    """The rows of the sheet on the method."""
    book = CalamineWorkbook.from_filelike(written("xlsx", store, audit))
    return book.get_sheet_by_name("Method").to_python()


def test_an_audit_that_nobody_approved_says_so(report, store, audit):
    assert "Nobody else has checked and approved it yet." in printed(report, store, audit)
    assert "Другой человек его ещё не проверил и не утвердил." in printed(report, store, audit, "ru")


def test_an_approval_names_who_and_how_far_the_second_scores_agree(report, work, store, audit):
    work("submitted", "Auditor One")
    now = work("in_review", "Reviewer <b>")
    found = review.review_of(now)
    drawn = found.unscored
    edits = [edit(now, review.of_round("r1", "score", c), 4 if c in drawn[:2] else 3) for c in drawn]
    edits += [edit(now, review.of_round("r1", "seen", c), True) for c in found.unseen]
    store.append(audit.id, edits, "Reviewer <b>")
    work("approved", "Reviewer <b>")
    text = printed(report, store, audit)
    assert "Approved by Reviewer <b>, " in text
    assert "18 scores given again blind: 89% the same, 100% within one" in text
    assert "Nobody else" not in text and "After the approval" not in text
    assert any(row[0] == "Approved by" and "89% the same" in row[1] for row in in_workbook(store, audit))
    now = store.audit(audit.id)
    store.append(audit.id, [edit(now, cells.score("SEL-05"), 2, "The receipt was found")], "Reviewer <b>")
    told = json.load(written("json", store, audit))["review"]
    assert (told["state"], told["approved_by"], told["revisions"]) == ("approved", "Reviewer <b>", 1)
    assert (told["second_scores"], told["within_one"]) == (18, 1.0)
    assert "After the approval 1 entry was changed." in printed(report, store, audit)
