"""Our own help file as sections of paragraphs, lists and two-column tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cxaudit.model import Lang
from cxaudit.paths import RESOURCES

_STEP = re.compile(r"\d+\. ")
_HEADING = re.compile(r"## (?P<title>.+) \{#(?P<key>\w+)\}")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, the item of a list (one text), a step with its number, or a table, its heading first."""

    kind: Literal["text", "item", "step", "table"]
    texts: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        return " ".join((*self.texts, *(cell for row in self.rows for cell in row)))


@dataclass(frozen=True, slots=True)
class Section:
    """A topic; `key` names the page it is about or is a word of its own."""

    key: str
    title: str
    blocks: tuple[Block, ...]

    def matches(self, words: str) -> bool:
        """Whether a word of the section begins like each of these."""
        said = _plain(" ".join((self.title, *(block.words for block in self.blocks))))
        return all(re.search(rf"(?<!\w){re.escape(word)}", said) for word in _plain(words).split())


def sections(lang: Lang) -> list[Section]:
    """The help in that language."""
    text = (RESOURCES / "help" / f"{lang}.md").read_text("utf-8")
    found = []
    for part in re.split(r"^(?=## )", text, flags=re.MULTILINE):
        if heading := _HEADING.match(part):
            found.append(Section(heading["key"], heading["title"], tuple(_blocks(part[heading.end() :]))))
    return found


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _blocks(text: str) -> Iterator[Block]:
    for part in text.strip().split("\n\n"):
        lines = part.strip().splitlines()
        if lines[0].startswith("|"):
            cells = [tuple(cell.strip() for cell in line.strip("| ").split(" | ")) for line in lines]
            yield Block("table", rows=tuple((row[0], row[1]) for row in cells if len(row) == 2))
        elif lines[0].startswith("- "):
            yield from (Block("item", (line[2:],)) for line in lines)
        elif _STEP.match(lines[0]):
            yield from (Block("step", tuple(line.split(" ", 1))) for line in lines)
        else:
            yield Block("text", (" ".join(lines),))
