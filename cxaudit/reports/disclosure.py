"""What a report tells its readers, said before it is made."""

from __future__ import annotations

from collections.abc import Collection

from cxaudit import staff
from cxaudit.analysis import actions
from cxaudit.analysis.baseline import baseline_of
from cxaudit.analysis.places import places
from cxaudit.i18n import Translator
from cxaudit.model import Audit
from cxaudit.reports.photos import evidence_counts

_WITH_CRITERIA = {"growth", "stages"}
_WITH_REASONS = {"stages", "method"}


def disclosed(audit: Audit, sections: Collection[str], tr: Translator) -> list[str]:
    """One line for each kind of thing that leaves with a PDF of these sections; the last says what stays."""
    chosen = set(sections)
    brief = audit.brief
    named = [name for name in (brief.company, brief.auditor) if name.strip()]
    said = [tr("Names: {names}", names=", ".join(named))] if named else []
    said += _of_staff(audit, tr)
    said += _of_criteria(audit, chosen, tr) + _of_advice(audit, chosen, tr)
    if kept := sum(item.internal for item in audit.evidence):
        said.append(tr.plural("Stays here: {n} internal file", "Stay here: {n} internal files", kept))
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


def _of_criteria(audit: Audit, chosen: set[str], tr: Translator) -> list[str]:
    said = []
    notes = sum(bool(r.note.strip()) for r in audit.ratings.values())
    if notes and _WITH_CRITERIA & chosen:
        said.append(tr.plural("{n} note, word for word", "{n} notes, word for word", notes))
    reasons = sum(bool(r.reason.strip()) for r in audit.ratings.values())
    if reasons and _WITH_REASONS & chosen:
        said.append(tr.plural("{n} reason for N and U", "{n} reasons for N and U", reasons))
    shown = [e for e in audit.evidence if not e.internal] if _WITH_CRITERIA & chosen else []
    said += _of_pictures(sum(e.kind == "image" for e in shown), tr)
    if others := [e for e in shown if e.kind != "image"]:
        said.append(tr("By name and caption only: {files}", files=evidence_counts(others, tr)))
    return said


def _of_advice(audit: Audit, chosen: set[str], tr: Translator) -> list[str]:
    """What the consultant, the client and other companies said."""
    said = []
    if "growth" in chosen:
        if actions.read(audit):
            said.append(tr("Actions, with owner and date"))
        if places(audit).of("dropped"):
            said.append(tr("Which growth zones were left out, by whom and why"))
    if "potential" in chosen and baseline_of(audit):
        said.append(tr("The client's figures, with their sources"))
    if "market" in chosen:
        said.append(tr("Names and scores of other companies, if there are any to compare with"))
    return said
