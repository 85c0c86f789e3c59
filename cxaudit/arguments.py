"""The commands of the program without a screen, and the arguments that each takes."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from cxaudit import __version__
from cxaudit.cells import GROWTH_TARGETS
from cxaudit.i18n import Translator
from cxaudit.model import LANGS, Lang
from cxaudit.roles import role_words
from cxaudit.words import N_

Command = Callable[[str, str], argparse.ArgumentParser]
"""Adds a command of that name, with what its help says, and returns the parser of its arguments."""


_WORDS_OF_ARGPARSE = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"),
    N_("expected one argument"),
    N_("expected at least one argument"),
)
"""For the catalog: argparse says them itself."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence of the translator's language."""

    tr: Translator

    def error(self, message: str) -> NoReturn:
        said = message[:1].upper() + message[1:]
        self.exit(2, self.tr("{fault}. “{command} --help” says more.", fault=said, command=self.prog) + "\n")


def asked_language(arguments: Sequence[str]) -> Lang | None:
    """The language that the arguments name, told before they are read: their faults are said in it."""
    said = [after for word, after in pairwise(arguments) if word == "--lang"]
    said += [word.removeprefix("--lang=") for word in arguments if word.startswith("--lang=")]
    return next((lang for lang in LANGS if lang in said), None)


def parser(tr: Translator) -> argparse.ArgumentParser:
    """The parser; what it returns names the command in `command` and its language in `lang`."""
    vars(argparse)["_"] = tr  # its own way to another language goes by the environment alone
    _Parser.tr = tr
    whole = _Parser(prog="cxaudit", description=tr("Customer journey audits without a window."))
    version = f"cxaudit {__version__}"
    whole.add_argument("--version", action="version", version=version, help=tr("show the version and exit"))
    commands = whole.add_subparsers(required=True, dest="command", metavar=tr("COMMAND"))

    def command(name: str, said: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=said, description=said)
        sub.add_argument(
            "--lang", choices=LANGS, help=tr("language of what is written (by default, the system's)")
        )
        return sub

    _add_makers(command, tr)
    _add_readers(command, tr)
    _add_report(command, tr)
    _add_file_checks(command, tr)
    _add_store(command, tr)
    return whole


def _add_makers(command: Command, tr: Translator) -> None:
    command("demo", tr("write the filled sample audit")).add_argument("out", type=Path)
    new = command("new", tr("write a new audit"))
    new.add_argument("out", type=Path)
    new.add_argument("--company", required=True)
    for name in ("country", "product", "auditor"):
        new.add_argument(f"--{name}", default="")
    new.add_argument("--framework", default="cx8", help=tr("cx8 or a checklist file"))
    new.add_argument("--answers", type=Path, help=tr("CSV or XLSX with criterion, score, note"))


def _add_readers(command: Command, tr: Translator) -> None:
    score = command("score", tr("print the scores of the stages, the overall and the red flags"))
    score.add_argument("file", type=Path)
    analyse = command("analyse", tr("print growth zones and what profit may gain"))
    analyse.add_argument("file", type=Path)
    analyse.add_argument("--baseline", type=Path, help=tr("TOML with the client's figures"))
    _add_target(analyse, tr)
    analyse.add_argument("--peers", type=Path, nargs="+", help=tr("audits with consent to learn from"))
    agree = command("agree", tr("print how far two auditors of the same thing agree"))
    waves = command("waves", tr("print what changed between two waves, and what of it is real"))
    waves.add_argument(
        "--as-given", action="store_true", help=tr("the first is the earlier wave, whatever they are called")
    )
    for name in ("a", "b"):
        agree.add_argument(name, type=Path)
        waves.add_argument(name, type=Path)
    for sub in (score, analyse, agree, waves):
        sub.add_argument("--json", action="store_true")


def _add_target(command: argparse.ArgumentParser, tr: Translator) -> None:
    said = tr("the score that growth zones are measured to")
    command.add_argument("--target", choices=GROWTH_TARGETS, help=said)


def _add_report(command: Command, tr: Translator) -> None:
    report = command("report", tr("write a report; the ending of its name says which kind"))
    report.add_argument(
        "file", type=Path, nargs="+", help=tr("audits; two to six of them are compared as equals")
    )
    report.add_argument("-o", "--out", type=Path, required=True)
    report.add_argument("--brand", type=Path)
    report.add_argument("--template", choices=("full", "executive", "comparison", "equals"))
    report.add_argument("--stage", default="", help=tr("only the pages for the owner of this stage: SAL"))
    report.add_argument("--since", type=Path, help=tr("the audit of an earlier wave, to say what changed"))
    report.add_argument("--peers", type=Path, nargs="+", help=tr("audits or sheets to compare with"))
    _add_target(report, tr)
    brief = command("brief", tr("write the brief as a PDF of one page"))
    brief.add_argument("file", type=Path)
    brief.add_argument("-o", "--out", type=Path, required=True)
    brief.add_argument("--brand", type=Path)


