"""Errors that are the environment's or the user's doing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath


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

    def without_folders(self) -> KnownError:
        """The same error with every file under its name alone, for whoever has just chosen the file."""
        short = KnownError(self.text, **{name: _without_folder(value) for name, value in self.values.items()})
        short.__cause__ = self
        return short

    def said(self, tr: Callable[..., str]) -> str:
        """The sentence in the translator's language."""
        values = {k: v.said(tr) if isinstance(v, KnownError) else v for k, v in self.values.items()}
        return tr(self.text, **values)


def _without_folder(value: object) -> object:
    if isinstance(value, KnownError):
        return value.without_folders()
    return value.name if isinstance(value, PurePath) else value
