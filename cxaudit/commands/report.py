"""What `cxaudit report` writes: the report of an audit file, beside the audits or sheets that were named."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cxaudit import auditfile, reports, scoring
from cxaudit.commands.peers import practice_of, rows_of
from cxaudit.errors import KnownError
from cxaudit.i18n import Translator
from cxaudit.reports.brand.file import load_brand
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.options import TEMPLATES, Options

if TYPE_CHECKING:
    from cxaudit.model import Audit


_ACTS_ON = {
    "template": (".pdf",),
    "stage": (".pdf",),
    "peers": (".pdf", ".pptx", ".xlsx", ".json"),
    "target": (".pdf", ".pptx", ".xlsx", ".json"),
    "since": (".pdf", ".pptx", ".xlsx", ".json"),
    "brand": (".pdf", ".pptx", ".xlsx"),
}
"""The kinds of report that each option changes."""


def write(asked: argparse.Namespace, tr: Translator) -> None:
    """Write the report that was asked for; KnownError if there is no such stage or a file is no good."""
    _refuse_what_would_be_ignored(asked)
    if len(asked.file) > 1 or asked.template == "equals":
        _write_equals(asked, tr)
        return
    package = auditfile.read(asked.file[0])
    audit = package.read()
    if asked.stage and asked.stage not in audit.weights:
        raise KnownError(
            "There is no stage “{stage}”. Nothing was written; choose one of: {stages}.",
            stage=asked.stage,
            stages=", ".join(audit.weights),
        )
    peers = tuple(row for row in rows_of(asked.peers or ()) if row.key != audit.id)
    if not peers and (asked.peers or asked.template == "comparison"):
        raise KnownError(
            "There is nothing to compare with. Nothing was written; name other audits or sheets with --peers."
        )
    scores = scoring.score(audit)
    scoring.require_weights(scores)
    options = Options(
        lang=tr.lang,
        brand=load_brand(asked.brand) if asked.brand else DEFAULT,
        now=datetime.now().astimezone(),
        sections=TEMPLATES["stage" if asked.stage else asked.template or "full"],
        stages=(asked.stage,) if asked.stage else (),
        peers=peers,
        practice=practice_of(asked.peers or (), audit, asked.target),
        target=asked.target,
        since=_earlier(asked.since, audit) if asked.since else None,
    )
    reports.save(audit, scores, package.read_blob, options, asked.out)


def _write_equals(asked: argparse.Namespace, tr: Translator) -> None:
    """The report on several audits, none of which is the own one."""
    from cxaudit.reports.equals import document as equals

    odd = next((option for option in ("stage", "since", "peers", "target") if getattr(asked, option)), "")
    if odd or asked.template not in (None, "comparison", "equals"):
        raise KnownError(
            "Several audits make one kind of report: a comparison as equals. "
            "Nothing was written; leave out --{option}, or name one audit.",
            option=odd or "template",
        )
    if asked.out.suffix.lower() != ".pdf":
        raise KnownError(
            "Several audits are compared in a PDF. Nothing was written; name a file that ends in .pdf."
        )
    options = Options(
        lang=tr.lang,
        brand=load_brand(asked.brand) if asked.brand else DEFAULT,
        now=datetime.now().astimezone(),
    )
    audits = [auditfile.read(file).read() for file in asked.file]
    for audit in audits:
        scoring.require_weights(scoring.score(audit))
    equals.save(audits, options, asked.out)


def _refuse_what_would_be_ignored(asked: argparse.Namespace) -> None:
    """KnownError if an option would have no effect beside another one or on that kind of file."""
    if asked.stage and asked.template:
        raise KnownError(
            "--stage and --template each choose the pages. Nothing was written; leave one of them out."
        )
    ending = asked.out.suffix.lower()
    for option, endings in _ACTS_ON.items():
        if getattr(asked, option) and ending not in endings and ending.removeprefix(".") in reports.FORMATS:
            raise KnownError(
                "--{option} does nothing to a file that ends in {ending}. "
                "Nothing was written; leave it out, or name a file that ends in {endings}.",
                option=option,
                ending=ending,
                endings=", ".join(endings),
            )


def _earlier(file: Path, audit: Audit) -> Audit:
    """The audit of an earlier wave; KnownError if it is the same one or uses another checklist."""
    from cxaudit.analysis.agreement import require_same_checklist

    since = auditfile.read(file).read()
    if since.id == audit.id:
        raise KnownError(
            "--since names the same audit, so nothing can have changed. Nothing was written; "
            "name the file of an earlier wave."
        )
    require_same_checklist(since, audit)
    return since
