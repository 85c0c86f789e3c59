"""Audits to report on, the report read back, and a way to make both."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pypdfium2.raw
import pytest
from PIL import Image

from cxaudit import framework, scoring
from cxaudit.model import Audit, Brief, Evidence, Lang, Rating
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.options import Options
from cxaudit.reports.pdf.document import write_pdf
from tests.marks import DEMO, marks_of

NOW = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Piece:
    """A stretch of text on a page: what it says and its box in points from the bottom left corner."""

    said: str
    left: float
    bottom: float
    right: float
    top: float


class Read:
    """A PDF as a reader sees it."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.file = pypdfium2.PdfDocument(data)
        self._texts = [page.get_textpage() for page in self.file]

    def __len__(self) -> int:
        return len(self.file)

    @property
    def pages(self) -> list[str]:
        return [_smooth(text.get_text_bounded()) for text in self._texts]

    @property
    def text(self) -> str:
        return " ".join(self.pages)

    @property
    def outline(self) -> list[tuple[int, str]]:
        return [(mark.level, mark.get_title()) for mark in self.file.get_toc()]

    def pieces(self, page: int) -> list[Piece]:
        text = self._texts[page]
        boxes = [text.get_rect(i) for i in range(text.count_rects())]
        found = [Piece(text.get_text_bounded(*box), *box) for box in boxes]
        return [replace(p, right=_ink_end(text, p)) if p.said.endswith(" ") else p for p in found]

    def sizes(self) -> set[float]:
        found = set()
        for text in self._texts:
            for at in range(text.count_chars()):
                size = pypdfium2.raw.FPDFText_GetFontSize(text, at)
                found.add(round(size, 2))
        return found - {0.0, 1.0}

    def info(self) -> dict[str, str]:
        return dict(self.file.get_metadata_dict())


def _ink_end(text: pypdfium2.PdfTextPage, piece: Piece) -> float:
    """Where a stretch ends without the space after it."""
    middle = (piece.bottom + piece.top) / 2
    steps = (piece.right - half / 2 for half in range(20))
    last = next((at for x in steps if (at := text.get_index(x, middle, 0.5, 2)) is not None), None)
    return piece.right if last is None else text.get_charbox(last)[2]


def _smooth(text: str) -> str:
    return " ".join(text.replace("\ufffe", "").split())


@pytest.fixture(scope="session")
def demo() -> Audit:
    """Demo Co of METHOD 2.3, with a note of its own for each criterion."""
    checklist, _ = framework.default()
    ratings = {}
    for stage in checklist.stages:
        for criterion, mark in zip(stage.criteria, marks_of(DEMO[stage.code]), strict=True):
            reason = f"Причина {criterion.id}" if mark in ("N", "U") else ""
            note = "" if mark in ("N", "U") else f"Заметка к {criterion.id}: цена в чеке и в расчёте совпала."
            ratings[criterion.id] = Rating(mark=mark, reason=reason, note=note)
    return Audit(
        id="demo",
        framework=checklist,
        brief=Brief(company="Demo Co", product="Coffee by subscription", country="Russia", wave="2026-1"),
        weights={stage.code: stage.weight for stage in checklist.stages},
        ratings=ratings,
        evidence=(),
    )


@pytest.fixture(scope="session")
def photo() -> bytes:
    """A plain JPEG of 400 by 300."""
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "#B0A090").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(scope="session")
def with_photos(photo: bytes) -> Callable[..., Audit]:
    """The audit with `n` photos of a criterion; the blob of each is called "photo"."""

    def add(audit: Audit, n: int, criterion: str = "SAL-05", **changed: Any) -> Audit:
        shot = Evidence(
            id="", criterion=criterion, kind="image", name="shot.jpg", media_type="image/jpeg",
            size=len(photo), sha256="a" * 64, added="2026-05-20T14:12:00+00:00",
            caption="Чек и расчёт", preview="photo", width=400, height=300,
        )  # fmt: skip
        shots = (replace(shot, id=f"{criterion}-{at}", **changed) for at in range(n))
        return replace(audit, evidence=(*audit.evidence, *shots))

    return add


@pytest.fixture(scope="session")
def report(photo: bytes) -> Callable[..., Read]:
    """Write the report of an audit and read it back."""

    def make(audit: Audit, lang: Lang = "ru", blobs: dict[str, bytes] | None = None, **options: Any) -> Read:
        held = {"photo": photo} if blobs is None else blobs
        wanted = Options(lang=lang, brand=options.pop("brand", DEFAULT), now=NOW, **options)
        out = io.BytesIO()
        write_pdf(audit, scoring.score(audit), held.__getitem__, wanted, out)
        return Read(out.getvalue())

    return make


@pytest.fixture(scope="session")
def rated() -> Callable[..., Audit]:
    """The audit with other ratings: `rated(audit, SEL_05=...)`, or every one of a stage: `SEL=...`."""

    def change(audit: Audit, **ratings: Rating) -> Audit:
        found = dict(audit.ratings)
        for name, rating in ratings.items():
            wanted = name.replace("_", "-")
            for criterion in audit.framework.criteria.values():
                if wanted in (criterion.id, criterion.stage):
                    found[criterion.id] = rating
        return replace(audit, ratings=found)

    return change
