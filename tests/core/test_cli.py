"""The commands do what they say, and say in one sentence what they cannot do."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace

import pypdfium2
import pytest

from cxaudit import auditfile, cells
from cxaudit.cli import COMMANDS, main
from cxaudit.edits import edit
from cxaudit.paths import ROOT
from cxaudit.store.store import Store
from tests.commands import run


@pytest.fixture
def answers(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("criterion,score,note\nSEL-05,1,Wrong choice sold\nSEL-06,N,No such thing\nSEL-07,,\n")
    return path


@pytest.fixture
def file(tmp_path, answers, capsys):
    path = tmp_path / "a.cxaudit"
    assert main(["new", str(path), "--company", "=Demo Co", "--auditor", "A", "--answers", str(answers)]) == 0
    capsys.readouterr()
    return path


def test_a_new_audit_holds_its_brief_and_answers(file):
    audit = auditfile.read(file).read()
    assert audit.brief.company == "=Demo Co" and audit.rating("SEL-05").mark == 1
    assert audit.rating("SEL-05").note == "Wrong choice sold"
    assert (audit.rating("SEL-06").mark, audit.rating("SEL-06").reason) == ("N", "No such thing")
    assert audit.rating("SEL-07").mark is None


def test_a_bad_answers_file_writes_nothing(tmp_path, capsys):
    (tmp_path / "bad.csv").write_text("criterion,score\nSEL-05,9\n")
    out = tmp_path / "b.cxaudit"
    code, _, said = run(
        capsys, "new", out, "--company", "C", "--answers", tmp_path / "bad.csv", "--lang", "en"
    )
    assert code == 2 and said.startswith("Row 2 of") and said.count("\n") == 1 and not out.exists()


def test_scores_are_printed_as_documented_json(file, capsys):
    code, out, _ = run(capsys, "score", file, "--json")
    said = json.loads(out)
    assert code == 0 and said["red_flags"] == ["SEL-05"]
    assert {"score", "percent", "band", "status", "coverage", "low", "high"} <= said["overall"].keys()
    wanted = {"code", "score", "coverage", "status", "scored", "n", "u", "empty", "low", "high"}
    assert len(said["stages"]) == 8 and all(wanted <= stage.keys() for stage in said["stages"])
    assert said["overall"]["status"] == "not_published" and said["overall"]["score"] is None


def test_the_table_of_scores_speaks_both_languages(file, capsys):
    assert "Red flag: SEL-05" in run(capsys, "score", file, "--lang", "en")[1]
    assert "Красный флаг: SEL-05" in run(capsys, "score", file, "--lang", "ru")[1]


def test_the_log_tells_who_wrote_what_and_no_spreadsheet_runs_it(file, capsys):
    rows = list(csv.DictReader(io.StringIO(run(capsys, "log", file, "--csv")[1])))
    assert next(r for r in rows if r["cell"] == "brief/company")["value"] == "'=Demo Co"
    trail = json.loads(run(capsys, "log", file, "--json")[1])
    assert next(c for c in trail if c["cell"] == "brief/company")["value"] == "=Demo Co"
    assert "SEL-05/score = 1" in run(capsys, "log", file)[1]


def test_merging_prints_the_conflicts_and_keeps_both_values(file, tmp_path, capsys):
    copies = []
    for number, mark in enumerate((4, 2)):
        store = tmp_path / f"store{number}"
        with Store(store) as opened:
            audit = opened.merge(auditfile.read(file)).audit
            opened.append(audit.id, [edit(audit, cells.score("SEL-05"), mark)], f"Auditor {number}")
        copies.append(tmp_path / f"copy{number}.cxaudit")
        assert run(capsys, "export", audit.id[:8], copies[-1], "--store", store)[0] == 0
    out = tmp_path / "merged.cxaudit"
    code, said, _ = run(capsys, "merge", *copies, "-o", out, "--lang", "en")
    assert code == 0 and "Conflict: SEL-05 · score · " in said and "visit/" not in said
    assert ": 4 (Auditor 0, " in said and "; 2 (Auditor 1, " in said
    assert "Конфликт: SEL-05 · балл · " in run(capsys, "merge", *copies, "-o", out, "--lang", "ru")[1]
    assert set(auditfile.read(out).read().rating("SEL-05").rivals) == {4, 2}
    assert run(capsys, "verify", out)[0] == 0


def test_import_list_and_doctor_work_on_a_store(file, tmp_path, capsys):
    store = tmp_path / "store"
    assert run(capsys, "import", file, "--store", store)[0] == 0
    assert "=Demo Co" in run(capsys, "list", "--store", store)[1]
    assert json.loads(run(capsys, "list", "--store", store, "--json")[1])[0]["company"] == "=Demo Co"
    assert run(capsys, "doctor", "--store", store, "--lang", "en") == (0, "No faults found.\n", "")


def test_a_damaged_file_is_named_by_verify_and_refused_by_the_rest(file, tmp_path, capsys):
    file.write_bytes(file.read_bytes()[:-200])
    for words in (
        ["score", file],
        ["verify", file],
        ["log", file],
        ["import", file, "--store", tmp_path / "s"],
    ):
        code, out, said = run(capsys, *words, "--lang", "en")
        assert code == 2 and out == "" and "was refused" in said and said.count("\n") == 1


@pytest.mark.parametrize("words", [["score", "none.cxaudit"], ["export", "zz", "out.cxaudit"]])
def test_what_is_not_there_is_named(words, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, said = run(capsys, *words)
    assert code == 2 and said.count("\n") == 1


def test_a_framework_of_ones_own_is_used_or_refused_with_the_reason(tmp_path, capsys):
    (tmp_path / "own.toml").write_text('id = "own"\nversion = "x"\n')
    code, _, said = run(
        capsys, "new", tmp_path / "c.cxaudit", "--company", "C", "--framework", tmp_path / "own.toml"
    )
    assert code == 2 and "own.toml" in said


def test_a_folder_without_audits_is_named_and_stays_as_it_is(tmp_path, capsys):
    for words in (["doctor"], ["list"], ["export", "a", tmp_path / "out.cxaudit"]):
        code, out, said = run(capsys, *words, "--store", tmp_path / "typo", "--lang", "en")
        assert code == 2 and out == "" and said.startswith("There are no audits in")
    assert not (tmp_path / "typo").exists()


def test_text_of_others_stays_on_its_line_and_commands_no_terminal(tmp_path, capsys):
    file = tmp_path / "a.cxaudit"
    company = "A\n\x1b[2J\u202eB"
    assert run(capsys, "new", file, "--company", company)[0] == 0
    for words in (
        ["log", file],
        ["import", file, "--store", tmp_path / "s"],
        ["list", "--store", tmp_path / "s"],
    ):
        code, out, _ = run(capsys, *words)
        assert code == 0 and "A??[2J?B" in out
    code, _, said = run(capsys, "score", tmp_path / "no\nsuch", "--lang", "en")
    assert code == 2 and said.count("\n") == 1


def apart(*words, stdout, **environment):
    """The command in a process of its own, whose output goes there."""
    line = [sys.executable, str(ROOT / "main.py"), *map(str, words)]
    return subprocess.run(line, stdout=stdout, stderr=subprocess.PIPE, env={**os.environ, **environment})


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
@pytest.mark.parametrize("kind", [[], ["--csv"], ["--json"]])
def test_output_that_cannot_be_written_is_one_sentence(file, kind):
    with open("/dev/full", "wb") as full:
        done = apart("log", file, *kind, "--lang", "en", stdout=full)
    assert done.returncode == 2 and done.stderr.startswith(b"The output could not be written")
    assert done.stderr.count(b"\n") == 1


def test_a_reader_that_left_is_no_fault_of_the_program(file):
    reader, writer = os.pipe()
    os.close(reader)
    done = apart("log", file, stdout=writer)
    os.close(writer)
    assert (done.returncode, done.stderr) == (2, b"")


def test_a_terminal_of_few_letters_still_gets_the_scores(file):
    done = apart("score", file, "--lang", "ru", stdout=subprocess.PIPE, PYTHONIOENCODING="ascii")
    assert done.returncode == 0 and b"SEL" in done.stdout and done.stderr == b""


def test_faults_are_told_in_the_language_that_was_asked_for(file, capsys):
    package = auditfile.read(file)
    lost = [c for c in package.changes if c.cell != "brief/auditor"]
    auditfile.write(replace(package, changes=tuple(lost)), file)
    code, said, _ = run(capsys, "verify", file, "--lang", "ru")
    assert code == 1 and "нет записи перед номером" in said
    assert "the change before number" in run(capsys, "verify", file, "--lang", "en")[1]


def test_a_report_for_the_owner_of_a_stage_has_its_pages_alone(tmp_path, file, capsys):
    code, _, said = run(capsys, "report", file, "-o", tmp_path / "r.pdf", "--stage", "SAX", "--lang", "en")
    assert code == 2 and said.startswith("There is no stage “SAX”.") and not (tmp_path / "r.pdf").exists()
    assert run(capsys, "report", file, "-o", tmp_path / "r.pdf", "--stage", "SAL", "--lang", "en")[0] == 0
    titles = [mark.get_title() for mark in pypdfium2.PdfDocument(tmp_path / "r.pdf").get_toc()]
    assert titles == ["Cover", "Scorecard", "Stages", "Sale"]


def test_a_report_compares_with_audits_and_sheets(tmp_path, file, capsys):
    rows = tmp_path / "peers.csv"
    rows.write_text(
        "company,date,ACQ,SEL,SAL,ONB,SOL,EVO,LOY,OFF\nCompany A,2026-05-01,3,3,3,3,3,3,3,3\n",
        encoding="utf-8",
    )
    for alone in ((), ("--peers", file)):
        asked = ("report", file, "-o", tmp_path / "r.pdf", "--template", "comparison", "--lang", "en")
        code, _, said = run(capsys, *asked, *alone)
        assert code == 2 and said.startswith("There is nothing to compare with.")
    peers = ("--peers", rows, file, "--template", "comparison", "--lang", "en")
    assert run(capsys, "report", file, "-o", tmp_path / "r.pdf", *peers)[0] == 0
    document = pypdfium2.PdfDocument(tmp_path / "r.pdf")
    titles = [mark.get_title() for mark in document.get_toc()]
    assert titles == ["Cover", "Main findings", "Scorecard", "Comparison"]
    assert "Company A" in document[3].get_textpage().get_text_bounded()


def test_a_new_audit_needs_the_name_of_a_company(tmp_path, capsys):
    code, _, said = run(capsys, "new", tmp_path / "n.cxaudit", "--company", " ", "--lang", "en")
    assert code == 2 and said.startswith("The company has no name.")
    assert not (tmp_path / "n.cxaudit").exists()


@pytest.mark.parametrize(
    ("name", "options", "reason"),
    [
        ("r.pdf", ("--stage", "SAL", "--template", "full"), "--stage and --template each choose the pages"),
        ("r.csv", ("--stage", "SAL"), "--stage does nothing to a file that ends in .csv"),
        ("r.json", ("--template", "executive"), "--template does nothing to a file that ends in .json"),
        ("r.CSV", ("--peers", "peers.csv"), "--peers does nothing to a file that ends in .csv"),
        ("r.csv", ("--brand", "b.toml"), "name a file that ends in .pdf, .pptx, .xlsx"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(tmp_path, file, capsys, name, options, reason):
    code, _, said = run(capsys, "report", file, "-o", tmp_path / name, *options, "--lang", "en")
    assert code == 2 and reason in said and said.count("\n") == 1 and not (tmp_path / name).exists()


@pytest.mark.parametrize(
    "words",
    [
        ("score",),
        ("nonsense",),
        ("score", "a.cxaudit", "--colour"),
        ("report", "a.cxaudit", "-o"),
        ("report", "a.cxaudit", "-o", "r.pdf", "--template", "short"),
        ("log", "a.cxaudit", "--json", "--csv"),
        (),
    ],
)
def test_arguments_that_are_no_command_are_explained_in_russian(words, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    with pytest.raises(SystemExit) as ended:
        main([*words])
    said = capsys.readouterr().err
    assert ended.value.code == 2 and said.count("\n") == 1 and "--help»" in said
    english = set(re.findall("[A-Za-z]{4,}", said)) - {"cxaudit", "help", "json", "template"}
    assert not english - {
        *words,
        "colour",
        "file",
        "score",
        "report",
        "full",
        "executive",
        "comparison",
        "equals",
        *COMMANDS,
    }


def test_what_is_wrong_with_the_arguments_is_said_in_the_language_that_they_ask_for(capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    with pytest.raises(SystemExit):
        main(["score", "--lang", "ru"])
    assert capsys.readouterr().err.startswith("Не хватает аргументов: file.")
