"""Reads TOML of strangers into frozen dataclasses, and says the line or the place of a fault."""

from __future__ import annotations

import dataclasses
import re
import tomllib
import types
from collections.abc import Iterable
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from cxaudit.errors import KnownError

MAX_BYTES = 2_000_000
MAX_TEXT = 2_000
MAX_NUMBER = 1_000_000
MAX_DOTS = 50
"""In one line. Beware: the time that tomllib takes grows with the square of the length of a dotted key."""

_LABEL = re.compile(r"[A-Za-z0-9_-]{1,40}")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and those that turn the direction of reading."""


def tables(raw: bytes, source: str) -> dict[str, Any]:
    """The tables of a TOML file; KnownError with the line if it is not one or would take too long to read."""
    if len(raw) > MAX_BYTES:
        raise KnownError(
            "{file} is larger than {limit} MB. Nothing was changed. Choose another file.",
            file=source,
            limit=MAX_BYTES // 1_000_000,
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KnownError(
            "{file}, line {line}: this is not UTF-8 text. Nothing was changed. Save the file as UTF-8.",
            file=source,
            line=raw.count(b"\n", 0, error.start) + 1,
        ) from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MAX_DOTS:
            raise KnownError(
                "{file}, line {line}: the line has more than {limit} dots. Nothing was changed. Shorten it.",
                file=source,
                line=number,
                limit=MAX_DOTS,
            )
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(str(error), text, source) from error
    except (ValueError, RecursionError) as error:
        raise KnownError(
            "{file} has values that are nested too deep or are too long. Nothing was changed. Shorten them.",
            file=source,
        ) from error


def _not_toml(said: str, text: str, source: str) -> KnownError:
    """Where the reader stumbled, in our words: its own are in one language only."""
    if not (at := re.search(r"\(at line (\d+), column (\d+)\)", said)):
        return KnownError(
            "{file}, line {line}: this cannot be read as TOML. Nothing was changed. Correct the line.",
            file=source,
            line=text.rstrip().count("\n") + 1,
        )
    return KnownError(
        "{file}, line {line}, character {column}: this cannot be read as TOML. "
        "Nothing was changed. Correct the line.",
        file=source,
        line=at[1],
        column=at[2],
    )


def read(kind: Any, value: Any, place: str) -> Any:
    """The value as that type: a dataclass, tuple, mapping, text, number, flag, Literal or `type | None`.

    Texts are never empty and on one line, numbers finite and from 0 to a million; KnownError with the
    place otherwise. `place` ends with a colon at the top: `name.toml:`. A field that has a default factory
    is derived and cannot be in a file.
    """
    if kind is str:
        return _string(value, place)
    if dataclasses.is_dataclass(kind):
        return _record(kind, _typed(dict, value, place), place)
    if kind is float:
        return number(value, place)
    if kind in (bool, int):
        return _typed(kind, value, place)
    return _read_generic(kind, value, place)


def _read_generic(kind: Any, value: Any, place: str) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _choice(value, inner, place)
    if origin is tuple:
        rows = _typed(list, value, place)
        return tuple(read(inner[0], row, f"{place}[{i}]{_id(row)}") for i, row in enumerate(rows))
    if origin is types.UnionType:
        return read(inner[0], value, place)
    rows = _typed(dict, value, place)
    return {_key(inner[0], key, place): read(inner[1], row, _below(place, key)) for key, row in rows.items()}


def _record(kind: Any, value: dict[str, Any], place: str) -> Any:
    known, required = _fields(kind)
    check_keys(value, required, known, place)
    return kind(**{key: read(known[key], row, _below(place, key)) for key, row in value.items()})


@cache
def _fields(kind: Any) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The types of the fields that a file may have, and the names of those that it must have."""
    hints = get_type_hints(kind)
    fields = [f for f in dataclasses.fields(kind) if f.default_factory is dataclasses.MISSING]
    needed = tuple(f.name for f in fields if f.default is dataclasses.MISSING)
    return {f.name: hints[f.name] for f in fields}, needed


def check_keys(found: Iterable[Any], required: Iterable[Any], known: Iterable[Any], place: str) -> None:
    """KnownError if a key is not known, or a required one is missing."""
    for key in found:
        if key not in known:
            raise KnownError(
                "{place}: there is no such field. Nothing was changed. "
                "Correct its name, or update the program if the file is newer.",
                place=_below(place, str(key)),
            )
    for key in required:
        if key not in found:
            raise KnownError(
                "{place} is missing. Nothing was changed. Add it.",
                place=_below(place, str(key)),
            )


def _typed(kind: type, value: Any, place: str) -> Any:
    if type(value) is not kind:
        raise KnownError(
            "{place} must be of the TOML type {wanted}, not {found}. Nothing was changed. Correct the value.",
            place=place,
            wanted=_TOML_TYPES[kind],
            found=_TOML_TYPES.get(type(value), "date"),
        )
    return value


_TOML_TYPES = {dict: "table", list: "array", str: "string", int: "integer", float: "float", bool: "boolean"}


def _choice(value: Any, choices: tuple[str, ...], place: str) -> str:
    if not isinstance(value, str) or value not in choices:
        raise KnownError(
            "{place} must be one of {choices}. Nothing was changed. Correct the value.",
            place=place,
            choices=", ".join(choices),
        )
    return value


def table(value: Any, place: str) -> dict[str, Any]:
    """The value, if it is a table; KnownError with the place otherwise."""
    found: dict[str, Any] = _typed(dict, value, place)
    return found


def number(value: Any, place: str, most: int = MAX_NUMBER) -> float:
    """The value, if it is a number from 0 to `most`; KnownError with the place otherwise."""
    if type(value) is not int:
        _typed(float, value, place)
    if not 0 <= value <= most:  # NaN fails too
        raise KnownError(
            "{place} must be a number from 0 to {limit}. Nothing was changed. Correct the value.",
            place=place,
            limit=most,
        )
    return float(value)


def _string(value: Any, place: str) -> str:
    text: str = _typed(str, value, place)
    if not text.strip():
        raise KnownError("{place} is empty. Nothing was changed. Write the text.", place=place)
    if len(text) > MAX_TEXT:
        raise KnownError(
            "{place} is longer than {limit} characters. Nothing was changed. Shorten the text.",
            place=place,
            limit=MAX_TEXT,
        )
    if _UNSEEN.search(text):
        raise KnownError(
            "{place} has a line break or a control character. Nothing was changed. Remove it.", place=place
        )
    return text


def _key(kind: Any, key: str, place: str) -> Any:
    """A score as a number, or a code as it is."""
    if kind is int and len(key) == 1 and key in "012345":
        return int(key)
    if kind is int or not _LABEL.fullmatch(key):
        raise KnownError(
            "{place}: this is not a score or a code. Nothing was changed. "
            "Use 0 to 5 for scores, Latin letters and digits for codes.",
            place=_below(place, key),
        )
    return key


def _below(place: str, key: str) -> str:
    name = key if _LABEL.fullmatch(key) else shown(repr(key))
    return f"{place} {name}" if place.endswith(":") else f"{place}.{name}"


def _id(row: Any) -> str:
    """` (SAL-05)` for a row that says who it is."""
    name = row.get("id", row.get("code")) if isinstance(row, dict) else None
    return f" ({name})" if isinstance(name, str) and _LABEL.fullmatch(name) else ""


def shown(text: str, limit: int = 60) -> str:
    """Foreign text, fit for a message: on one line and not long."""
    text = _UNSEEN.sub("?", text)
    return text if len(text) <= limit else text[: limit - 1] + "…"
