"""The sample audit of Demo Co (METHOD 2.3) as a package: the same bytes each time, in either language."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cxaudit import audit, cells, demo, evidence, framework
from cxaudit.analysis import baseline
from cxaudit.auditfile import Package, named_blobs
from cxaudit.blobs import Blobs
from cxaudit.edits import ChainEnd, Edit, opening, write
from cxaudit.field import fieldwork
from cxaudit.field.briefing import LEGAL
from cxaudit.model import FIRST_SHEET, Audit, Change, Evidence, Lang, Measure
from cxaudit.progress import Progress
from cxaudit.timing import durations, measures, suggestion

STARTED = datetime(2026, 5, 18, 7, 30, tzinfo=UTC)
PLANNED = STARTED + timedelta(hours=5)
"""When the field work was settled: personas, legal check and the rest of the brief."""
BRIEFED = STARTED + timedelta(days=2, hours=3)
"""When the client had handed over its figures."""
STEP = timedelta(minutes=11)
DAYS = {"ACQ": 4, "SEL": 4, "SAL": 7, "ONB": 9, "SOL": 9, "EVO": 10, "LOY": 10, "OFF": 17}
"""The days after the start on which the stages were rated; the dates on the photos are not later."""
WEEK = STARTED + timedelta(days=3)
"""The first day of the plan, on which the brief was signed."""


def package(lang: Lang, progress: Progress | None = None) -> Package:
    """The finished sample; photos are drawn and taken in like any others."""
    checklist, raw = framework.default()
    now = audit.read(f"demo-{lang}", checklist, {})
    log: list[Change] = []
    held: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        blobs = Blobs(Path(folder))
        for moment, edits in _steps(now, raw, lang, blobs, progress or Progress()):
            if moment == WEEK:
                signed = fieldwork.signing(now, "demo", demo.brief(lang).auditor)
                edits = [*edits, *(Edit(cell, value) for cell, value in signed.items())]
            end = ChainEnd(log[-1].seq, log[-1].id) if log else ChainEnd()
            author = demo.brief(lang).auditor
            now, made = write(now, edits, author=author, device="demo", end=end, now=moment)
            log += made
        held = {sha: blobs.read(sha) for sha in named_blobs(log)}
    return Package(now.id, raw, tuple(log), frozenset(held), held.__getitem__)


def _steps(
    blank: Audit, raw: bytes, lang: Lang, blobs: Blobs, progress: Progress
) -> Iterator[tuple[datetime, list[Edit]]]:
    """Moments of the field week, and what was written at each."""
    yield STARTED, opening(hashlib.sha256(raw).hexdigest(), demo.brief(lang), {}, STARTED)
    yield PLANNED, list(_plan(blank, lang))
    yield BRIEFED, baseline.edits_of(blank, demo.baseline(lang))
    yield WEEK, [Edit(cells.PLAN_START, WEEK.date().isoformat())]
    photos = demo.photos()
    for number, (criterion, moment) in enumerate(_moments(blank)):
        mark = demo.mark(criterion)
        edits = [Edit(cells.score(criterion), cells.score_value(mark, demo.reason(criterion, lang)))]
        if note := demo.note(criterion, lang):
            edits.append(Edit(cells.note(criterion), note))
        edits += _measured(blank, criterion, moment)
        for place, (proven, scene, caption) in enumerate(photos):
            if proven == criterion:
                name = f"demo-{place + 1:02}"
                file = _taken(scene, criterion, lang, moment, blobs)
                edits.append(Edit(cells.evidence(name), cells.evidence_value(file)))
                edits.append(Edit(cells.caption(name), caption[lang]))
        yield moment, edits
        progress.step(number, len(blank.framework.criteria))


def _plan(blank: Audit, lang: Lang) -> Iterator[Edit]:
    """What the brief says for those who do the field work, and what it leaves out."""
    for name, said in demo.plan(lang).items():
        yield Edit(cells.brief(name), said)
    for number, texts in enumerate(demo.personas(lang), 1):
        persona = f"demo-{number}"
        yield Edit(cells.persona(persona, "begun"), True)
        for name, said in texts.items():
            yield Edit(cells.persona(persona, name), said)
    for item in LEGAL:
        answer = "not_applicable" if item.key == "recording" else "yes"
        yield Edit(cells.legal(item.key), answer)
    for criterion in blank.framework.criteria:
        if demo.mark(criterion) == "N":
            yield Edit(cells.excluded(criterion), demo.reason(criterion, lang))


def _moments(blank: Audit) -> Iterator[tuple[str, datetime]]:
    """When each criterion was rated: its stage's day, as soon as its messages and terms had run out."""
    days: dict[int, int] = {}
    for criterion in blank.framework.criteria.values():
        day = DAYS[criterion.stage]
        days[day] = days.get(day, 0) + 1
        yield criterion.id, STARTED + timedelta(days=day) + STEP * days[day]


def _measured(blank: Audit, criterion: str, moment: datetime) -> Iterator[Edit]:
    """The times and counts of a criterion, typed from what was written down in the field."""
    kind = blank.framework.criteria[criterion].timing
    for number, said in enumerate(demo.times(criterion), 1):
        if kind is None:
            raise ValueError(criterion)
        counted = kind.unit == suggestion.COUNTED
        one = Measure(
            f"{criterion}-{number}".lower(),
            criterion,
            FIRST_SHEET,
            "active" if kind.active else "waiting",
            moment.isoformat(timespec="seconds"),
            seconds=None if counted else durations.typed(said, kind.unit),
            count=float(said) if counted else None,
            how="typed",
        )
        yield Edit(cells.measure(one.id), measures.value_of(one))


def _taken(scene: str, criterion: str, lang: Lang, moment: datetime, blobs: Blobs) -> Evidence:
    return evidence.take_in(
        demo.photo(scene),
        name=f"{scene}.jpg",
        criterion=criterion,
        author=demo.brief(lang).auditor,
        now=moment,
        blobs=blobs,
    )
