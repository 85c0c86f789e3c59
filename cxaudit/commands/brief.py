"""What `cxaudit brief` writes: the brief of an audit file on one page."""

from __future__ import annotations

import argparse
from datetime import datetime

from cxaudit import auditfile
from cxaudit.errors import KnownError
from cxaudit.i18n import Translator
from cxaudit.reports.brand.file import load_brand
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.options import Options
from cxaudit.reports.pdf import brief


def write(asked: argparse.Namespace, tr: Translator) -> None:
    """Write the page; KnownError if the file is no audit or the page would be no PDF."""
    if asked.out.suffix.lower() != ".pdf":
        raise KnownError("The brief is written as a PDF. Nothing was written; name a file that ends in .pdf.")
    audit = auditfile.read(asked.file).read()
    brand = load_brand(asked.brand) if asked.brand else DEFAULT
    brief.save(audit, Options(tr.lang, brand, datetime.now().astimezone()), asked.out)
