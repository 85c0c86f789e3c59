"""Reads and writes brands: one `.cxbrand` file with everything in it, or a `brand.toml` beside its pictures.

A file from somebody else is hostile until all of it has been checked. Nothing is extracted by name.
"""

from __future__ import annotations

import errno
import io
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path, PureWindowsPath
from typing import Any, BinaryIO

from cxaudit import typed_toml
from cxaudit.errors import KnownError
from cxaudit.model import Text
from cxaudit.reasons import reason_of
from cxaudit.reports.brand import pictures as brand_pictures
from cxaudit.reports.brand.kit import FONTS, Brand
from cxaudit.reports.brand.pictures import LARGEST, Role
from cxaudit.whole_file import whole_file
from cxaudit.words import N_

SUFFIX = ".cxbrand"
MIMETYPE = b"application/vnd.cxaudit.brand+zip"
LONGEST_NAME, LONGEST_LINE = 80, 400
LARGEST_TABLE = 64_000
LARGEST_FILE = LARGEST["logo"] + LARGEST["cover"] + 4 * LARGEST_TABLE
NAMES: dict[Role, str] = {"logo": "logo.png", "cover": "cover.jpg"}
_LIMITS = {"mimetype": 100, "brand.toml": LARGEST_TABLE, **{NAMES[role]: LARGEST[role] for role in NAMES}}
"""The only files that a brand holds, and the most bytes of each."""
_COLOUR_RULE = N_("write a colour as six digits, such as #163E5C")
_NEAR = N_("name a picture in the folder of this file, or below it")
_LINE = N_("write one line, or one for each language: en and ru")
_RULES = {
    "name": N_("write a name of 1 to 80 characters on one line"),
    "colour": _COLOUR_RULE,
    "second": _COLOUR_RULE,
    "font": N_("choose Inter or Serif"),
    "logo": _NEAR,
    "cover": _NEAR,
    "footer": _LINE,
    "confidentiality": _LINE,
}
"""The fields that a brand may have, and the rule of each."""
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def load_brand(path: Path) -> Brand:
    """The brand of a `.cxbrand` or a TOML file, told by its content; KnownError if it is none."""
    try:
        with _opened(path) as file:
            raw = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise KnownError(
            "The brand file “{path}” could not be read: {reason}. Nothing was changed; choose another file.",
            path=path,
            reason=reason_of(error),
        ) from error
    if raw.startswith(b"PK"):
        return _packed(raw, path)
    table = _table(raw, path)
    logo = _beside(table, "logo", path)
    return _brand(table, path, logo, _beside(table, "cover", path))


def _opened(path: Path) -> BinaryIO:
    """The file, open; OSError if there is none. A pipe or a device is none, and would not end."""
    if not path.is_file() and not path.is_dir():
        raise FileNotFoundError(errno.ENOENT, "", str(path))
    return path.open("rb")


def save_brand(brand: Brand, path: Path) -> None:
    """Write the brand as one file, whole or not at all; KnownError if the place cannot be written."""
    try:
        with whole_file(path) as target:
            target.write(packed(brand))
    except OSError as error:
        raise KnownError(
            "The brand could not be written to “{path}”: {reason}. Choose another place.",
            path=path,
            reason=reason_of(error),
        ) from error


