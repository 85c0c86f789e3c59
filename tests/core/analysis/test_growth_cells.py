"""What the cells of growth zones and of consent may hold."""

import pytest

from cxaudit import cell_values, framework
from cxaudit.errors import KnownError


def check(cell, value):
    cell_values.check(cell, value, framework.default()[0])


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("growth/SAL-D/place", None),
        ("growth/SAL-D/place", {"place": "pinned", "rank": 1}),
        ("growth/SAL-D/place", {"place": "pinned", "rank": None}),
        ("growth/SAL-D/place", {"place": "dropped", "rank": None}),
        ("growth/SAL-D/text/ru", "Две строки\nтекста"),
        ("consent", {"given": True, "by": "Client's director, by mail"}),
        ("consent", {"given": False, "by": ""}),
        ("consent", None),
    ],
)
def test_a_cell_holds_what_it_is_for(cell, value):
    check(cell, value)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("growth/SAL-D/place", "pinned"),
        ("growth/SAL-D/place", {"place": "pinned"}),
        ("growth/SAL-D/place", {"place": "pinned", "rank": 6}),
        ("growth/SAL-D/place", {"place": "pinned", "rank": True}),
        ("growth/SAL-D/place", {"place": "dropped", "rank": 1}),
        ("growth/SAL-D/place", {"place": "loved", "rank": None}),
        ("growth/SAL-D/text/en", None),
        ("growth/SAL-D/text/en", "a\0b"),
        ("consent", True),
        ("consent", {"given": 1, "by": "x"}),
        ("consent", {"given": True, "by": "x", "until": "2027"}),
    ],
)
def test_anything_else_is_refused(cell, value):
    with pytest.raises(KnownError, match="not valid"):
        check(cell, value)
