"""What the user chose for this device; a file that cannot be read means the choices of a new user."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Literal

from cxaudit.i18n import system_language
from cxaudit.languages import LANGS, Lang
from cxaudit.whole_file import whole_file

FILE = "settings.json"
Theme = Literal["system", "light", "dark"]
THEMES: tuple[Theme, ...] = ("system", "light", "dark")
SCALES = (0.9, 1.0, 1.25, 1.5)


@dataclass(frozen=True, slots=True)
class Settings:
    """Language, theme, text size, and the auditor's name for new audits."""

    language: Lang
    theme: Theme = "system"
    scale: float = 1.0
    auditor: str = ""
    auto_advance: bool = True
    letter_keys: bool = True
    """Whether single letters such as N act outside text fields."""
    geometry: str = ""


def load(folder: Path) -> Settings:
    """The settings in that folder, each one checked on its own."""
    new = Settings(language=system_language())
    try:
        said = json.loads((folder / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return new
    if not isinstance(said, dict):
        return new
    known = {f.name: said[f.name] for f in fields(Settings) if _is_valid(f.name, said.get(f.name), new)}
    return Settings(**{**asdict(new), **known})


def save(settings: Settings, folder: Path) -> None:
    """Replace the file at once; OSError if the folder cannot be written."""
    with whole_file(folder / FILE) as target:
        target.write(json.dumps(asdict(settings), ensure_ascii=False, indent=1).encode())


def _is_valid(name: str, value: object, new: Settings) -> bool:
    choices = {"language": LANGS, "theme": THEMES, "scale": SCALES}.get(name)
    return value in choices if choices else type(value) is type(getattr(new, name))
