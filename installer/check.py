"""The gates: ruff, mypy and pytest; all run, and one that fails fails them all."""

from __future__ import annotations

import os
import subprocess
import sys

from cxaudit.paths import ROOT

MOST_CORES = 4


def main() -> int:
    # A test waits for the disk and for timers a third of its time: one process more than cores uses that.
    processes = min(os.cpu_count() or 1, MOST_CORES) + 1
    pytest = ["pytest", "-n", str(processes), "--dist", "worksteal", *sys.argv[1:]]
    # Beware: mypy takes what PYTHONPATH names for installed packages without types.
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    python = [sys.executable, "-m"]
    types = [*python, "mypy", "--no-error-summary"]
    with subprocess.Popen(types, cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True) as beside:
        if not _is_compiled():
            subprocess.call(
                [*python, "pytest", "--collect-only"], cwd=ROOT, env=variables, stdout=subprocess.DEVNULL
            )
        gates = [["ruff", "check", "--quiet", "."], pytest]
        results = [subprocess.call([*python, *gate], cwd=ROOT, env=variables) for gate in gates]
        print(beside.communicate()[0], end="")
    return 1 if any([*results, beside.returncode]) else 0


def _is_compiled() -> bool:
    """Whether the tests are compiled, or cannot be; if not, each process would compile all for itself."""
    return sys.dont_write_bytecode or any(ROOT.glob("tests/core/__pycache__/test_*"))


if __name__ == "__main__":
    sys.exit(main())
