"""The languages of the program; apart, so that the first window need not wait for the other nouns."""

from __future__ import annotations

from typing import Literal

Lang = Literal["en", "ru"]
LANGS: tuple[Lang, ...] = ("en", "ru")
