"""Makes the environment ready and starts what the first word names; needs nothing but Python.

Everybody waits for this at every start: a ready environment is found with `os` and `sys` alone.
"""

from __future__ import annotations

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)

from cxaudit.errors import KnownError  # noqa: E402

VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
READY = os.path.join(VENV, "ready")
LOCKS = {name: os.path.join(ROOT, "installer", f"{name}.lock") for name in ("app", "dev", "bench")}
"""What is installed for people, for the tests and for the benchmarks; each holds all before it."""
MAIN = os.path.join(ROOT, "main.py")

COMMANDS = {
    "test": ("dev", ["-m", "installer.check"]),
    "bench": ("bench", ["-m", "tests.bench"]),
    "shots": ("dev", ["-m", "tests.shots"]),
    "messages": ("app", ["-m", "installer.messages"]),
    "cli": ("app", [MAIN]),
}
"""The lock that each word needs, and what Python then runs."""
WITHOUT_SCREEN = ("test", "bench", "shots")


def read(path: str) -> str:
    """The text of the file, empty where there is none."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return ""


def mark(lock: str) -> str:
    """What `.venv/ready` says once that lock is installed for this Python."""
    return f"{sys.implementation.cache_tag}\n{read(LOCKS[lock])}"


def is_ready(lock: str) -> bool:
    """Whether the environment is finished and holds that lock, or one that holds all of it."""
    names, installed = list(LOCKS), read(READY)
    return os.path.exists(PYTHON) and any(installed == mark(name) for name in names[names.index(lock) :])


def chosen(arguments: list[str]) -> tuple[str, list[str]]:
    """The lock and the command that the arguments ask for; raises KnownError for an unknown word."""
    word = arguments[0] if arguments else ""
    if word in COMMANDS:
        lock, command = COMMANDS[word]
        return lock, [*command, *arguments[1:]]
    if not word or word.lower().endswith(".cxaudit"):
        return "app", [MAIN, *arguments]
    raise KnownError("The word “{word}” is unknown. Nothing was started. See ./run help.", word=word)


def run(arguments: list[str]) -> int:
    """Prepare what is missing, then become the command; Windows, which cannot, waits for it."""
    if arguments and arguments[0] in ("help", "-h", "--help"):
        from installer import words

        return words.show()
    lock, command = chosen(arguments)
    if not is_ready(lock):
        from installer import environment

        environment.prepare(lock)
    variables = dict(os.environ)
    if command[0] == "-m":
        variables["PYTHONPATH"] = ROOT
    if arguments and arguments[0] in WITHOUT_SCREEN:
        variables["QT_QPA_PLATFORM"] = "offscreen"
    if os.name != "nt":
        os.execve(PYTHON, [PYTHON, *command], variables)
    import subprocess

    return subprocess.call([PYTHON, *command], env=variables)


def main(arguments: list[str]) -> int:
    try:
        return run(arguments)
    except KnownError as error:
        from installer import words

        words.say(error)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
