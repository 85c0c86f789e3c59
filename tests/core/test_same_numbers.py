"""The sample audit has the same numbers wherever they stand: printed, exported, in every language."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import ROUND_HALF_UP, Decimal

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from cxaudit import framework
from cxaudit.cli import main
from tests import samples

LANGUAGES = ("ru", "en")
TITLES = {stage.code: stage.short for stage in framework.default()[0].stages}
FIGURES = ("score", "coverage", "low", "high")
MILLION = 1_000_000


class Told:
    """What the commands say of the sample in one language, and the files that they write."""

    def __init__(self, lang, folder, capsys):
        self.lang, self.folder, self.capsys = lang, folder, capsys
        self.audit = samples.write(lang, folder)
        self.scores = json.loads(self.run("score", self.audit, "--json"))
        self.analysis = json.loads(self.run("analyse", self.audit, "--json"))
        self.overall = self.scores["overall"]
        self.stages = {stage["code"]: stage for stage in self.scores["stages"]}
        self.top = self.analysis["recommendations"]["top"]
        self.planned = self.analysis["potential"]["all_stages"]["planned"]["change"]

    def run(self, *words):
        self.capsys.readouterr()
        assert main([*map(str, words), "--lang", self.lang]) == 0
        return self.capsys.readouterr().out

    def report(self, kind):
        out = self.folder / f"demo-{self.lang}.{kind}"
        if not out.exists():
            self.run("report", self.audit, "-o", out)
        return out.read_bytes()

    def shown(self, value, places=2):
        """A number as people read it: rounded half up, with the comma or the point of the language."""
        said = f"{Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
        return said.replace(".", ",") if self.lang == "ru" else said


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("same")


@pytest.fixture(scope="module")
def kept():
    return {}


@pytest.fixture
def tell(folder, kept, capsys):
    """What the commands say in a language, asked for once."""

    def say(lang):
        if lang not in kept:
            kept[lang] = Told(lang, folder, capsys)
        kept[lang].capsys = capsys
        return kept[lang]

    return say


@pytest.fixture(params=LANGUAGES)
def told(request, tell):
    return tell(request.param)


def sheets(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def row_of(rows, name):
    return next(row for row in rows if row and row[0] == name)


def pdf_text(data):
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]
    return " ".join("".join(pages).replace("\u00a0", " ").replace("\ufffe", "").split())


def test_the_two_languages_have_the_same_numbers(tell):
    one, other = map(tell, LANGUAGES)
    assert one.scores == other.scores
    assert [zone["index"] for zone in one.top] == [zone["index"] for zone in other.top]
    assert one.planned == other.planned


def test_the_analysis_starts_from_the_scores(told):
    assert {name: told.analysis["overall"][name] for name in FIGURES} == {
        name: told.overall[name] for name in FIGURES
    }
    assert told.analysis["sensitivity"]["score"] == told.overall["score"]
    low, high = (told.analysis["sensitivity"]["bounds"][end] for end in ("low", "high"))
    assert (low, high) == (told.overall["low"], told.overall["high"])
    lost = told.analysis["recommendations"]["lost"]
    assert lost == pytest.approx(5 - told.overall["score"], abs=1e-12)


def test_the_json_export_says_the_scores_to_the_last_digit(told):
    said = json.loads(told.report("json"))["scores"]
    assert {name: said["overall"][name] for name in FIGURES} == {name: told.overall[name] for name in FIGURES}
    for stage in said["stages"]:
        for name in (*FIGURES, "status", "scored", "n", "u", "empty"):
            assert stage[name] == told.stages[stage["code"]][name], (stage["code"], name)


def test_the_lines_say_the_scores_to_the_last_digit(told):
    lines = list(csv.DictReader(io.StringIO(told.report("csv").decode("utf-8-sig"))))
    assert {line["stage"] for line in lines} == set(TITLES)
    for line in lines:
        for name in FIGURES:
            assert float(line[f"overall_{name}"]) == told.overall[name]
            assert float(line[f"stage_{name}"]) == told.stages[line["stage"]][name]


def test_the_lines_average_to_the_stage_scores(told):
    lines = list(csv.DictReader(io.StringIO(told.report("csv").decode("utf-8-sig"))))
    for code in TITLES:
        scored = [int(line["score"]) for line in lines if line["stage"] == code and line["score"]]
        assert sum(scored) / len(scored) == pytest.approx(told.stages[code]["score"], abs=1e-12)


def test_the_workbook_keeps_the_scores_unrounded(told):
    rows = sheets(told.report("xlsx"))[0]
    for code in TITLES:
        row, stage = row_of(rows, code), told.stages[code]
        assert [row[3], row[6], row[7]] == pytest.approx(
            [stage["score"], stage["low"], stage["high"]], abs=1e-12
        )
    numbers = [cell for row in rows for cell in row if isinstance(cell, float)]
    for name in FIGURES:
        assert any(abs(cell - told.overall[name]) < 1e-12 for cell in numbers), name


def test_the_workbook_has_the_points_and_the_money_of_the_analysis(told):
    pages = sheets(told.report("xlsx"))
    numbers = [cell for rows in pages for row in rows for cell in row if isinstance(cell, float)]

    def has(value):
        return any(abs(cell - value) <= 1e-9 * max(1, abs(value)) for cell in numbers)

    for zone in told.top:
        assert has(zone["points"]) and has(zone["index"]), zone["zone"]
    for end in ("low", "middle", "high"):
        assert has(told.planned[end]), end


def test_the_printed_report_rounds_the_same_scores(told):
    text = pdf_text(told.report("pdf"))
    for code, stage in told.stages.items():
        title, score = re.escape(TITLES[code][told.lang]), re.escape(told.shown(stage["score"]))
        assert re.search(rf"{title}\D{{0,40}}{score}", text), code
    for value in (told.overall["score"], told.overall["low"], told.overall["high"]):
        assert told.shown(value) in text
    assert told.shown(told.overall["percent"], 1) in text
    for zone in told.top:
        assert told.shown(zone["points"]) in text, zone["zone"]


def test_the_printed_report_rounds_the_same_money(told):
    text = pdf_text(told.report("pdf"))
    for end in ("low", "middle", "high"):
        assert told.shown(told.planned[end] / MILLION) in text, end
