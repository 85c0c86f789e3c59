"""The two commands, tried on a small checkout whose one package is made here: real sh, venv and pip."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAIN = "import sys, brick; print('brick', brick.version, *sys.argv[1:])"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="run is for sh; run.cmd calls the same bootstrap")


def make_wheel(folder: Path, version: str) -> str:
    """The package `brick` of that version in the folder; returns its hash."""
    wheel = folder / f"brick-{version}-py3-none-any.whl"
    about = f"brick-{version}.dist-info"
    with zipfile.ZipFile(wheel, "w") as out:
        out.writestr("brick.py", f"version = '{version}'")
        out.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: brick\nVersion: {version}\n")
        out.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        out.writestr(f"{about}/RECORD", "")
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


class Checkout:
    """A copy of what set-up needs, with a lock of one package that is found without a network."""

    def __init__(self, root: Path, wheels: Path) -> None:
        self.root = root
        self.env = root / ".venv"
        for name in ("installer", "cxaudit", "resources/locale"):
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "run", root / "run")
        (root / "main.py").write_text(MAIN)
        self.digests = {version: make_wheel(wheels, version) for version in ("1.0", "2.0")}
        self.lock("1.0")
        pip = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "PIP_CONFIG_FILE": os.devnull}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        self.variables = {**kept, **pip, "LC_ALL": "C.UTF-8"}

    def start(self, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        """./run with those arguments, in a session of its own that can be killed whole."""
        command = [str(self.root / "run"), *arguments]
        return subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**self.variables, **variables},
            start_new_session=True,
        )

    def run(self, *arguments: str, **variables: str) -> tuple[int, str, str]:
        """The exit code, output and messages of ./run."""
        process = self.start(*arguments, **variables)
        out, said = process.communicate(timeout=100)
        return process.returncode, out, said

    def lock(self, version: str, digest: str = "") -> None:
        """Ask for that version of the package."""
        wanted = f"brick=={version} --hash=sha256:{digest or self.digests[version]}\n"
        for name in ("app", "dev", "bench"):
            (self.root / "installer" / f"{name}.lock").write_text(wanted)


@pytest.fixture(scope="module")
def twice_started(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout that two first starts at once have set up."""
    made = Checkout(tmp_path_factory.mktemp("a checkout"), tmp_path_factory.mktemp("wheels"))
    starts = [made.start("cli", "one"), made.start("cli", "two")]
    outputs = [start.communicate(timeout=100)[0] for start in starts]
    assert outputs == ["brick 1.0 one\n", "brick 1.0 two\n"]
    return made


@pytest.fixture
def checkout(twice_started: Checkout) -> Checkout:
    """A checkout that is set up."""
    twice_started.lock("1.0")
    assert twice_started.run("cli")[0] == 0
    return twice_started


def test_two_first_starts_at_once_both_start(twice_started: Checkout) -> None:
    assert (twice_started.env / "ready").exists()


def test_a_start_that_finds_everything_says_nothing_and_asks_for_no_package(checkout: Checkout) -> None:
    assert checkout.run("cli", "score", "a file", PIP_FIND_LINKS="") == (0, "brick 1.0 score a file\n", "")


def test_a_changed_lock_is_installed_before_the_start(checkout: Checkout) -> None:
    checkout.lock("2.0")
    assert checkout.run("cli")[:2] == (0, "brick 2.0\n")


def test_what_was_set_up_for_the_benchmarks_starts_the_program_too(checkout: Checkout) -> None:
    (checkout.root / "installer" / "bench.lock").write_text("brick==1.0 # and more")
    (checkout.env / "ready").write_text(f"{sys.implementation.cache_tag}\nbrick==1.0 # and more")
    assert checkout.run("cli", PIP_FIND_LINKS="") == (0, "brick 1.0\n", "")


def test_what_an_interrupted_set_up_left_half_installed_is_made_anew(checkout: Checkout) -> None:
    checkout.lock("2.0")
    process = checkout.start("cli")
    assert process.stderr is not None
    assert "Setting up" in process.stderr.readline()
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=100)
    (checkout.env / "ready").unlink(missing_ok=True)  # the kill came before or after it was taken away
    for left in checkout.env.glob("lib/python*/site-packages/brick.py"):
        left.unlink()
    assert checkout.run("cli")[:2] == (0, "brick 2.0\n")


@pytest.mark.parametrize(
    ("language", "advice"), [("C.UTF-8", "Connect to the network"), ("ru_RU.UTF-8", "Подключитесь к сети")]
)
def test_no_network_is_one_sentence_and_costs_nothing(checkout: Checkout, language: str, advice: str) -> None:
    nowhere = {"PIP_NO_INDEX": "0", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": "http://127.0.0.1:9/"}
    checkout.lock("2.0")
    code, out, said = checkout.run("cli", **nowhere, PIP_RETRIES="1", LC_ALL=language)
    assert (code, out) == (2, "")
    assert advice in said.splitlines()[-1] and len(said.splitlines()) == 2
    checkout.lock("1.0")
    assert checkout.run("cli", **nowhere) == (0, "brick 1.0\n", "")


@pytest.mark.parametrize("words", [["frobnicate"], ["--qt"], ["tests"]])
def test_an_unknown_word_is_one_line_and_exit_2(twice_started: Checkout, words: list[str]) -> None:
    code, out, said = twice_started.run(*words)
    assert (code, out) == (2, "")
    assert words[0] in said and len(said.splitlines()) == 1


def test_help_lists_the_words_in_the_language_of_the_system(twice_started: Checkout) -> None:
    assert "opens the window" in twice_started.run("help")[1]
    assert "открывает окно" in twice_started.run("help", LC_ALL="ru_RU.UTF-8")[1]


def test_a_package_that_is_not_the_locked_one_is_refused(checkout: Checkout) -> None:
    checkout.lock("2.0", digest="0" * 64)
    code, out, said = checkout.run("cli")
    assert (code, out) == (2, "")
    assert "could not be installed" in said and "Traceback" not in said
