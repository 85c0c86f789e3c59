"""Imports run one way, and nothing heavy comes before the first painted window."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
HEAVY = {
    "sqlalchemy",
    "sqlcipher3",
    "matplotlib",
    "reportlab",
    "numpy",
    "PIL",
    "babel",
    "msgspec",
    "pypdfium2",
    "pi_heif",
    "sounddevice",
    "soundfile",
    "zxingcpp",
    "fsspec",
    "webdav4",
    "httpx",
    "obstore",
    "paramiko",
    "psycopg",
    "cryptography",
    "pyrage",
    "keyring",
}


@cache
def imported(path):
    """The modules that a file imports, anywhere in it."""
    return tuple(_imported(path))


def _imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def breaches(folder, forbidden, but=()):
    return sorted(
        f"{path.relative_to(ROOT)} imports {module}"
        for path in (ROOT / folder).rglob("*.py")
        if not any(path.is_relative_to(ROOT / kept) for kept in but)
        for module in imported(path)
        if any(module == name or module.startswith(name + ".") for name in forbidden)
    )


@pytest.mark.parametrize(
    ("folder", "forbidden", "but"),
    [
        ("cxaudit", ["PySide6", "shiboken6", "ui", "main", "tests"], []),
        ("ui", ["main", "tests", "sqlalchemy", "sqlcipher3", "cxaudit.cli"], []),
        ("cxaudit", ["sqlalchemy", "sqlcipher3"], ["cxaudit/store", "cxaudit/sync/targets/database.py"]),
        ("cxaudit/reports", ["cxaudit.store", "cxaudit.cli"], []),
        ("cxaudit/analysis", ["cxaudit.reports", "cxaudit.store", "cxaudit.commands", "cxaudit.cli"], []),
        ("cxaudit/store", ["cxaudit.analysis", "cxaudit.reports", "cxaudit.commands", "cxaudit.cli"], []),
    ],
)
def test_imports_run_one_way(folder, forbidden, but):
    assert breaches(folder, forbidden, but) == []


@pytest.mark.parametrize("module", ["model", "changes", "audit", "scoring", "cells", "edits"])
def test_the_heart_knows_neither_store_nor_report_nor_window(module):
    path = ROOT / "cxaudit" / f"{module}.py"
    used = {name for name in imported(path) if name.startswith("cxaudit")}
    assert not {
        name for name in used if name.split(".")[1:2] in (["store"], ["reports"], ["cli"], ["auditfile"])
    }


def test_nothing_heavy_is_imported_before_the_first_paint():
    code = "import sys, ui.app, ui.pages.home.page; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert not HEAVY & set(done.stdout.split())


def test_the_window_is_first_painted_without_the_nouns_of_an_audit():
    code = "import sys, ui.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert not {"cxaudit.model", "cxaudit.changes", "cxaudit.cells"} & set(done.stdout.split())
