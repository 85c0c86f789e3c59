"""What the sample audit of Demo Co says: brief, baseline, marks, notes and photos (METHOD 2.3, 4.3)."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from cxaudit.analysis.baseline import Baseline
from cxaudit.model import Brief, Lang, Mark, Text
from cxaudit.paths import RESOURCES

PHOTOS = RESOURCES / "samples" / "photos"


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads((RESOURCES / "samples" / "demo.toml").read_text("utf-8"))


def brief(lang: Lang) -> Brief:
    """Who is audited, where, by whom and as whom."""
    return Brief(**_content()["brief"][lang])


def plan(lang: Lang) -> dict[str, str]:
    """The texts of the brief that no report prints, by name."""
    return {name: str(said).strip() for name, said in _content()["plan"][lang].items()}


def personas(lang: Lang) -> list[dict[str, str]]:
    """What each persona says, by the names of PERSONA_TEXTS."""
    return [{name: str(said[lang]) for name, said in one.items()} for one in _content()["personas"]]


def baseline(lang: Lang) -> Baseline:
    """The client's own figures, in roubles (METHOD 4.3)."""
    rows = _content()["baseline"]
    values = {name: float(row["value"]) for name, row in rows.items()}
    sources = {name: str(row["source"][lang]) for name, row in rows.items()}
    return Baseline(**values, currency="RUB", sources=sources)


def mark(criterion: str) -> Mark:
    """The mark of that criterion."""
    given: Mark = _content()["ratings"][criterion]["mark"]
    return given


def reason(criterion: str, lang: Lang) -> str:
    """Why the mark is N or U; empty for a score."""
    return str(_content()["ratings"][criterion].get("reason", {}).get(lang, ""))


def note(criterion: str, lang: Lang) -> str:
    """What the auditor saw."""
    return str(_content()["ratings"][criterion]["note"][lang])


def times(criterion: str) -> tuple[str, ...]:
    """What was measured of a timed criterion, as it is typed; nothing for any other."""
    return tuple(_content()["ratings"][criterion].get("times", ()))


def photos() -> list[tuple[str, str, Text]]:
    """Criterion, scene and caption of every photo, in the order of the criteria."""
    return [(row["criterion"], row["scene"], Text(**row["caption"])) for row in _content()["photos"]]


def photo(scene: str) -> bytes:
    """The picture of that scene as a JPEG; `installer/sample_photos` drew it."""
    return (PHOTOS / f"{scene}.jpg").read_bytes()
