"""Make the report's fonts: tabular digits in the character map, a box for what is missing, no layout tables.

Run once with the folder of the static TTF files of Inter or Source Serif 4, or of both:
`python -m installer.report_fonts FOLDER`. A PDF drawn by reportlab applies no OpenType features,
so `tnum` has to be the default. The copies have names of their own, as the fonts' licence asks.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from cxaudit.paths import RESOURCES

FAMILIES = {"Inter": "Inter Report", "SourceSerif4": "Serif Report"}
"""What the files are called at their source, and what the copies are called."""
FACES = ("Regular", "Medium", "SemiBold")
UNUSED = ("GSUB", "GPOS", "GDEF", "STAT")
DIGITS = "0123456789"
BOX = 0x25A1


def tabular(font: TTFont) -> dict[str, str]:
    """The glyph of each digit and its tabular twin, as the font's `tnum` feature names them."""
    layout = font["GSUB"].table
    twins: dict[str, str] = {}
    for record in layout.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for part in layout.LookupList.Lookup[index].SubTable:
                    twins.update(getattr(part, "ExtSubTable", part).mapping)
    return twins


def add_box(font: TTFont) -> None:
    """Give a font without one the sign that stands for a missing character, as high as a capital."""
    if BOX in font.getBestCmap():
        return
    side = font["OS/2"].sCapHeight
    pen, line = TTGlyphPen(None), side // 12
    for inset, turned in ((0, False), (line, True)):
        low, high = inset + line, side + line - inset
        corners = [(low, inset), (low, side - inset), (high, side - inset), (high, inset)]
        for at, corner in enumerate(corners[::-1] if turned else corners):
            (pen.lineTo if at else pen.moveTo)(corner)
        pen.closePath()
    font.setGlyphOrder([*font.getGlyphOrder(), "box"])
    font["glyf"]["box"] = pen.glyph()
    font["hmtx"]["box"] = (side + 2 * line, line)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[BOX] = "box"


def bake(source: Path, target: Path, family: str, face: str) -> None:
    """Write the copy whose digits have one width, under a family name of its own."""
    name = f"{family.replace(' ', '')}-{face}"
    font = TTFont(source, recalcTimestamp=False)
    twins = tabular(font)
    for table in font["cmap"].tables:
        if table.isUnicode():
            for digit in DIGITS:
                table.cmap[ord(digit)] = twins.get(table.cmap[ord(digit)], table.cmap[ord(digit)])
    add_box(font)
    for name_id, text in (
        (1, f"{family} {face}"),
        (2, "Regular"),
        (3, name),
        (4, f"{family} {face}"),
        (6, name),
        (16, family),
        (17, face),
    ):
        font["name"].setName(text, name_id, 3, 1, 0x409)
    for table_name in UNUSED:
        if table_name in font:
            del font[table_name]
    font.save(target)


def main(folder: Path) -> None:
    for start, family in FAMILIES.items():
        for face in FACES:
            found = sorted(p for p in folder.rglob(f"{start}*{face}.ttf") if "Italic" not in p.name)
            if found:
                target = RESOURCES / "fonts" / f"{family.replace(' ', '')}-{face}.ttf"
                bake(found[0], target, family, face)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
