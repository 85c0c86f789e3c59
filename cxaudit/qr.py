"""Texts as QR codes."""

from __future__ import annotations

from typing import Literal


def modules(text: str, level: Literal["L", "M", "Q", "H"] = "M") -> tuple[bytes, ...]:
    """The QR code of the text, row by row: 0 where it is dark. It is smallest in capitals and digits.

    ValueError if the text is too long for one.
    """
    import zxingcpp

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    drawn = memoryview(code.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type]
    pixels, side = drawn.tobytes(), len(drawn)
    return tuple(pixels[row * side : (row + 1) * side] for row in range(side))
