"""The file that is made of ReportLab's objects and of the tree of tags.

ReportLab's own writer wraps every object in others and asks each what it is: for the thousands of a tree that
took a third of the report. What an object says is still its own.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc

from cxaudit.reports.pdf.photo import Photo
from cxaudit.reports.pdf.tags import Tags

_KEPT = 200
"""Some megabytes: the pages of a large report and the letters of its fonts."""
HEAD = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
"""With four bytes that tell programs that the file is no text."""


def write(canvas: Any, tags: Tags, target: BinaryIO) -> None:
    """Write what was drawn, as ISO 32000-1, 7.5; nothing can be drawn after it."""
    document = canvas._doc
    for font in document.delayedFonts:
        font.addObjects(document)
    document.info.digest(document.signature)
    ends = [document.Reference(thing).name for thing in (document.Catalog, document.info)]
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None
    offsets, at = [], target.write(HEAD)
    for number, said in enumerate(_objects(document, tags), 1):
        offsets.append(b"%010d 00000 n \n" % at)
        if isinstance(said, bytes):
            at += target.write(b"%d 0 obj\n%b\nendobj\n" % (number, said))
        else:
            at += sum(map(target.write, (b"%d 0 obj\n" % number, *said, b"\nendobj\n")))
    size = len(offsets) + 1
    target.write(b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, b"".join(offsets)))
    root, info = (document.idToObjectNumberAndVersion[name][0] for name in ends)
    trailer = b"<</Size %d/Root %d 0 R/Info %d 0 R/ID%b>>" % (size, root, info, document.ID())
    target.write(b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (trailer, at))


def _objects(document: Any, tags: Tags) -> Iterator[bytes | tuple[bytes, ...]]:
    """What each object says, whole or in pieces, in the order of their numbers.

    Some only name others while they speak.
    """
    numbers, number = tags.hang(document), 1
    while number == numbers[0] or number in document.numberToId:
        if number == numbers[0]:
            yield from tags.written(numbers, document)
            number += len(numbers)
        else:
            thing = document.idToObject[document.numberToId[number]]
            yield _said(thing, document)
            number += 1


def _said(thing: Any, document: Any) -> bytes | tuple[bytes, ...]:
    if isinstance(thing, Photo):
        return thing.pieces()
    if type(thing) is pdfdoc.PDFStream:
        data = _packed(thing.content)
        about = {**thing.dictionary.dict, "Filter": pdfdoc.PDFName("FlateDecode"), "Length": len(data)}
        return pdfdoc.PDFDictionary(about).format(document), b"\nstream\n", data, b"\nendstream"
    said: bytes = pdfdoc.format(thing, document, toplevel=1)
    return said


@lru_cache(_KEPT)
def _packed(content: str | bytes) -> bytes:
    """A page or a font; one that was in an earlier report is packed already."""
    return zlib.compress(content.encode("latin-1") if isinstance(content, str) else content)
