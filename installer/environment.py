"""The virtual environment of the checkout, made from a lock in which every file has its hash."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from cxaudit.errors import KnownError
from installer.bootstrap import LOCKS, PYTHON, READY, ROOT, VENV, is_ready, mark, read
from installer.words import say, tr


def prepare(lock: str) -> None:
    """Install that lock, unless another start does it meanwhile.

    `.venv/ready` is away from the first change to the last, so whatever is left of an
    interrupted set-up is made anew. Raises KnownError.
    """
    with alone() as turn:
        if is_ready(lock):
            return
        say(tr("Setting up cxaudit: about 200 MB are downloaded once."))
        before = read(READY)
        with suppress(FileNotFoundError):
            os.remove(READY)
        keeps = before.split("\n", 1)[0] == mark(lock).split("\n", 1)[0] and os.path.exists(PYTHON)
        if not keeps:
            make(turn)
        try:
            install(lock, turn)
        except ConnectionError:
            if keeps:
                finish(before)
            raise KnownError(
                "The packages of cxaudit could not be downloaded: the package index does not answer. "
                "Your audits are untouched. Connect to the network and start again."
            ) from None
        finish(mark(lock))


def make(turn: IO[str]) -> None:
    """An empty environment with pip, in place of whatever was there."""
    done = call([sys.executable, "-m", "venv", "--clear", VENV], turn)
    if done.returncode:
        raise failed(done.stdout)


def install(lock: str, turn: IO[str]) -> None:
    """The packages of that lock; raises ConnectionError before anything is changed."""
    options = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-input", "--quiet"]
    options.append("--no-compile")  # what is used is compiled at its first use, in a fraction of the time
    done = call([PYTHON, "-m", "pip", "install", *options, "--requirement", LOCKS[lock]], turn)
    if done.returncode == 0:
        return
    if "CERTIFICATE_VERIFY_FAILED" in done.stdout:
        raise KnownError(
            "The packages of cxaudit could not be downloaded: the certificate of the package index is not "
            "trusted. Your audits are untouched. Name your network's certificate with "
            "pip config set global.cert FILE and start again."
        )
    if re.search(r"retrying \(|connection|timed out|proxyerror", done.stdout, re.IGNORECASE):
        raise ConnectionError
    raise failed(done.stdout)


def finish(text: str) -> None:
    with open(READY + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(READY + ".new", READY)


def call(command: list[str], turn: IO[str]) -> subprocess.CompletedProcess[str]:
    """Run that command; it holds the turn too, so that it may outlive a killed start."""
    held = {} if os.name == "nt" else {"pass_fds": (turn.fileno(),)}
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", **held
    )


def failed(output: str) -> KnownError:
    """The error that names the last complaint of that output."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR:")] or lines or ["?"]
    return KnownError(
        "The packages of cxaudit could not be installed: {reason}. "
        "Your audits are untouched. Mend that and start again.",
        reason=errors[-1].removeprefix("ERROR:").strip().rstrip("."),
    )


@contextmanager
def alone() -> Iterator[IO[str]]:
    """The only start that sets up; the others wait here."""
    with open(os.path.join(ROOT, ".venv.lock"), "w") as turn:
        if not taken(turn, wait=False):
            say(tr("Another start is setting up cxaudit. This one waits for it."))
            while not taken(turn, wait=True):
                pass
        yield turn


def taken(turn: IO[str], wait: bool) -> bool:
    """Whether the file is now locked; it is unlocked by being closed."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(turn.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
    else:
        import fcntl

        try:
            fcntl.flock(turn, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
    return True
