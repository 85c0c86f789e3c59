"""The commands as tests call them: in this process, with what they said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cxaudit.cli import main


def run(capsys, *words: object) -> tuple[int, str, str]:
    """The exit code of a command, what it printed and what it complained of."""
    code = main([str(word) for word in words])
    said = capsys.readouterr()
    return code, said.out, said.err


def new(capsys, path: Path, marks: Mapping[str, str], *words: object, saw: str = "") -> Path:
    """Make an audit file with these marks, a stage a row; a dot leaves its criterion empty.

    With `saw` every criterion has a note such as `Ann saw 7`.
    """
    answers = path.with_suffix(".csv")
    rows = [
        f"{stage}-{n:02},{mark}," + (f"{saw} saw {n}" if saw else "")
        for stage, letters in marks.items()
        for n, mark in enumerate(letters, 1)
        if mark != "."
    ]
    answers.write_text("\n".join(["criterion,score,note", *rows]))
    code, _, complaint = run(capsys, "new", path, *words, "--answers", answers)
    assert (code, complaint) == (0, "")
    return path
