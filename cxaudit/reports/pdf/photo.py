"""A photo as an object of the file: its bytes as they came, copied nowhere."""

from __future__ import annotations

import hashlib

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from cxaudit.reports.jpeg import Jpeg


class Photo(pdfdoc.PDFObject):  # type: ignore[misc]
    """An image whose data is a JPEG (ISO 32000-1, 8.9.5)."""

    def __init__(self, jpeg: Jpeg) -> None:
        self._jpeg = jpeg

    @classmethod
    def hang(cls, jpeg: Jpeg, canvas: Canvas) -> str:
        """Put the photo into the document, once, and on the page; the name by which the page draws it."""
        key = jpeg.name or hashlib.sha256(jpeg.data).hexdigest()
        name: str = canvas._doc.getXObjectName(key)
        if name not in canvas._doc.idToObject:
            canvas._doc.Reference(cls(jpeg), name)
        canvas._currentPageHasImages = 1
        canvas._formsinuse.append(key)
        return name

    def pieces(self) -> tuple[bytes, bytes, bytes]:
        """What stands before its data, these, and what stands behind."""
        jpeg = self._jpeg
        what = f"/Type/XObject/Subtype/Image/Width {jpeg.width}/Height {jpeg.height}/BitsPerComponent 8"
        colours = "/ColorSpace/DeviceGray" if jpeg.grey else "/ColorSpace/DeviceRGB"
        head = f"<<{what}{colours}/Filter/DCTDecode/Length {len(jpeg.data)}>>\nstream\n"
        return head.encode(), jpeg.data, b"\nendstream"
