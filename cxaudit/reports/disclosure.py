"""What a report tells its readers, said before it is made."""

from __future__ import annotations

from collections.abc import Collection

from cxaudit.i18n import Translator
from cxaudit.model import Audit
from cxaudit.reports.photos import evidence_counts

_WITH_CRITERIA = {"growth", "stages"}


def disclosed(audit: Audit, sections: Collection[str], tr: Translator) -> list[str]:
    """One line for each kind of thing that leaves with a PDF of these sections; the last says what stays."""
    brief = audit.brief
    named = [name for name in (brief.company, brief.auditor) if name.strip()]
    said = [tr("Names: {names}", names=", ".join(named))] if named else []
    shown = [e for e in audit.evidence if not e.internal]
    if _WITH_CRITERIA & set(sections):
        notes = sum(bool(r.note.strip()) for r in audit.ratings.values())
        reasons = sum(bool(r.reason.strip()) for r in audit.ratings.values())
        if notes:
            said.append(tr.plural("{n} note, word for word", "{n} notes, word for word", notes))
        if reasons:
            said.append(tr.plural("{n} reason for N and U", "{n} reasons for N and U", reasons))
        photos = [e for e in shown if e.kind == "image"]
        if photos:
            said.append(
                tr.plural(
                    "{n} photo, reduced, without place, time and camera in the file",
                    "{n} photos, reduced, without place, time and camera in the file",
                    len(photos),
                )
            )
        if others := [e for e in shown if e.kind != "image"]:
            said.append(tr("By name and caption only: {files}", files=evidence_counts(others, tr)))
    if kept := len(audit.evidence) - len(shown):
        said.append(tr.plural("Stays here: {n} internal file", "Stay here: {n} internal files", kept))
    return said
