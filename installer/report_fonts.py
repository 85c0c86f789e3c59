"""Make the report's fonts from Inter: tabular digits in the character map, no layout tables.

Run once with the folder of Inter's static TTF files: `python -m installer.report_fonts FOLDER`.
A PDF drawn by reportlab applies no OpenType features, so `tnum` has to be the default.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.ttLib import TTFont

from cxaudit.paths import RESOURCES

FACES = ("Regular", "Medium", "SemiBold")
UNUSED = ("GSUB", "GPOS", "GDEF", "STAT")
DIGITS = "0123456789"


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


def bake(source: Path, target: Path, face: str) -> None:
    """Write the copy whose digits have one width, under a family name of its own."""
    font = TTFont(source, recalcTimestamp=False)
    twins = tabular(font)
    for table in font["cmap"].tables:
        if table.isUnicode():
            for digit in DIGITS:
                table.cmap[ord(digit)] = twins.get(table.cmap[ord(digit)], table.cmap[ord(digit)])
    for name_id, text in (
        (1, f"Inter Report {face}"),
        (2, "Regular"),
        (3, f"InterReport-{face}"),
        (4, f"Inter Report {face}"),
        (6, f"InterReport-{face}"),
        (16, "Inter Report"),
        (17, face),
    ):
        font["name"].setName(text, name_id, 3, 1, 0x409)
    for table_name in UNUSED:
        if table_name in font:
            del font[table_name]
    font.save(target)


def main(folder: Path) -> None:
    for face in FACES:
        found = sorted(p for p in folder.rglob(f"Inter*{face}.ttf") if "Italic" not in p.name)
        bake(found[0], RESOURCES / "fonts" / f"InterReport-{face}.ttf", face)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
