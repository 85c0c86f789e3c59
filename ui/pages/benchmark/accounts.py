"""Which account belongs to which figure of the benchmark page."""

from __future__ import annotations

from cxaudit.analysis import comparison
from cxaudit.analysis.accounts import benchmark as accounts
from cxaudit.analysis.accounts.account import Account
from cxaudit.analysis.accounts.benchmark import Table
from cxaudit.analysis.comparison import order_error
from cxaudit.analysis.confidence import Precision


def account_of(table: Table, precision: Precision | None, about: str) -> Account | None:
    """The account of `rank`, `gap:best`, `score:KEY:3` and the like; None once there is no such figure."""
    kind, _, rest = about.partition(":")
    stands = table.found.overall
    match kind:
        case "score":
            audit, _, at = rest.rpartition(":")
            known = any(one.row.key == audit and not one.difference for one in table.found.table)
            return accounts.of_score(table, audit, int(at)) if known else None
        case "rank":
            return accounts.of_rank(table) if stands.rank is not None else None
        case "percentile":
            return accounts.of_percentile(table) if stands.percentile is not None else None
        case "gap":
            return accounts.of_gap(table, rest) if stands.spread else None
        case "median":
            return accounts.of_median(table, int(rest))
        case "position":
            return accounts.of_position(table, int(rest))
        case "chance":
            return _chance(table, precision, rest)
    return None


def _chance(table: Table, precision: Precision | None, audit: str) -> Account | None:
    near = comparison.neighbours(table.found, precision)
    one = next((one for one in near if one.entry.row.key == audit), None)
    if one is None or precision is None:
        return None
    error = order_error(table.found.own, one.entry, precision)
    return accounts.of_chance(table, audit, error, one.chance)