def packed(brand: Brand) -> bytes:
    """The bytes of a `.cxbrand` file; the same brand gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        _put(target, "mimetype", MIMETYPE)
        _put(target, "brand.toml", _toml(brand).encode())
        for role, picture in _pictures(brand).items():
            if picture:
                _put(target, NAMES[role], picture)
    return out.getvalue()


def _pictures(brand: Brand) -> dict[Role, bytes]:
    return {"logo": brand.logo, "cover": brand.cover}


def _put(target: zipfile.ZipFile, name: str, data: bytes) -> None:
    target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)


def _toml(brand: Brand) -> str:
    lines = {"name": _quoted(brand.name), "colour": _quoted(brand.colour), "font": _quoted(brand.font)}
    if brand.second:
        lines["second"] = _quoted(brand.second)
    for role, picture in _pictures(brand).items():
        lines |= {role: _quoted(NAMES[role])} if picture else {}
    for key, text in (("footer", brand.footer), ("confidentiality", brand.confidentiality)):
        if text:
            lines[key] = f"{{ en = {_quoted(text.en)}, ru = {_quoted(text.ru)} }}"
    return "".join(f"{key} = {value}\n" for key, value in lines.items())


def _quoted(text: str) -> str:
    """A text in quotes; what JSON escapes, TOML reads the same way."""
    return json.dumps(text, ensure_ascii=False)


# --- one file -------------------------------------------------------------------------------


def _packed(raw: bytes, path: Path) -> Brand:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as source:
            held = _entries(source, len(raw))
    except KnownError as reason:
        raise _refused(path, reason) from reason
    except Exception as error:  # zipfile and zlib raise nearly anything on a damaged file
        raise _refused(path, KnownError("it is damaged")) from error
    if held.get("mimetype") != MIMETYPE or "brand.toml" not in held:
        raise _refused(path, KnownError("it is no brand file"))
    table = _table(held["brand.toml"], path)
    for role, name in NAMES.items():
        if table.get(role, name) != name or (role in table) != (name in held):
            raise _refused(path, KnownError("its pictures are not the ones that it names"))
    pictures = {role: _picture(held.get(name, b""), role, path) for role, name in NAMES.items()}
    return _brand(table, path, pictures["logo"], pictures["cover"])


def _entries(source: zipfile.ZipFile, size: int) -> dict[str, bytes]:
    """Every file of the zip by its name, none of them larger than it may be."""
    listed = source.infolist()
    if size > LARGEST_FILE:
        raise KnownError("it is larger than any brand")
    if not all(entry.filename in _LIMITS for entry in listed):
        raise KnownError("it holds a file that does not belong there")
    if len({entry.filename for entry in listed}) != len(listed):
        raise KnownError("it holds two files of one name")
    for entry in listed:
        if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise KnownError("it is packed in a way that brand files are not")
        if entry.file_size > _LIMITS[entry.filename]:
            raise KnownError("it would unpack to more than a brand may hold")
    return {entry.filename: _read(source, entry) for entry in listed}


def _read(source: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with source.open(entry) as stream:
        return stream.read(_LIMITS[entry.filename])


def _refused(path: Path, reason: KnownError) -> KnownError:
    return KnownError(
        "The brand file “{path}” was not taken: {reason}. Nothing was changed; ask for the file again.",
        path=path,
        reason=reason,
    )


# --- what a brand says ----------------------------------------------------------------------


def _table(raw: bytes, path: Path) -> Mapping[str, Any]:
    if len(raw) > LARGEST_TABLE:
        raise _refused(path, KnownError("it is larger than any brand"))
    table = typed_toml.tables(raw, path.name)
    if unknown := sorted(set(table) - set(_RULES)):
        raise KnownError(
            "The brand file “{path}” has a field “{key}”, which brands do not have. "
            "Nothing was changed; correct its name or remove it. The fields are {known}.",
            path=path,
            key=typed_toml.shown(unknown[0]),
            known=", ".join(_RULES),
        )
    return table


def _brand(table: Mapping[str, Any], path: Path, logo: bytes, cover: bytes) -> Brand:
    font = table.get("font", FONTS[0])
    if font not in FONTS:
        raise _invalid(path, "font")
    return Brand(
        name=_name(table, path),
        colour=_colour(table, "colour", path),
        second=_colour(table, "second", path) if "second" in table else "",
        font=font,
        logo=logo,
        cover=cover,
        footer=_text(table, "footer", path),
        confidentiality=_text(table, "confidentiality", path),
    )


def _invalid(path: Path, key: str) -> KnownError:
    return KnownError(
        "In the brand file “{path}” the field “{key}” is not right: {rule}. Nothing was changed.",
        path=path,
        key=key,
        rule=KnownError(_RULES[key]),
    )


def _name(table: Mapping[str, Any], path: Path) -> str:
    value = table.get("name")
    if not isinstance(value, str) or not value.strip() or not is_line(value, LONGEST_NAME):
        raise _invalid(path, "name")
    return value.strip()


def is_line(text: str, longest: int = LONGEST_LINE) -> bool:
    """Whether the text is one line without control characters, and not too long for its place."""
    return len(text) <= longest and not _UNSEEN.search(text)


def as_line(text: str) -> str:
    """The text on one line, without what a brand file would refuse."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def is_colour(text: str) -> bool:
    """Whether the text is a colour as #RRGGBB."""
    return _COLOUR.fullmatch(text) is not None


def _colour(table: Mapping[str, Any], key: str, path: Path) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not is_colour(value):
        raise _invalid(path, key)
    return value.upper()


def _text(table: Mapping[str, Any], key: str, path: Path) -> Text | None:
    """A text in both languages: `{en = "...", ru = "..."}`, or one line for both."""
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, str):
        value = {"en": value, "ru": value}
    if not isinstance(value, dict) or set(value) != {"en", "ru"}:
        raise _invalid(path, key)
    if not all(isinstance(said, str) and is_line(said) for said in value.values()):
        raise _invalid(path, key)
    return Text(**value) if any(said.strip() for said in value.values()) else None


def _picture(data: bytes, role: Role, path: Path) -> bytes:
    try:
        return brand_pictures.take(data, role) if data else b""
    except KnownError as reason:
        named = KnownError("“{picture}”: {reason}", picture=NAMES[role], reason=reason)
        raise _refused(path, named) from reason


def _beside(table: Mapping[str, Any], role: Role, path: Path) -> bytes:
    """The bytes of the picture that a TOML file names relative to itself."""
    value = table.get(role)
    if value is None:
        return b""
    if not isinstance(value, str) or not is_line(value) or not _is_near(value):
        raise _invalid(path, role)
    return read_picture(path.parent / value, role)


def _is_near(name: str) -> bool:
    """Whether a name stays in its folder; on Windows opening `\\\\host\\x` would ask another computer."""
    parts = PureWindowsPath(name)
    return bool(parts.parts) and not parts.anchor and ".." not in parts.parts


def read_picture(file: Path, role: Role) -> bytes:
    """The picture in that file as a brand keeps it; KnownError if it is none."""
    try:
        with _opened(file) as opened:
            return brand_pictures.take(opened.read(LARGEST[role] + 1), role)
    except OSError as error:
        raise _unreadable(file, reason_of(error)) from error
    except KnownError as reason:
        raise _unreadable(file, reason) from reason


def _unreadable(file: Path, reason: KnownError) -> KnownError:
    return KnownError(
        "The picture “{path}” was not taken: {reason}. Nothing was changed; choose another file.",
        path=file,
        reason=reason,
    )
