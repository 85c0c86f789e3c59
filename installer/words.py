"""What the set-up says, in the language of the system."""

from __future__ import annotations

import io
import sys

from cxaudit.errors import KnownError
from cxaudit.i18n import system_language, translator

tr = translator(system_language())

for stream in (sys.stdout, sys.stderr):
    # Beware: a console without the letters of the language would end the set-up.
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")


def say(sentence: str | KnownError) -> None:
    """One line on stderr, at once."""
    print(sentence.said(tr) if isinstance(sentence, KnownError) else sentence, file=sys.stderr, flush=True)


def show() -> int:
    """The words that ./run knows."""
    lines = [
        ("./run", tr("opens the window")),
        ("./run FILE.cxaudit", tr("opens that audit")),
        ("./run cli ...", tr("runs a command without a window; ./run cli --help lists them")),
        ("./run test ...", tr("runs the tests; what follows goes to pytest")),
        ("./run bench", tr("measures speed")),
        ("./run shots FOLDER", tr("saves pictures of the pages")),
        ("./run messages", tr("collects the texts for translation")),
    ]
    for word, meaning in lines:
        print(f"{word:<20}{meaning}")
    return 0