def _add_file_checks(command: Command, tr: Translator) -> None:
    merge = command("merge", tr("write the union of copies of one audit and print its conflicts"))
    merge.add_argument("files", type=Path, nargs="+")
    merge.add_argument("-o", "--out", type=Path, required=True)
    log = command("log", tr("print the audit trail"))
    log.add_argument("file", type=Path)
    kind = log.add_mutually_exclusive_group()
    kind.add_argument("--json", action="store_true")
    kind.add_argument("--csv", action="store_true")
    verify = command("verify", tr("check an audit file; a line per fault and exit code 1"))
    verify.add_argument("file", type=Path)


def _add_store(command: Command, tr: Translator) -> None:
    doctor = command("doctor", tr("check the store; a line per fault and exit code 1"))
    doctor.add_argument(
        "--rebuild", action="store_true", help=tr("rebuild what follows from the log before the check")
    )
    import_ = command("import", tr("import audit files into the store; a known audit is merged"))
    import_.add_argument("files", type=Path, nargs="+")
    export = command("export", tr("export an audit of the store to a file"))
    export.add_argument("audit", help=tr("the beginning of its id"))
    export.add_argument("out", type=Path)
    list_ = command("list", tr("list the audits of the store, newest first"))
    list_.add_argument("words", nargs="?", default="")
    list_.add_argument("--json", action="store_true")
    sync = _add_sync(command, tr)
    for sub in (doctor, import_, export, list_, sync):
        sub.add_argument("--store", type=Path, help=tr("folder of the store (by default, the user's)"))


def _add_sync(command: Command, tr: Translator) -> argparse.ArgumentParser:
    sync = command("sync", tr("meet the team: send what it lacks, take in what it has"))
    sync.add_argument("place", nargs="?", help=tr("a folder, webdav:https://…, s3:…, sftp:…, postgresql:…"))
    sync.add_argument("--begin", default="", metavar=tr("TITLE"), help=tr("begin a team at that place"))
    sync.add_argument(
        "--key", action="store_true", help=tr("with a key, so that the storage can read nothing")
    )
    sync.add_argument("--join", default="", metavar=tr("INVITATION"), help=tr("ask to join a team"))
    sync.add_argument("--name", default="", help=tr("your name, as the team will see it"))
    sync.add_argument(
        "--recover", action="store_true", help=tr("be the founder again, by the key of the recovery sheet")
    )
    sync.add_argument(
        "--prepare", default="", metavar=tr("ROLE"), help=tr("make a PostgreSQL database ready, once")
    )
    sync.add_argument("--requests", action="store_true", help=tr("list who asks to join"))
    sync.add_argument("--admit", action="append", default=[], metavar=tr("NAME"), help=tr("let somebody in"))
    roles = role_words(tr).values()
    sync.add_argument(
        "--role",
        choices=sorted({word for words in roles for word in words}),
        default="auditor",
        metavar=tr("ROLE"),
        help=tr("as what to let them in: {roles}", roles=", ".join(said for _, said in roles)),
    )
    sync.add_argument(
        "--share", action="append", default=[], metavar=tr("AUDIT"), help=tr("share an audit, or all")
    )
    sync.add_argument(
        "--unshare",
        action="append",
        default=[],
        metavar=tr("AUDIT"),
        help=tr("stop sharing an audit; what was sent stays there"),
    )
    sync.add_argument(
        "--new-sheet",
        action="store_true",
        help=tr("make another recovery sheet; the old one is void"),
    )
    sync.add_argument("--leave", action="store_true", help=tr("leave the team; every audit stays here"))
    sync.add_argument("--anyway", action="store_true", help=tr("leave even if something was not sent"))
    sync.add_argument(
        "--trust",
        default="",
        metavar="SHA256:…",
        help=tr("trust the SSH key of that fingerprint alone"),
    )
    sync.add_argument("--no-evidence", action="store_true", help=tr("leave files for another time"))
    sync.add_argument("--verify", action="store_true", help=tr("read back all that this device has sent"))
    sync.add_argument("--json", action="store_true")
    return sync
