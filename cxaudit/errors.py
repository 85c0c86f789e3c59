"""Errors that are the environment's or the user's doing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


class KnownError(Exception):
    """One sentence: what happened, what is safe and what to do next.

    `text` is the English sentence with `{name}` places for the values; it is translated where
    it is shown, and so is a value that is a KnownError itself, the reason within the sentence.
    Everything else that is raised is a fault of the program.
    """

    def __init__(self, text: str, /, **values: object) -> None:
        super().__init__(text.format(**values) if values else text)
        self.text = text
        self.values = values

    def naming(self, file: Path) -> KnownError:
        """The same error with that file under its name alone, for whoever has just chosen it."""
        short = type(self)(self.text, **{key: _naming(value, file) for key, value in self.values.items()})
        short.__cause__ = self
        return short

    def said(self, tr: Callable[..., str]) -> str:
        """The sentence in the translator's language."""
        values = {k: v.said(tr) if isinstance(v, KnownError) else v for k, v in self.values.items()}
        return tr(self.text, **values)


def _naming(value: object, file: Path) -> object:
    if isinstance(value, KnownError):
        return value.naming(file)
    return file.name if value == file else value


class NotSaved(KnownError):
    """What was just done is not on the disk; whoever did it has to know wherever they go."""
