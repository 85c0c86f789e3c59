"""What concerns one person over all audits: comments that name them, blind scores that they are to give."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from cxaudit import cells
from cxaudit.people import folded, is_among
from cxaudit.store.rows import Unreadable


@dataclass(frozen=True, slots=True)
class Mention:
    """An open comment of an audit that names somebody."""

    audit: str
    company: str
    criterion: str
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class BlindScore:
    """That a member is to score an audit without a look at the first scores; `edited` as the list has it."""

    audit: str
    member: str
    name: str
    edited: str


def mentions(connection: Connection, name: str) -> list[Mention]:
    """The open comments that name that person, the newest first."""
    if not folded(name):
        return []
    said: dict[tuple[str, str], list[Any]] = {}
    done: dict[tuple[str, str], list[bool]] = {}
    for row in _below(connection, cells.TALK):
        match row.cell.split("/"):
            case [_, comment]:
                said.setdefault((row.audit, comment), []).append(row)
            case [_, comment, "done"]:
                done.setdefault((row.audit, comment), []).append(bool(_value(row)))
    found = []
    for key, rows in said.items():
        is_done = bool(done.get(key)) and all(done[key])
        named = [value for row in rows if (value := _value(row)) and is_among(name, value["to"])]
        if named and not is_done:
            first = min(rows, key=lambda row: row.at)
            found.append(Mention(key[0], first.company, named[-1]["criterion"], first.author, first.at))
    return sorted(found, key=lambda one: one.at, reverse=True)


def blind(connection: Connection) -> list[BlindScore]:
    """The second scores that are asked for, but of members who have looked at the first ones."""
    asked: dict[tuple[str, str], BlindScore] = {}
    looked: set[tuple[str, str]] = set()
    for row in _below(connection, cells.ASSIGNED):
        match row.cell.split("/"):
            case [_, member] if (value := _value(row)) and value["blind"]:
                asked[row.audit, member] = BlindScore(row.audit, member, value["name"], row.edited)
            case [_, member, "looked"] if _value(row):
                looked.add((row.audit, member))
    return [one for key, one in asked.items() if key not in looked]


def _value(row: Any) -> Any:
    """What a comment or an assignment says; Unreadable if its row is damaged."""
    try:
        said = json.loads(row.value)
    except ValueError as error:
        raise Unreadable(str(error)) from error
    wanted = {cells.TALK: ("to", "criterion"), cells.ASSIGNED: ("name", "blind")}[row.cell.split("/")[0]]
    if isinstance(said, bool) or said is None or (isinstance(said, dict) and said.keys() >= {*wanted}):
        return said
    raise Unreadable(row.cell)


def _below(connection: Connection, name: str) -> Sequence[Any]:
    return connection.execute(_BELOW, {"first": f"{name}/", "last": f"{name}0"}).all()


_BELOW = text(
    "select h.audit, s.company, s.edited, h.cell, c.value, c.author, c.at from heads h"
    " cross join changes c on c.audit = h.audit and c.cell = h.cell and c.id = h.change"
    " join summaries s on s.audit = h.audit where substr(h.cell, 1, 5) in ('talk/', 'assig')"
    " and h.cell >= :first and h.cell < :last and c.value not like '%\"to\": []%' and s.state != 'removed'"
    " order by h.audit, h.cell"
)
"""An index holds just these heads: of millions nothing else is read. A comment for everybody names nobody."""
