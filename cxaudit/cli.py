"""The same core without a screen, for scripts and checks (DESIGN 9).

Exit code 0: done; 1: `verify` or `doctor` found faults; 2: the request could not be met, and why.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxaudit import __version__
from cxaudit.errors import KnownError
from cxaudit.i18n import Translator, system_language, translator
from cxaudit.model import LANGS, Brief, Scores
from cxaudit.paths import data_dir
from cxaudit.typed_toml import shown
from cxaudit.words import STATUSES

if TYPE_CHECKING:
    from cxaudit.analysis.cube import Row
    from cxaudit.auditfile import Package
    from cxaudit.store.store import Store

Options = argparse.Namespace


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code.

    An OSError without a file name comes of the output itself: a full disk, or a reader that left.
    """
    options = _parser(translator(system_language())).parse_args(arguments)
    tr = translator(options.lang or system_language())
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = int(options.run(options, tr) or 0)
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
            said = tr("The output could not be written: {reason}.", reason=error.strerror)
            print(said, file=sys.stderr)
    return 2


# --- files ----------------------------------------------------------------------------------


def demo(options: Options, tr: Translator) -> None:
    from cxaudit import demo_audit

    _write(demo_audit.package(tr.lang), options.out, tr)


def new(options: Options, tr: Translator) -> None:
    from cxaudit import answers, blank, framework

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
    from cxaudit import auditfile
    from cxaudit.analysis.baseline import load_baseline
    from cxaudit.analysis.consultation import consult

    audit = auditfile.read(options.file).read()
    found = consult(audit, load_baseline(options.baseline) if options.baseline else None)
    if options.json:
        from cxaudit.analyse_json import as_json

        _print_json(as_json(found, tr))
        return
    from cxaudit.analyse_command import as_lines

    for line in as_lines(found, tr):
        print(_line(line))


def agree(options: Options, tr: Translator) -> None:
    from cxaudit import agree_command

    pair = agree_command.read(options.a, options.b)
    if options.json:
        _print_json(agree_command.as_json(pair))
        return
    for line in agree_command.as_lines(pair, tr):
        print(_line(line))


def report(options: Options, tr: Translator) -> None:
    from cxaudit import auditfile, reports, scoring
    from cxaudit.reports.brand import DEFAULT
    from cxaudit.reports.brand_file import load_brand
    from cxaudit.reports.options import TEMPLATES
    from cxaudit.reports.options import Options as ReportOptions

    package = auditfile.read(options.file)
    audit = package.read()
    if options.stage and options.stage not in audit.weights:
        raise KnownError(
            "There is no stage “{stage}”. Nothing was written; choose one of: {stages}.",
            stage=options.stage,
            stages=", ".join(audit.weights),
        )
    scores = scoring.score(audit)
    scoring.require_weights(scores)
    brand = load_brand(options.brand) if options.brand else DEFAULT
    wanted = ReportOptions(
        lang=tr.lang,
        brand=brand,
        now=datetime.now().astimezone(),
        sections=TEMPLATES["stage" if options.stage else options.template],
        stages=(options.stage,) if options.stage else (),
        peers=_peers(options.peers or ()),
    )
    reports.save(audit, scores, package.read_blob, wanted, options.out)
    print(options.out)


def _peers(files: Sequence[Path]) -> tuple[Row, ...]:
    """The rows to compare with: audits, or sheets of rows."""
    from cxaudit import auditfile, benchmark_rows, framework, scoring
    from cxaudit.analysis.cube import row_of

    found: list[Row] = []
    for file in files:
        if file.suffix.lower() in (".csv", ".xlsx"):
            found += benchmark_rows.read(file, framework.default()[0])
        else:
            audit = auditfile.read(file).read()
            found.append(row_of(audit, scoring.score(audit)))
    return tuple(found)


def merge(options: Options, tr: Translator) -> None:
    from cxaudit import auditfile

    merged = auditfile.merge([auditfile.read(path) for path in options.files])
    _write(merged, options.out, tr)
    audit = merged.read()
    for cell in audit.conflicts:
        rivals = "; ".join(
            f"{json.dumps(h.value, ensure_ascii=False)} ({h.author}, {h.at})" for h in audit.cells[cell]
        )
        print(_line(tr("Conflict in {cell}: {rivals}", cell=cell, rivals=rivals)))


def log(options: Options, tr: Translator) -> None:
    from cxaudit import auditfile, changes
    from cxaudit.reports.long_csv import inert

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

    return _tell_faults(auditfile.verify(options.file), tr)


# --- the store ------------------------------------------------------------------------------


def doctor(options: Options, tr: Translator) -> int:
    from cxaudit.store import doctor as checks

    with _store(options) as store:
        if options.rebuild:
            store.rebuild()
        return _tell_faults(checks.examine(store), tr)


def import_(options: Options, tr: Translator) -> None:
    from cxaudit import auditfile

    with _store(options, new=True) as store:
        for path in options.files:
            package = auditfile.read(path)
            store.take_blobs(package)
            saved = store.merge(package)
            print(_line(f"{saved.audit.id}  {saved.audit.brief.company}"))


