"""What a report tells its readers, said before it is made."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cxaudit import staff
from cxaudit.analysis import actions
from cxaudit.analysis.baseline import baseline_of
from cxaudit.analysis.places import places
from cxaudit.i18n import Translator
from cxaudit.model import Audit, Evidence, Sheet
from cxaudit.reports.pdf.photos import evidence_counts
from cxaudit.trends import trends_of

WHOLE: Mapping[str, tuple[str, ...]] = {
    "xlsx": ("growth", "potential", "stages", "method"),
    "pptx": ("cover", "growth", "potential", "stages"),
    "csv": ("stages", "method"),
    "json": ("growth", "potential", "stages", "method", "trends"),
}
"""The kinds of report without a choice of sections, and what they hold as if it were sections of the PDF."""
CHOSEN: Mapping[str, tuple[str, ...]] = {
    "xlsx": ("waves", "market"),
    "pptx": ("waves", "market"),
    "json": ("waves",),
}
"""Sections that such kinds hold too if they are chosen."""
MOST_ON_SLIDES = 8
_WITH_CRITERIA = {"growth", "stages"}
_WITH_REASONS = {"stages", "method"}
_WITH_BRIEF = {"cover", "method"}
_LISTING = ("xlsx", "csv", "json")
"""Kinds that name every file with its hash and hold no picture."""
_SIGNED = ("xlsx", "json")
"""Kinds that say who added each file."""


@dataclass(frozen=True)
class _Report:
    """A report that is about to be made."""

    audit: Audit
    kind: str
    sections: frozenset[str]
    stages: frozenset[str]

    def covers(self, criterion: str) -> bool:
        """Whether the criterion has a row of its own, or may stand in the text of a growth zone."""
        return not self.stages or "growth" in self.sections or criterion.partition("-")[0] in self.stages

    @property
    def notes(self) -> int:
        if not _WITH_CRITERIA & self.sections:
            return 0
        return sum(bool(r.note.strip()) and self.covers(c) for c, r in self.audit.ratings.items())

    @property
    def reasons(self) -> int:
        """Those of N and U; the page about the method lists all of them, slides none."""
        if self.kind == "pptx" or not _WITH_REASONS & self.sections:
            return 0
        every = "method" in self.sections
        return sum(
            bool(r.reason.strip()) and (every or self.covers(c)) for c, r in self.audit.ratings.items()
        )

    @property
    def sheets(self) -> Sequence[Sheet]:
        """Those whose auditors, places and times are written."""
        listed = len(self.audit.sheets) > 1 and self.kind in ("pdf", "pptx")
        listed = listed and bool(_WITH_BRIEF & self.sections)
        return self.audit.sheets if self.kind == "json" or listed else ()

    @property
    def files(self) -> list[Evidence]:
        """Those that are shown or named."""
        if not _WITH_CRITERIA & self.sections:
            return []
        return [e for e in self.audit.evidence if not e.internal and self.covers(e.criterion)]


def disclosed(
    audit: Audit, sections: Collection[str], tr: Translator, kind: str = "pdf", stages: Collection[str] = ()
) -> list[str]:
    """One line for each kind of thing that leaves with a report of that kind; the last says what stays.

    Sections and stages are those of the PDF; of them the other kinds follow only earlier waves and market.
    """
    if kind in WHOLE:
        chosen = set(CHOSEN.get(kind, ())) & set(sections)
        sections, stages = (*WHOLE[kind], *chosen), ()
    report = _Report(audit, kind, frozenset(sections), frozenset(stages))
    said = _of_names(report, tr) + _of_staff(audit, tr)
    said += _of_criteria(report, tr) + _of_advice(report, tr)
    if kept := sum(item.internal for item in audit.evidence):
        said.append(tr.plural("Stays here: {n} internal file", "Stay here: {n} internal files", kept))
    return said


def _of_names(report: _Report, tr: Translator) -> list[str]:
    brief = report.audit.brief
    signed = [file.author for file in report.files] if report.kind in _SIGNED else []
    sheets = report.sheets
    visitors = [sheet.auditor for sheet in sheets]
    named = dict.fromkeys(name.strip() for name in (brief.company, brief.auditor, *visitors, *signed))
    named.pop("", None)
    said = [tr("Names: {names}", names=", ".join(named))] if named else []
    if _WITH_BRIEF & report.sections and (brief.persona.strip() or brief.scenario.strip()):
        said.append(tr("Persona and scenario"))
    if any(sheet.place.strip() or sheet.at for sheet in sheets):
        said.append(tr("Place and time of every visit"))
    return said


def _of_staff(audit: Audit, tr: Translator) -> list[str]:
    """Whose names give way to roles, and whose stand."""
    found = staff.found_in(audit, staff.members(audit))
    said = []
    if hidden := sum(not one.allowed for one in found):
        line = tr.plural(
            "{n} name of staff is replaced by the role", "{n} names of staff are replaced by roles", hidden
        )
        said.append(line)
    if named := [one.forms[0] for one in found if one.allowed]:
        said.append(tr("Staff named: {names}", names=", ".join(named)))
    return said


def _of_pictures(count: int, tr: Translator) -> list[str]:
    """What a photo tells, and what nobody takes out of it but a person."""
    if not count:
        return []
    leaves = tr.plural(
        "{n} photo, reduced, without place, time and camera in the file",
        "{n} photos, reduced, without place, time and camera in the file",
        count,
    )
    return [leaves, tr("Faces and names in photos stay as they are until you blur them")]


def _of_criteria(report: _Report, tr: Translator) -> list[str]:
    said = []
    if notes := report.notes:
        said.append(tr.plural("{n} note, word for word", "{n} notes, word for word", notes))
    if reasons := report.reasons:
        said.append(tr.plural("{n} reason for N and U", "{n} reasons for N and U", reasons))
    return said + _of_files(report, tr)


def _of_files(report: _Report, tr: Translator) -> list[str]:
    files = report.files
    if report.kind in _LISTING:
        counts = evidence_counts(files, tr)
        return [tr("By name, caption and hash only: {files}", files=counts)] if files else []
    photos = sum(file.kind == "image" for file in files)
    said = _of_pictures(min(photos, MOST_ON_SLIDES) if report.kind == "pptx" else photos, tr)
    if others := [file for file in files if file.kind != "image"]:
        said.append(tr("By name and caption only: {files}", files=evidence_counts(others, tr)))
    return said


def _of_advice(report: _Report, tr: Translator) -> list[str]:
    """What the consultant, the client and other companies said."""
    said, audit, chosen = [], report.audit, report.sections
    if "growth" in chosen:
        if actions.read(audit):
            said.append(tr("Actions, with owner and date"))
        if report.kind in ("pdf", "json") and places(audit).of("dropped"):
            said.append(tr("Which growth zones were left out, by whom and why"))
    if "potential" in chosen and baseline_of(audit):
        bare = report.kind == "pptx"
        said.append(tr("The client's figures") if bare else tr("The client's figures, with their sources"))
    if "waves" in chosen:
        bare = report.kind in ("pdf", "pptx")
        scores = tr("Scores of the earlier wave, if there is one")
        said.append(scores if bare else tr("Scores and notes of the earlier wave, if there is one"))
    if "market" in chosen:
        said.append(tr("Names and scores of other companies, if there are any to compare with"))
    if {"market", "trends"} & chosen and (n := len({trend.id for trend in trends_of(audit)})):
        said.append(tr.plural("{n} trend of the market, with its source",
                              "{n} trends of the market, with their sources", n))  # fmt: skip
    return said
