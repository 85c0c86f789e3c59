"""Errors that are the environment's or the user's doing."""

from __future__ import annotations

from collections.abc import Callable


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

    def said(self, tr: Callable[..., str]) -> str:
        """The sentence in the translator's language."""
        values = {k: v.said(tr) if isinstance(v, KnownError) else v for k, v in self.values.items()}
        return tr(self.text, **values)
