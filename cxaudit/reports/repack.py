"""Office files with fixed dates inside, so that the same input gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

_CORE = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(?=<)")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def repacked(data: bytes, moment: datetime) -> bytes:
    """The zip with that moment as its date of making, in the workbooks of its charts too."""
    out = io.BytesIO()
    said = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(out, "w") as target:
        for name in packed.namelist():
            content = packed.read(name)
            if name.endswith(".xlsx"):
                content = repacked(content, moment)
            elif name == _CORE:
                content = _MOMENT.sub(rb"\g<1>" + said, content)
            entry = zipfile.ZipInfo(name, _EPOCH)
            stored = name.endswith((".jpg", ".jpeg", ".png", ".xlsx"))
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return out.getvalue()