def export(options: Options, tr: Translator) -> None:
    with _store(options) as store:
        _write(store.package(_audit_id(store, options.audit)), options.out, tr)


def list_(options: Options, tr: Translator) -> None:
    from cxaudit.store.summary import Listing

    with _store(options) as store:
        rows = store.listed(Listing(words=options.words, limit=1_000_000))
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
    return Store(options.store or data_dir())


def _audit_id(store: Store, wanted: str) -> str:
    """The one audit whose id begins so."""
    found = [audit_id for audit_id in store.audit_ids() if audit_id.startswith(wanted)]
    if len(found) != 1:
        raise KnownError(
            "No single audit has an id that begins with “{audit}”. “cxaudit list” shows the ids.",
            audit=wanted,
        )
    return found[0]


def _print_json(said: object) -> None:
    print(json.dumps(said, ensure_ascii=False, indent=1))


def _line(text: str) -> str:
    """Text on one line, without characters that a terminal would obey."""
    return shown(text, limit=1_000_000)


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


# --- arguments ------------------------------------------------------------------------------


def _parser(tr: Translator) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cxaudit", description=tr("Customer journey audits without a window.")
    )
    parser.add_argument("--version", action="version", version=f"cxaudit {__version__}")
    commands = parser.add_subparsers(required=True, metavar=tr("COMMAND"))

    def command(
        name: str, run: Callable[[Options, Translator], int | None], said: str
    ) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=said, description=said)
        sub.set_defaults(run=run)
        sub.add_argument(
            "--lang", choices=LANGS, help=tr("language of what is written (by default, the system's)")
        )
        return sub

    sub = command("demo", demo, tr("write the filled sample audit"))
    sub.add_argument("out", type=Path)
    sub = command("new", new, tr("write a new audit"))
    sub.add_argument("out", type=Path)
    sub.add_argument("--company", required=True)
    for name in ("country", "product", "auditor"):
        sub.add_argument(f"--{name}", default="")
    sub.add_argument("--framework", default="cx8", help=tr("cx8 or a framework file"))
    sub.add_argument("--answers", type=Path, help=tr("CSV or XLSX with criterion, score, note"))
    sub = command("score", score, tr("print the scores of the stages, the overall and the red flags"))
    sub.add_argument("file", type=Path)
    sub.add_argument("--json", action="store_true")
    sub = command("analyse", analyse, tr("print growth zones and what profit may gain"))
    sub.add_argument("file", type=Path)
    sub.add_argument("--baseline", type=Path, help=tr("TOML with the client's figures"))
    sub.add_argument("--json", action="store_true")
    sub = command("agree", agree, tr("print how far two auditors of the same thing agree"))
    for name in ("a", "b"):
        sub.add_argument(name, type=Path)
    sub.add_argument("--json", action="store_true")
    sub = command("report", report, tr("write a report; the ending of its name says which kind"))
    sub.add_argument("file", type=Path)
    sub.add_argument("-o", "--out", type=Path, required=True)
    sub.add_argument("--brand", type=Path)
    sub.add_argument("--template", choices=("full", "executive", "comparison"), default="full")
    sub.add_argument("--stage", default="", help=tr("only the pages for the owner of this stage: SAL"))
    sub.add_argument("--peers", type=Path, nargs="+", help=tr("audits or sheets to compare with"))
    sub = command("merge", merge, tr("write the union of copies of one audit and print its conflicts"))
    sub.add_argument("files", type=Path, nargs="+")
    sub.add_argument("-o", "--out", type=Path, required=True)
    sub = command("log", log, tr("print the audit trail"))
    sub.add_argument("file", type=Path)
    kind = sub.add_mutually_exclusive_group()
    kind.add_argument("--json", action="store_true")
    kind.add_argument("--csv", action="store_true")
    sub = command("verify", verify, tr("check an audit file; a line per fault and exit code 1"))
    sub.add_argument("file", type=Path)
    sub = command("doctor", doctor, tr("check the store; a line per fault and exit code 1"))
    sub.add_argument(
        "--rebuild", action="store_true", help=tr("rebuild what follows from the log before the check")
    )
    _with_store(sub, tr)
    sub = command("import", import_, tr("import audit files into the store; a known audit is merged"))
    sub.add_argument("files", type=Path, nargs="+")
    _with_store(sub, tr)
    sub = command("export", export, tr("export an audit of the store to a file"))
    sub.add_argument("audit", help=tr("the beginning of its id"))
    sub.add_argument("out", type=Path)
    _with_store(sub, tr)
    sub = command("list", list_, tr("list the audits of the store, newest first"))
    sub.add_argument("words", nargs="?", default="")
    sub.add_argument("--json", action="store_true")
    _with_store(sub, tr)
    return parser


def _with_store(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument("--store", type=Path, help=tr("folder of the store (by default, the user's)"))
