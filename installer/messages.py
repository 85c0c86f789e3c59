"""Collects the texts of the program into resources/locale and compiles the catalogs.

`./run messages` after any change of a text; it prints what is still untranslated.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
KEYWORDS = {"tr": None, "N_": None, "KnownError": None, "plural": (1, 2), "context": ((1, "c"), 2)}


def collect(root: Path) -> Catalog:
    """Every text that the sources translate."""
    found = Catalog(project="cxaudit", charset="utf-8")
    for top in ("cxaudit", "installer", "ui"):
        texts = extract_from_dir(root / top, [("**.py", "python")], keywords=KEYWORDS)
        for name, line, message, comments, context in texts:
            found.add(message, None, [(f"{top}/{name}", line)], auto_comments=comments, context=context)
    return found


def update(lang: str = "ru") -> list[str]:
    """Bring one catalog up to date with the sources; returns the texts without a translation."""
    path = LOCALE / lang / "LC_MESSAGES" / "cxaudit.po"
    catalog = read_po(path.open("rb"), locale=lang) if path.exists() else Catalog(locale=lang)
    catalog.update(collect(ROOT), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    with path.open("wb") as out:
        write_po(out, catalog, width=110, sort_output=True, omit_header=False, no_location=True)
    with path.with_suffix(".mo").open("wb") as out:
        write_mo(out, catalog)
    return [str(m.id) for m in catalog if m.id and not all(m.string or ("",))]


def main() -> int:
    missing = update()
    print(*missing, sep="\n")
    print(f"{len(missing)} texts without a Russian translation")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
