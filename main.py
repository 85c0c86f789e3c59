"""Starts cxaudit: the window, an audit in the window, or a command."""

from __future__ import annotations

import sys


def main() -> int:
    if getattr(sys, "frozen", False):
        # A packed program starts itself for the process that decodes images.
        from multiprocessing import freeze_support

        freeze_support()
    arguments = sys.argv[1:]
    if not arguments or arguments[0].lower().endswith(".cxaudit"):
        from ui.app import main as start
    else:
        from cxaudit.cli import main as start
    return start(arguments)


if __name__ == "__main__":
    sys.exit(main())
