"""Reads a framework file (TOML) and refuses what could not be scored, saying where the fault is."""

from __future__ import annotations

import dataclasses
import hashlib
import math
import re
import tomllib
import types
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from cxaudit.errors import KnownError
from cxaudit.model import Criterion, Framework, Lang, Stage, Text
from cxaudit.paths import RESOURCES

DEFAULT = RESOURCES / "frameworks" / "cx8.toml"
UNITS = ("s", "min", "h", "days", "steps")
ANCHORS = (0, 3, 5)

MAX_BYTES = 2_000_000
MAX_TEXT = 2_000
MAX_DOTS = 100
"""In one line. Beware: the time tomllib takes grows with the square of a dotted key's length."""
MAX_STAGES = 40
MAX_CRITERIA = 1_000
MAX_NUMBER = 1e6

_REMEMBERED: dict[bytes, Framework] = {}
_REMEMBERED_MAX = 16

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_CODE = re.compile(r"[A-Z][A-Z0-9]{0,7}")
_CRITERION = re.compile(r"([A-Z][A-Z0-9]{0,7})-\d{2,3}")
_ZONE = re.compile(r"([A-Z][A-Z0-9]{0,7})-[A-Z]")
_SEMVER = re.compile(r"(?:(?:0|[1-9]\d{0,8})(?:\.(?!$)|$)){3}")
_LABEL = re.compile(r"[A-Za-z0-9_-]{1,40}")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and those that turn the direction of reading."""


def load(path: Path) -> Framework:
    """The framework in that file; KnownError if it cannot be read or is not one."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise KnownError(
            "The framework {file} could not be read: {reason}. Nothing was changed. Choose another file.",
            file=path.name,
            reason=error.strerror or str(error),
        ) from error
    return parse(raw, path.name)


def parse(raw: bytes, source: str) -> Framework:
    """The framework in these bytes; `source` names them in messages. KnownError if they are not one."""
    digest = hashlib.sha256(raw).digest()
    framework = _REMEMBERED.get(digest)
    if framework is None:
        source = _shown(source)
        framework = _read(Framework, _toml(raw, source), f"{source}:")
        _check(framework, source)
        criteria = {c.id: c for stage in framework.stages for c in stage.criteria}
        framework = dataclasses.replace(framework, criteria=criteria)
        if len(_REMEMBERED) >= _REMEMBERED_MAX:
            _REMEMBERED.clear()
        _REMEMBERED[digest] = framework
    return framework


@cache
def default() -> tuple[Framework, bytes]:
    """The framework that comes with the program, and the bytes of its file."""
    raw = DEFAULT.read_bytes()
    return parse(raw, DEFAULT.name), raw


def meaning(framework: Framework, criterion: Criterion, mark: int, lang: Lang) -> str:
    """What a score of 0-5 says of that criterion: its own anchor, else the generic meaning (METHOD 0)."""
    return (criterion.anchors.get(mark) or framework.scores[mark])[lang]


# --- from bytes to values -------------------------------------------------------------------


