"""The gates: ruff, mypy and pytest; all run, and one that fails fails them all."""

from __future__ import annotations

import os
import subprocess
import sys

from cxaudit.paths import ROOT


def main() -> int:
    pytest = ["pytest", "-n", "2", "--dist", "loadfile", *sys.argv[1:]]
    gates = [["ruff", "check", "--quiet", "."], ["mypy", "--no-error-summary"], pytest]
    # Beware: mypy takes what PYTHONPATH names for installed packages without types.
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    results = [subprocess.call([sys.executable, "-m", *gate], cwd=ROOT, env=variables) for gate in gates]
    return 1 if any(results) else 0


if __name__ == "__main__":
    sys.exit(main())
