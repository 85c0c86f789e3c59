"""The gates: ruff, mypy and pytest; all run, and one that fails fails them all."""

from __future__ import annotations

import subprocess
import sys

from cxaudit.paths import ROOT


def main() -> int:
    pytest = ["pytest", "-n", "2", "--dist", "loadfile", *sys.argv[1:]]
    gates = [["ruff", "check", "--quiet", "."], ["mypy", "--no-error-summary"], pytest]
    results = [subprocess.call([sys.executable, "-m", *gate], cwd=ROOT) for gate in gates]
    return 1 if any(results) else 0


if __name__ == "__main__":
    sys.exit(main())
