"""What people say to each other about a criterion; it is in no report and moves no score."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from cxaudit import cells
from cxaudit.model import Audit, Json
from cxaudit.people import folded, is_among


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on a criterion, to everybody or to those it names."""

    id: str
    criterion: str
    text: str
    to: tuple[str, ...]
    author: str
    at: str
    done: bool

    def concerns(self, name: str) -> bool:
        """Whether it names that person and is not dealt with yet."""
        return not self.done and is_among(name, self.to)


def value(criterion: str, text: str, to: tuple[str, ...] = ()) -> Json:
    """What the cell of a comment holds."""
    return {"criterion": criterion, "text": text, "to": list(to)}


def addressed(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that the text calls with an @ before them."""
    said = folded(text)
    return tuple(name for name in names if re.search(rf"(?<!\w)@{re.escape(folded(name))}(?!\w)", said))


def comments(audit: Audit) -> tuple[Comment, ...]:
    """All comments, oldest first; one that was taken back is not among them.

    A comment is dealt with once nobody says otherwise.
    """
    found = []
    for comment_id, heads in cells.below(audit.cells, cells.TALK):
        said = [head for head in heads if head.value is not None]
        if said:
            first, last = min(said, key=lambda h: h.at), said[-1].value
            done = audit.cells.get(cells.talk_done(comment_id), ())
            is_done = bool(done) and all(head.value for head in done)
            found.append(
                Comment(
                    comment_id,
                    last["criterion"],
                    last["text"],
                    tuple(last["to"]),
                    first.author,
                    first.at,
                    is_done,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.at, one.id)))


def mentions(audit: Audit, name: str) -> tuple[Comment, ...]:
    """The open comments that name that person."""
    return tuple(one for one in comments(audit) if one.concerns(name))


def still_open(audit: Audit) -> Mapping[str, int]:
    """How many comments are not dealt with, by criterion; one that has none is not named."""
    return Counter(one.criterion for one in comments(audit) if not one.done)


def unheard(audit: Audit, criteria: Set[str], names: Set[str]) -> frozenset[str]:
    """The cells of the comments on these criteria that are neither by nor for that person.

    `names` are theirs, as `people.folded` gives them.
    """
    return frozenset(
        cells.talk(one.id)
        for one in comments(audit)
        if one.criterion in criteria and names.isdisjoint(map(folded, (one.author, *one.to)))
    )
