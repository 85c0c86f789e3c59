"""Collects the texts of the program into resources/locale and compiles the catalogs.

`./run messages` after any change of a text; it prints what is still untranslated.
"""

from __future__ import annotations

import io
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
KEYWORDS = {
    "tr": None,
    "N_": None,
    "KnownError": None,
    "NotSaved": None,
    "Damaged": None,
    "Forged": None,
    "Locked": None,
    "NoKey": None,
    "NotThere": None,
    "OtherKey": None,
    "RevisionNeeded": None,
    "Spoilt": None,
    "Taken": None,
    "Unreachable": None,
    "UnknownHost": None,
    "plural": (1, 2),
    "context": ((1, "c"), 2),
}


class Texts(Catalog):
    """A catalog whose header holds no dates or names, so that its file changes only when a text does."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", "cxaudit"),
            ("Language", str(self.locale)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


class Found(NamedTuple):
    """A text where it stands in the sources; one with a number form has both forms."""

    place: str
    line: int
    text: str | tuple[str, ...]
    comments: list[str]
    context: str | None


@cache
def texts_of(root: Path) -> tuple[Found, ...]:
    """Every text that the sources translate, as often as it stands there."""
    return tuple(
        Found(f"{top}/{name}", line, text, comments, context)
        for top in ("cxaudit", "installer", "ui")
        for name, line, text, comments, context in extract_from_dir(
            root / top, [("**.py", "python")], keywords=KEYWORDS
        )
    )


def collect(root: Path) -> Catalog:
    """Every text that the sources translate."""
    found = Catalog(project="cxaudit", charset="utf-8")
    for one in texts_of(root):
        found.add(one.text, None, [(one.place, one.line)], auto_comments=one.comments, context=one.context)
    return found


def written(lang: str = "ru") -> Catalog:
    """The catalog as its file stands; an empty one where there is no file."""
    path = _path(lang)
    if not path.exists():
        return Catalog(locale=lang)
    with path.open("rb") as file:
        return read_po(file, locale=lang)


def merged(lang: str = "ru") -> Catalog:
    """The texts of the sources with the translations that are written down."""
    known = written(lang)
    texts = Texts(locale=lang, header_comment=f"# The texts of cxaudit, language: {lang}.", fuzzy=False)
    for found in collect(ROOT):
        if not found.id:
            continue
        old = known.get(found.id, found.context)
        keep = old is not None and isinstance(old.string, str) == isinstance(found.id, str)
        texts.add(
            found.id,
            old.string if old and keep else None,
            flags={"fuzzy"} if old and old.fuzzy else (),
            auto_comments=found.auto_comments,
            context=found.context,
        )
    return texts


def untranslated(catalog: Catalog) -> list[str]:
    """The texts that people would read in English: empty, fuzzy or short of a plural form."""
    forms = catalog.num_plurals
    return [str(message.id) for message in catalog if message.id and not _complete(message, forms)]


def compiled(catalog: Catalog) -> bytes:
    """The catalog in the form that gettext reads."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def update(lang: str = "ru") -> list[str]:
    """Bring one catalog up to date with the sources; returns the texts without a translation."""
    catalog, path = merged(lang), _path(lang)
    with path.open("wb") as out:
        write_po(out, catalog, width=110, sort_output=True, no_location=True)
    path.with_suffix(".mo").write_bytes(compiled(catalog))
    return untranslated(catalog)


def main() -> int:
    missing = update()
    print(*missing, sep="\n")
    print(f"{len(missing)} texts without a Russian translation")
    return 1 if missing else 0


def _path(lang: str) -> Path:
    return LOCALE / lang / "LC_MESSAGES" / "cxaudit.po"


def _complete(message: Message, forms: int) -> bool:
    said = message.string if isinstance(message.string, str) else tuple(message.string or ())
    if message.pluralizable:
        return not message.fuzzy and isinstance(said, tuple) and len(said) == forms and all(said)
    return not message.fuzzy and bool(said)


if __name__ == "__main__":
    sys.exit(main())
