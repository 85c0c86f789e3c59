"""Reads a framework file (TOML) and refuses what could not be scored, saying where the fault is."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from cxaudit.errors import KnownError
from cxaudit.model import Criterion, Framework, Lang, Stage, Timing
from cxaudit.paths import RESOURCES
from cxaudit.reasons import reason_of
from cxaudit.typed_toml import MAX_BYTES as MAX_BYTES
from cxaudit.typed_toml import check_keys, read, shown, tables

BUNDLED = RESOURCES / "frameworks"
DEFAULT = BUNDLED / "cx8.toml"
UNITS = ("s", "min", "h", "days", "steps")
ANCHORS = (0, 3, 5)

MAX_STAGES = 40
MAX_CRITERIA = 1_000
MAX_MEASURES = 20

_REMEMBERED: dict[bytes, Framework] = {}
"""By the bytes of the file: reading one takes some 40 ms, and most audits carry the same."""
_REMEMBERED_MAX = 8

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_CODE = re.compile(r"[A-Z][A-Z0-9]{0,7}")
_CRITERION = re.compile(r"([A-Z][A-Z0-9]{0,7})-\d{2,3}")
_ZONE = re.compile(r"([A-Z][A-Z0-9]{0,7})-[A-Z]")
_SEMVER = re.compile(r"(?:(?:0|[1-9]\d{0,8})(?:\.(?!$)|$)){3}")


def load(path: Path) -> Framework:
    """The framework in that file; KnownError if it cannot be read or is not one."""
    return parse(_bytes(path), path.name)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise KnownError(
            "The checklist “{file}” could not be read: {reason}. Nothing was changed. Choose another file.",
            file=shown(path.name),
            reason=reason_of(error),
        ) from error


def parse(raw: bytes, source: str) -> Framework:
    """The framework in these bytes; `source` names them in messages. KnownError if they are not one."""
    framework = _REMEMBERED.get(raw)
    if framework is None:
        source = shown(source)
        framework = read(Framework, tables(raw, source), f"{source}:")
        _check(framework, source)
        criteria = {c.id: c for stage in framework.stages for c in stage.criteria}
        framework = dataclasses.replace(framework, criteria=criteria)
        if len(_REMEMBERED) >= _REMEMBERED_MAX:
            _REMEMBERED.clear()
        _REMEMBERED[raw] = framework
    return framework


@cache
def default() -> tuple[Framework, bytes]:
    """The framework that comes with the program, and the bytes of its file."""
    raw = DEFAULT.read_bytes()
    return parse(raw, DEFAULT.name), raw


def chosen(name: str) -> tuple[Framework, bytes]:
    """The framework of the program by its id, or the one in a file, with its bytes."""
    bundled = BUNDLED / f"{name}.toml"
    path = bundled if _NAME.fullmatch(name) and bundled.exists() else Path(name)
    raw = _bytes(path)
    return parse(raw, path.name), raw


def meaning(framework: Framework, criterion: Criterion, mark: int, lang: Lang) -> str:
    """What a score of 0-5 says of that criterion: its own anchor, else the generic meaning (METHOD 0)."""
    return (criterion.anchors.get(mark) or framework.scores[mark])[lang]


def same_criteria(one: Framework, other: Framework) -> bool:
    """Whether scores under both are comparable one by one: other wordings and new limits do no harm."""
    if one is other:
        return True
    names = [(f.id, f.version.partition(".")[0], *f.criteria) for f in (one, other)]
    return names[0] == names[1]


def _check(framework: Framework, source: str) -> None:
    """KnownError for the first thing that makes the framework unfit for scoring."""
    at = f"{source}:"
    _shape(_NAME, framework.id, f"{at} id")
    _shape(_SEMVER, framework.version, f"{at} version")
    check_keys(framework.scores, range(6), range(6), f"{at} scores")
    check_keys(framework.marks, ("N", "U"), ("N", "U"), f"{at} marks")
    check_keys(framework.obs, ("W", "P"), ("W", "P"), f"{at} obs")
    stages = [(f"{at} stages[{i}] ({s.code})", s) for i, s in enumerate(framework.stages)]
    _count(len(stages), MAX_STAGES, f"{at} stages")
    _count(sum(len(s.criteria) for s in framework.stages), MAX_CRITERIA, f"{at} stages.criteria")
    _weights([s.weight for s in framework.stages], f"{at} stages.weight")
    for name, preset in framework.presets.items():
        if len(preset) != len(stages):
            raise KnownError(
                "{place} has {n} numbers for {stages} stages. Nothing was changed. Correct it.",
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
            "Nothing was changed. Correct them.",
            place=f"{place}.uplift",
        )
    zones = [(f"{place}.zones[{i}] ({z.code})", z) for i, z in enumerate(stage.zones)]
    for zone_place, zone in zones:
        _belongs(_ZONE, zone.code, stage, f"{zone_place}.code")
    _unique((zone_place, "code", z.code) for zone_place, z in zones)
    for criterion_place, criterion in _criteria(stage, place):
        _check_criterion(framework, stage, criterion, criterion_place)
    used = {criterion.zone for criterion in stage.criteria}
    for zone_place, zone in zones:
        if zone.code not in used:
            raise KnownError(
                "{place}: no criterion is in this zone. Nothing was changed. Give it one or remove the zone.",
                place=zone_place,
            )


def _check_criterion(framework: Framework, stage: Stage, criterion: Criterion, place: str) -> None:
    _belongs(_CRITERION, criterion.id, stage, f"{place}.id")
    _known(criterion.zone, [z.code for z in stage.zones], f"{place}.zone")
    check_keys(criterion.anchors, ANCHORS, ANCHORS, f"{place}.anchors")
    _count(len(criterion.sources), len(framework.sources), f"{place}.sources")
    for i, source in enumerate(criterion.sources):
        _known(source, framework.sources, f"{place}.sources[{i}]")
    _known(criterion.drives, framework.drives, f"{place}.drives")
    if criterion.timing:
        _check_timing(criterion.timing, f"{place}.timing")


def _check_timing(timing: Timing, place: str) -> None:
    _known(timing.unit, UNITS, f"{place}.unit")
    if timing.limits and not timing.limits.ordered:
        raise KnownError(
            "{place}: the limit of 3 must lie between those of 0 and 5. Nothing was changed. Correct them.",
            place=f"{place}.limits",
        )
    if timing.needed and not 1 <= timing.needed.three <= timing.needed.five <= MAX_MEASURES:
        raise KnownError(
            "{place}: 3 must need at least 1 measure, and 5 no fewer than 3 needs and at most {limit}. "
            "Nothing was changed. Correct them.",
            place=f"{place}.needed",
            limit=MAX_MEASURES,
        )


def _check_parents(criteria: Mapping[str, tuple[str, Criterion]]) -> None:
    for place, criterion in criteria.values():
        seen = {criterion.id}
        parent = criterion.parent
        while parent:
            _known(parent, criteria, f"{place}.parent")
            if parent in seen:
                raise KnownError(
                    "{place}: a criterion cannot be its own parent. Nothing was changed. Name another.",
                    place=f"{place}.parent",
                )
            seen.add(parent)
            parent = criteria[parent][1].parent


def _criteria(stage: Stage, place: str) -> Iterator[tuple[str, Criterion]]:
    return ((f"{place}.criteria[{i}] ({c.id})", c) for i, c in enumerate(stage.criteria))


def _shape(pattern: re.Pattern[str], value: str, place: str) -> None:
    if not pattern.fullmatch(value):
        raise KnownError(
            "{place}: {value} is not written correctly. Nothing was changed. Write it like {example}.",
            place=place,
            value=shown(value),
            example=_EXAMPLES[pattern],
        )


_EXAMPLES = {_NAME: "cx8", _SEMVER: "1.0.0", _CODE: "SAL", _CRITERION: "SAL-05", _ZONE: "SAL-A"}


def _belongs(pattern: re.Pattern[str], value: str, stage: Stage, place: str) -> None:
    _shape(pattern, value, place)
    if value.partition("-")[0] != stage.code:
        raise KnownError(
            "{place}: {value} must begin with {code}, its stage. Nothing was changed. Correct it.",
            place=place,
            value=value,
            code=stage.code,
        )


def _known(value: str, known: Iterable[str], place: str) -> None:
    if value not in known:
        raise KnownError(
            "{place}: {value} is not defined. Nothing was changed. Choose one of {known}.",
            place=place,
            value=shown(value),
            known=shown(", ".join(known), 200),
        )


def _count(n: int, limit: int, place: str) -> None:
    if not 1 <= n <= limit:
        raise KnownError(
            "{place}: there are {n}, and 1 to {limit} are possible. Nothing was changed. Add or remove some.",
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
