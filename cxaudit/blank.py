"""A new audit without a store: a package that holds its first changes."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from cxaudit import audit, cells, framework
from cxaudit.answers import Answer
from cxaudit.auditfile import Package
from cxaudit.edits import ChainEnd, Edit, opening, write
from cxaudit.model import Brief


def package(brief: Brief, raw_framework: bytes, answers: Sequence[Answer] = ()) -> Package:
    """A new audit with a brief and, if given, its first scores and notes."""
    checklist = framework.parse(raw_framework, "framework.toml")
    now = datetime.now(UTC)
    edits = opening(hashlib.sha256(raw_framework).hexdigest(), brief, {}, now)
    for answer in answers:
        edits += answer_edits(answer)
    blank = audit.read(uuid.uuid4().hex, checklist, {})
    _, log = write(blank, edits, author=brief.auditor, device=uuid.uuid4().hex[:16], end=ChainEnd(), now=now)
    return Package(blank.id, raw_framework, tuple(log), frozenset(), _no_blob)


def answer_edits(answer: Answer) -> list[Edit]:
    """The changes that an answer makes; the note of N and U is their reason."""
    reason = answer.note if answer.mark in ("N", "U") else ""
    edits = (
        [Edit(cells.score(answer.criterion), cells.score_value(answer.mark, reason))]
        if answer.mark is not None
        else []
    )
    return edits + ([Edit(cells.note(answer.criterion), answer.note)] if answer.note and not reason else [])


def _no_blob(sha: str) -> bytes:
    raise KeyError(sha)
