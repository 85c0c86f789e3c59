"""The same core without a screen, for scripts and checks (DESIGN 9).

Exit code 0: done; 1: `verify` or `doctor` found faults; 2: the request could not be met, and why.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxaudit.arguments import asked_language, parser
from cxaudit.errors import KnownError
from cxaudit.i18n import Translator, system_language, translator
from cxaudit.model import Brief, Scores
from cxaudit.paths import data_dir
from cxaudit.reasons import reason_of
from cxaudit.store.lock import Locked
from cxaudit.typed_toml import shown
from cxaudit.words import STATUSES

if TYPE_CHECKING:
    from cxaudit.auditfile import Package
    from cxaudit.store.store import Store

Options = argparse.Namespace
PASSPHRASE = "CXAUDIT_PASSPHRASE"
"""The variable of the environment that a passphrase is read from: arguments can be seen by others."""


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code.

    An OSError without a file name comes of the output itself: a full disk, or a reader that left.
    """
    tr = translator(asked_language(arguments) or system_language())
    options = parser(tr).parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = int(COMMANDS[options.command](options, tr) or 0)
        print(end="", flush=True)
        return code
    except KnownError as error:
        print(_line(error.said(tr)), file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if error.filename is not None:
            raise
        with suppress(OSError):
            sys.stdout.close()
        if not isinstance(error, BrokenPipeError):
            said = tr("The output could not be written: {reason}.", reason=reason_of(error).said(tr))
            print(said, file=sys.stderr)
    return 2


# --- files ----------------------------------------------------------------------------------


def demo(options: Options, tr: Translator) -> None:
    from cxaudit import demo_audit

    _write(demo_audit.package(tr.lang), options.out, tr)


def new(options: Options, tr: Translator) -> None:
    from cxaudit import answers, blank, framework

    if not options.company.strip():
        raise KnownError("The company has no name. Nothing was written; give it one with --company.")
    checklist, raw = framework.chosen(options.framework)
    given, extra = answers.read(options.answers, checklist) if options.answers else ([], [])
    for column in extra:
        print(_line(tr("The column “{column}” was left out.", column=column)), file=sys.stderr)
    brief = Brief(
        company=options.company, country=options.country, product=options.product, auditor=options.auditor
    )
    _write(blank.package(brief, raw, given), options.out, tr)


def score(options: Options, tr: Translator) -> None:
    from cxaudit import auditfile, scoring

    audit = auditfile.read(options.file).read()
    scores = scoring.score(audit)
    scoring.require_weights(scores)
    if options.json:
        _print_json(score_json(scores))
        return
    for stage in scores.stages:
        title = audit.framework.stage(stage.code).title[tr.lang]
        share = tr("{n} of {total}", n=stage.scored, total=stage.base)
        print(f"{stage.code}  {_figure(stage, tr):>11}  {share:>9}  {title}")
    overall = scores.overall
    share = tr("{n} of {total}", n=overall.scored, total=overall.base)
    named = tr("overall, {status}", status=tr(STATUSES[overall.status]))
    print(f"{'':5}{_figure(overall, tr):>11}  {share:>9}  {named}")
    for flag in scores.red_flags:
        print(
            tr("Red flag: {criterion}", criterion=f"{flag} {audit.framework.criteria[flag].title[tr.lang]}")
        )


def analyse(options: Options, tr: Translator) -> None:
    from cxaudit import auditfile, staff
    from cxaudit.analysis.baseline import load_baseline
    from cxaudit.analysis.consultation import consult
    from cxaudit.analysis.growth import choices_of
    from cxaudit.commands.peers import practice_of

    audit = staff.by_role(auditfile.read(options.file).read(), tr)
    baseline = load_baseline(options.baseline) if options.baseline else None
    choices = choices_of(audit, practice_of(options.peers or (), audit, options.target), options.target)
    found = consult(audit, baseline, choices)
    if options.json:
        from cxaudit.commands.analyse_json import as_json

        _print_json(as_json(found, tr))
        return
    from cxaudit.commands.analyse import as_lines

    for line in as_lines(found, tr):
        print(_line(line))


def agree(options: Options, tr: Translator) -> None:
    from cxaudit.commands import agree as agree_command

    pair = agree_command.read(options.a, options.b)
    if options.json:
        _print_json(agree_command.as_json(pair))
        return
    for line in agree_command.as_lines(pair, tr):
        print(_line(line))


def waves(options: Options, tr: Translator) -> None:
    from cxaudit.commands import waves as waves_command

    found = waves_command.read(options.a, options.b, options.as_given, tr)
    if options.json:
        _print_json(waves_command.as_json(found))
        return
    for line in waves_command.as_lines(found, tr):
        print(_line(line))


def report(options: Options, tr: Translator) -> None:
    from cxaudit.reports import uncollected

    with uncollected():
        from cxaudit.commands.report import write

        write(options, tr)
    print(options.out)


def brief(options: Options, tr: Translator) -> None:
    from cxaudit.commands.brief import write

    write(options, tr)
    print(options.out)


def merge(options: Options, tr: Translator) -> None:
    from cxaudit import auditfile
    from cxaudit.commands import contested

    merged = auditfile.merge([auditfile.read(path) for path in options.files])
    _write(merged, options.out, tr)
    for line in contested.lines(merged.read(), tr):
        print(_line(line))


def log(options: Options, tr: Translator) -> None:
    from cxaudit import auditfile, changes
    from cxaudit.reports.data.long_csv import inert

    package = auditfile.read(options.file)
    trail = [asdict(change) for change in changes.ordered(package.changes)]
    if options.json:
        _print_json(trail)
        return
    columns = ("at", "author", "device", "cell", "value", "reason")
    lines = [[_shown(change[column]) for column in columns] for change in trail]
    if options.csv:
        table = io.StringIO()
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([inert(text) for text in line] for line in lines)
        print(table.getvalue(), end="")
        return
    for at, author, _, cell, value, reason in lines:
        print(_line(f"{at}  {author}  {cell} = {value}" + (f"  ({reason})" if reason else "")))


def verify(options: Options, tr: Translator) -> int:
    from cxaudit import auditfile

    package = auditfile.read(options.file)
    if left_out := len(package.refused):
        said = tr.plural(
            "{n} change is left out, as the file says: a team did not take it.",
            "{n} changes are left out, as the file says: a team did not take them.",
            left_out,
        )
        print(said)
    return _tell_faults(auditfile.faults(package), tr)


# --- the store ------------------------------------------------------------------------------


def doctor(options: Options, tr: Translator) -> int:
    from cxaudit.store import doctor as checks

    with _store(options) as store:
        if options.rebuild:
            store.rebuild()
            if store.spaces.all():
                from cxaudit.sync import mending

                mending.retake(store)
        return _tell_faults(checks.examine(store), tr)


def import_(options: Options, tr: Translator) -> None:
    from cxaudit import auditfile

    with _store(options, new=True) as store:
        for path in options.files:
            package = auditfile.read(path)
            store.take_blobs(package)
            saved = store.merge(package)
            print(_line(f"{saved.audit.id}  {saved.audit.brief.company}"))


def sync(options: Options, tr: Translator) -> None:
    from cxaudit.commands import sync as sync_command

    with _store(options, new=True) as store:
        for line in sync_command.run(store, options, tr):
            print(line if options.json else _line(line))


def export(options: Options, tr: Translator) -> None:
    from cxaudit.commands.named import audit_named

    with _store(options) as store:
        _write(store.package(audit_named(store, options.audit)), options.out, tr)


def list_(options: Options, tr: Translator) -> None:
    from cxaudit.store.summary import Listing

    with _store(options) as store:
        rows = store.catalog.listed(Listing(words=options.words, limit=1_000_000))
    if options.json:
        _print_json([asdict(row) for row in rows])
        return
    for row in rows:
        figure = tr.number(row.score) if row.score is not None else "—"
        print(
            _line(
                "  ".join(
                    (
                        row.audit[:8],
                        figure.rjust(4),
                        row.edited[:10],
                        row.company,
                        row.product,
                        row.country,
                        row.wave,
                    )
                )
            )
        )


# --- words ----------------------------------------------------------------------------------


def score_json(scores: Scores) -> dict[str, Any]:
    """The scores as the documented JSON: unrounded numbers, null where there is none."""
    return {
        "overall": asdict(scores.overall),
        "stages": [asdict(stage) for stage in scores.stages],
        "red_flags": list(scores.red_flags),
        "inherited": list(scores.inherited),
    }


def _figure(scored: Any, tr: Translator) -> str:
    if scored.span:
        return f"{tr.number(scored.span[0])}–{tr.number(scored.span[1])}"
    if scored.score is None:
        return "—"
    return tr.number(scored.score) + ("~" if scored.status == "provisional" else "")


def _tell_faults(faults: Sequence[KnownError], tr: Translator) -> int:
    print(*([fault.said(tr) for fault in faults] or [tr("No faults found.")]), sep="\n")
    return 1 if faults else 0


def _write(package: Package, out: Path, tr: Translator) -> None:
    from cxaudit import auditfile

    auditfile.write(package, out)
    print(out)
    if missing := package.missing():
        said = tr.plural(
            "{n} piece of evidence is missing here.", "{n} pieces of evidence are missing here.", len(missing)
        )
        print(said, file=sys.stderr)


def _store(options: Options, new: bool = False) -> Store:
    """The store of the command; KnownError if the folder that was named has none and may not get one."""
    from cxaudit.store.store import FILE, Store

    if options.store and not new and not (options.store / FILE).is_file():
        raise KnownError("There are no audits in “{folder}”. Check its name.", folder=options.store)
    folder = options.store or data_dir()
    try:
        return Store(folder, os.environ.get(PASSPHRASE, ""))
    except Locked:
        if os.environ.get(PASSPHRASE):
            raise
    return _unlocked(folder)


def _unlocked(folder: Path) -> Store:
    """The locked store, by the passphrase that the system remembers or that is asked for."""
    from cxaudit import system_keyring
    from cxaudit.store.store import Store

    with suppress(Locked):
        return Store(folder, system_keyring.passphrase_of(folder))
    if not sys.stdin.isatty():
        raise Locked(
            "The audits in “{folder}” are locked with a passphrase. Give it in the variable {variable}.",
            folder=folder,
            variable=PASSPHRASE,
        )
    import getpass

    tr = translator(system_language())
    return Store(folder, getpass.getpass(tr("Passphrase of the audits:") + " "))


def _print_json(said: object) -> None:
    print(json.dumps(said, ensure_ascii=False, indent=1))


def _line(text: str) -> str:
    """Text on one line, without characters that a terminal would obey."""
    return shown(text, limit=1_000_000)


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


COMMANDS: Mapping[str, Callable[[Options, Translator], int | None]] = {
    "demo": demo,
    "new": new,
    "score": score,
    "analyse": analyse,
    "agree": agree,
    "waves": waves,
    "report": report,
    "brief": brief,
    "merge": merge,
    "log": log,
    "verify": verify,
    "doctor": doctor,
    "import": import_,
    "export": export,
    "list": list_,
    "sync": sync,
}
"""What each command of `arguments` does; it returns the exit code, or None for 0."""