def _toml(raw: bytes, source: str) -> dict[str, Any]:
    if len(raw) > MAX_BYTES:
        raise KnownError(
            "{file} is too big for a framework: more than {limit} MB. Nothing was changed. Choose another file.",
            file=source,
            limit=MAX_BYTES // 1_000_000,
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KnownError(
            "{file} is not UTF-8 text: line {line}. Nothing was changed. Save it as UTF-8 and try again.",
            file=source,
            line=raw.count(b"\n", 0, error.start) + 1,
        ) from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.count(".") > MAX_DOTS:
            raise KnownError(
                "{file}, line {line}: too many dots for a framework. Nothing was changed. Shorten the line.",
                file=source,
                line=number,
            )
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "the values are too deep or too long"
        raise KnownError(
            "{file} is not valid TOML: {reason}. Nothing was changed. Correct the file and try again.",
            file=source,
            reason=_shown(reason, 200),
        ) from error


# --- from values to the model ---------------------------------------------------------------


def _read(kind: Any, value: Any, place: str) -> Any:
    """The value as that type of the model; KnownError with its place if it is of another type."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _read(get_args(kind)[0], value, place)
    if origin is Literal:
        return _choice(value, get_args(kind), place)
    if origin is tuple:
        rows = _typed(list, value, place)
        return tuple(_read(get_args(kind)[0], row, f"{place}[{i}]{_id(row)}") for i, row in enumerate(rows))
    if origin is not None and issubclass(origin, Mapping):
        of_key, of_value = get_args(kind)
        return {_key(of_key, k, place): _read(of_value, v, _below(place, k)) for k, v in _typed(dict, value, place).items()}
    if dataclasses.is_dataclass(kind):
        return _record(kind, _typed(dict, value, place), place)
    if kind is float:
        return _number(value, place)
    if kind is str:
        return _string(value, place)
    return _typed(kind, value, place)


def _record(kind: Any, value: dict[str, Any], place: str) -> Any:
    known, required = _fields(kind)
    for key in value:
        if key not in known:
            raise KnownError(
                "{place}: there is no such field. Nothing was changed. Check its spelling, or update the program.",
                place=_below(place, key),
            )
    for key in required:
        if key not in value:
            raise KnownError("{place} is missing. Nothing was changed. Add it and try again.", place=_below(place, key))
    return kind(**{key: _read(known[key], v, _below(place, key)) for key, v in value.items()})


@cache
def _fields(kind: Any) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The types of the fields that a file may have, and the names of those that it must have."""
    hints = get_type_hints(kind)
    fields = [f for f in dataclasses.fields(kind) if (kind, f.name) != (Framework, "criteria")]
    needed = [f.name for f in fields if f.default is f.default_factory is dataclasses.MISSING]
    return {f.name: hints[f.name] for f in fields}, tuple(needed)


def _typed(kind: type, value: Any, place: str) -> Any:
    if type(value) is not kind:
        raise KnownError(
            "{place} must be {wanted}, not {found}. Nothing was changed. Correct it and try again.",
            place=place,
            wanted=_TOML_NAMES.get(kind, kind.__name__),
            found=_TOML_NAMES.get(type(value), type(value).__name__),
        )
    return value


_TOML_NAMES = {dict: "table", list: "array", str: "string", int: "integer", float: "float", bool: "boolean"}


def _choice(value: Any, choices: tuple[str, ...], place: str) -> str:
    if not isinstance(value, str) or value not in choices:
        raise KnownError(
            "{place} must be one of {choices}. Nothing was changed. Correct it and try again.",
            place=place,
            choices=", ".join(choices),
        )
    return value


def _number(value: Any, place: str) -> float:
    if type(value) not in (int, float):
        _typed(float, value, place)
    if not (math.isfinite(value) if isinstance(value, float) else True) or not 0 <= value <= MAX_NUMBER:
        raise KnownError(
            "{place} must be a number from 0 to {limit}. Nothing was changed. Correct it and try again.",
            place=place,
            limit=f"{MAX_NUMBER:.0f}",
        )
    return float(value)


def _string(value: Any, place: str) -> str:
    text: str = _typed(str, value, place)
    if not text.strip():
        raise KnownError("{place} is empty. Nothing was changed. Write the text and try again.", place=place)
    if len(text) > MAX_TEXT:
        raise KnownError(
            "{place} is longer than {limit} characters. Nothing was changed. Shorten it and try again.",
            place=place,
            limit=MAX_TEXT,
        )
    if _UNSEEN.search(text):
        raise KnownError(
            "{place} has a line break or a control character. Nothing was changed. Remove it and try again.",
            place=place,
        )
    return text


def _key(kind: Any, key: str, place: str) -> Any:
    if kind is int:
        return int(_choice(key, tuple("012345"), _below(place, key)))
    if not _LABEL.fullmatch(key):
        raise KnownError(
            "{place}: a code is made of Latin letters and digits. Nothing was changed. Correct it and try again.",
            place=_below(place, key),
        )
    return key


def _below(place: str, key: str) -> str:
    shown = key if _LABEL.fullmatch(key) else _shown(repr(key))
    return f"{place} {shown}" if place.endswith(":") else f"{place}.{shown}"


def _id(row: Any) -> str:
    """` (SAL-05)` for a row that says who it is."""
    name = row.get("id", row.get("code")) if isinstance(row, dict) else None
    return f" ({name})" if isinstance(name, str) and _LABEL.fullmatch(name) else ""


def _shown(text: str, limit: int = 60) -> str:
    """Foreign text, fit for a message: on one line and not long."""
    text = _UNSEEN.sub("?", text)
    return text if len(text) <= limit else text[: limit - 1] + "…"


# --- what types do not say ------------------------------------------------------------------


def _check(framework: Framework, source: str) -> None:
    """KnownError for the first thing that makes the framework unfit for scoring."""
    at = f"{source}:"
    _shape(_NAME, framework.id, f"{at} id")
    _shape(_SEMVER, framework.version, f"{at} version")
    _exactly(framework.scores, range(6), f"{at} scores")
    _exactly(framework.marks, ("N", "U"), f"{at} marks")
    _exactly(framework.obs, ("W", "P"), f"{at} obs")
    stages = [(f"{at} stages[{i}] ({s.code})", s) for i, s in enumerate(framework.stages)]
    _count(len(stages), MAX_STAGES, f"{at} stages")
    _count(sum(len(s.criteria) for s in framework.stages), MAX_CRITERIA, f"{at} stages.criteria")
    _weights([s.weight for s in framework.stages], f"{at} stages.weight")
    for name, preset in framework.presets.items():
        if len(preset) != len(stages):
            raise KnownError(
                "{place} has {n} numbers for {stages} stages. Nothing was changed. Correct it and try again.",
                place=f"{at} presets.{name}",
                n=len(preset),
                stages=len(stages),
            )
        _weights(preset, f"{at} presets.{name}")
    _unique((place, "code", s.code) for place, s in stages)
    for place, stage in stages:
        _check_stage(framework, stage, place)
    criteria = [(place, c) for stage_place, s in stages for place, c in _criteria(s, stage_place)]
    _unique((place, "id", c.id) for place, c in criteria)
    _check_parents({c.id: (place, c) for place, c in criteria})


def _check_stage(framework: Framework, stage: Stage, place: str) -> None:
    _shape(_CODE, stage.code, f"{place}.code")
    _count(len(stage.zones), MAX_STAGES, f"{place}.zones")
    _count(len(stage.criteria), MAX_CRITERIA, f"{place}.criteria")
    if not stage.uplift.low <= stage.uplift.high <= 10 or not stage.uplift.high:
        raise KnownError(
            "{place}: low must not be above high, and high must be above 0 and at most 10. "
            "Nothing was changed. Correct them and try again.",
            place=f"{place}.uplift",
        )
    zones = [(f"{place}.zones[{i}] ({z.code})", z) for i, z in enumerate(stage.zones)]
    for zone_place, zone in zones:
        _belongs(_ZONE, zone.code, stage, f"{zone_place}.code")
    _unique((zone_place, "code", z.code) for zone_place, z in zones)
    for criterion_place, criterion in _criteria(stage, place):
        _check_criterion(framework, stage, criterion, criterion_place)


def _check_criterion(framework: Framework, stage: Stage, criterion: Criterion, place: str) -> None:
    _belongs(_CRITERION, criterion.id, stage, f"{place}.id")
    _known(criterion.zone, [z.code for z in stage.zones], f"{place}.zone")
    _exactly(criterion.anchors, ANCHORS, f"{place}.anchors")
    _count(len(criterion.sources), len(framework.sources), f"{place}.sources")
    for i, source in enumerate(criterion.sources):
        _known(source, framework.sources, f"{place}.sources[{i}]")
    _known(criterion.drives, framework.drives, f"{place}.drives")
    if criterion.timing:
        _known(criterion.timing.unit, UNITS, f"{place}.timing.unit")


def _check_parents(criteria: Mapping[str, tuple[str, Criterion]]) -> None:
    for place, criterion in criteria.values():
        seen = {criterion.id}
        parent = criterion.parent
        while parent:
            _known(parent, criteria, f"{place}.parent")
            if parent in seen:
                raise KnownError(
                    "{place}: the criterion is its own parent in the end. Nothing was changed. Correct it and try again.",
                    place=f"{place}.parent",
                )
            seen.add(parent)
            parent = criteria[parent][1].parent


def _criteria(stage: Stage, place: str) -> Iterator[tuple[str, Criterion]]:
    return ((f"{place}.criteria[{i}] ({c.id})", c) for i, c in enumerate(stage.criteria))


def _shape(pattern: re.Pattern[str], value: str, place: str) -> None:
    if not pattern.fullmatch(value):
        raise KnownError(
            "{place}: {value} is not written as it must be. Nothing was changed. Compare it with the example {example}.",
            place=place,
            value=_shown(value),
            example=_EXAMPLES[pattern],
        )


_EXAMPLES = {_NAME: "cx8", _SEMVER: "1.0.0", _CODE: "SAL", _CRITERION: "SAL-05", _ZONE: "SAL-A"}


def _belongs(pattern: re.Pattern[str], value: str, stage: Stage, place: str) -> None:
    _shape(pattern, value, place)
    if value.partition("-")[0] != stage.code:
        raise KnownError(
            "{place}: {value} must begin with {code}, the code of its stage. Nothing was changed. Correct it and try again.",
            place=place,
            value=value,
            code=stage.code,
        )


def _known(value: str, known: Iterable[str], place: str) -> None:
    if value not in known:
        raise KnownError(
            "{place}: {value} is not defined. Nothing was changed. Choose one of {known}.",
            place=place,
            value=_shown(value),
            known=_shown(", ".join(known), 200),
        )


def _exactly(found: Mapping[Any, Text], wanted: Iterable[Any], place: str) -> None:
    for key in wanted:
        if key not in found:
            raise KnownError("{place} is missing. Nothing was changed. Add it and try again.", place=f"{place}.{key}")
    for key in found:
        if key not in wanted:
            raise KnownError(
                "{place}: there is no such field. Nothing was changed. Check its spelling, or update the program.",
                place=f"{place}.{key}",
            )


def _count(n: int, limit: int, place: str) -> None:
    if not 1 <= n <= limit:
        raise KnownError(
            "{place}: there must be 1 to {limit} of them, not {n}. Nothing was changed. Correct it and try again.",
            place=place,
            limit=limit,
            n=n,
        )


def _weights(weights: Iterable[float], place: str) -> None:
    if not any(weights):
        raise KnownError(
            "{place}: every weight is 0. Nothing was changed. Give at least one stage a weight.", place=place
        )


def _unique(rows: Iterable[tuple[str, str, str]]) -> None:
    seen: dict[str, str] = {}
    for place, key, value in rows:
        if value in seen:
            raise KnownError(
                "{place}: {value} is there twice. Nothing was changed. Give one of them another code.",
                place=f"{place}.{key}",
                value=value,
            )
        seen[value] = place
