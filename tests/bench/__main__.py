"""`./run bench`: every figure as a multiple of its base, side by side in one run; asserts nothing."""

from __future__ import annotations

import os
import platform

from tests.bench import (
    benchmark,
    durability,
    exports,
    phone,
    report,
    saving,
    scoring,
    sound,
    sync_targets,
    window,
)


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors")
    for part in (window, scoring, saving, benchmark, report, exports, durability, sound, phone, sync_targets):
        part.bench()


if __name__ == "__main__":
    main()
