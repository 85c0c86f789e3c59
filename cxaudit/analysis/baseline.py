"""The client's own figures that turn points into money: what they are, where they come from (METHOD 4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from cxaudit import cell_forms, cells, typed_toml
from cxaudit.changes import disagree
from cxaudit.edits import Edit, edit
from cxaudit.errors import KnownError
from cxaudit.model import Audit, Json
from cxaudit.reasons import reason_of
from cxaudit.words import N_

Unit = Literal["count", "share", "money", "money_a_year", "years"]


@dataclass(frozen=True, slots=True)
class Baseline:
    """One year's cohort of new clients as the client's own figures describe it (METHOD 4.2).

    Shares are 0-1; money is in `currency` (ISO 4217). `baseline_of` and `load_baseline` have checked
    every number with `fault`; `sources` says by name where each comes from.
    """

    traffic: float
    """Visits or leads a year; above 0."""
    conversion: float
    """Share of them that buy; above 0."""
    mis_sale: float
    """Share of new clients who were sold what does not fit them."""
    activation: float
    """Share of the well-sold who begin to use the product."""
    active: float
    """Share of the activated who stay active."""
    revenue: float
    """Money from an active client a year."""
    variable_cost: float
    """Share of the revenue that serving it costs."""
    service_cost: float
    """Money that serving an active client costs a year, whatever the revenue."""
    lifetime: float
    """Years that a client stays; above 0."""
    cac: float
    """Money that winning one client costs; above 0."""
    mis_sale_loss: float
    """Money lost on each mis-sold client."""
    currency: str
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """What one number of the baseline is; the texts are English, for the translator."""

    name: str
    title: str
    help: str
    unit: Unit
    above: str = ""
    """What is said to a 0 that makes the computation impossible; empty where 0 is possible."""


FIGURES = (
    Figure(
        "traffic",
        N_("Visits or leads a year"),
        N_("Everyone who could have bought: visits, enquiries or leads in one year."),
        "count",
        N_("There is nothing to compute without visits: enter a number above 0."),
    ),
    Figure(
        "conversion",
        N_("Conversion to purchase"),
        N_("Of 100 visits, how many end in a first purchase."),
        "share",
        N_("There is nothing to compute without purchases: enter a share above 0%."),
    ),
    Figure(
        "mis_sale",
        N_("Mis-sold clients"),
        N_("Of 100 new clients, how many were sold what does not fit them: early returns and complaints."),
        "share",
    ),
    Figure(
        "activation",
        N_("Activated"),
        N_("Of 100 well-sold clients, how many really begin to use the product."),
        "share",
    ),
    Figure(
        "active",
        N_("Active of them"),
        N_("Of 100 activated clients, how many stay active."),
        "share",
    ),
    Figure(
        "revenue",
        N_("Revenue per active client"),
        N_("What one active client pays in a year."),
        "money_a_year",
    ),
    Figure(
        "variable_cost",
        N_("Variable costs"),
        N_("The part of the revenue that goods, delivery and fees take."),
        "share",
    ),
    Figure(
        "service_cost",
        N_("Cost to serve"),
        N_("Support and upkeep of one active client in a year, whatever the client pays."),
        "money_a_year",
    ),
    Figure(
        "lifetime",
        N_("Client lifetime"),
        N_("How many years a client stays: 1 divided by the yearly churn."),
        "years",
        N_("A client stays for some time: enter a number above 0."),
    ),
    Figure(
        "cac",
        N_("Acquisition cost, CAC"),
        N_("Advertising and sales in a year, divided by the new clients of that year."),
        "money",
        N_("The growth index divides by this cost: enter a number above 0."),
    ),
    Figure(
        "mis_sale_loss",
        N_("Loss on a mis-sold client"),
        N_("Refund, return and handling of one client who was sold the wrong thing."),
        "money",
    ),
)
BY_NAME = {figure.name: figure for figure in FIGURES}

TOO_MUCH_OF_ALL = N_("A share cannot be above 100%.")
NEGATIVE = N_("This cannot be below 0.")
TOO_LARGE = N_("This number is too large: enter at most 1,000 billion.")


def fault(name: str, value: float) -> str:
    """What is wrong with that number, as one English sentence for the translator; empty if nothing is."""
    figure = BY_NAME[name]
    if value == 0:
        return figure.above
    if value < 0:
        return NEGATIVE
    if figure.unit == "share" and value > 1:
        return TOO_MUCH_OF_ALL
    return "" if value <= cells.LARGEST_FIGURE else TOO_LARGE  # NaN is too large


# --- in the audit ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """What an audit says of one number; in a conflict `value` is None and `rivals` has every version."""

    value: float | None = None
    source: str = ""
    rivals: tuple[tuple[float | None, str], ...] = ()

    @property
    def conflict(self) -> bool:
        return bool(self.rivals)


@dataclass(frozen=True, slots=True)
class Entries:
    """Everything that an audit says of its baseline, also when it is not whole."""

    figures: Mapping[str, Entry]
    """By name, in the order of `FIGURES`; every name is there."""
    currency: str = ""
    """ISO 4217; empty while nobody has said it, or in a conflict."""
    currencies: tuple[str, ...] = ()
    """The rivals of a contested currency."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Names without a number, `currency` last; conflicts are not missing."""
        names = [name for name, entry in self.figures.items() if entry.value is None and not entry.conflict]
        return (*names, *([] if self.currency or self.currencies else ["currency"]))

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Names that people disagree about."""
        names = [name for name, entry in self.figures.items() if entry.conflict]
        return (*names, *(["currency"] if self.currencies else []))

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong with the numbers that cannot be computed with, by name: a conversion of 2, say."""
        said = {n: fault(n, entry.value) for n, entry in self.figures.items() if entry.value is not None}
        return {name: wrong for name, wrong in said.items() if wrong}

    @property
    def begun(self) -> bool:
        """Whether anybody has entered anything."""
        return len(self.missing) <= len(self.figures)

    @property
    def baseline(self) -> Baseline | None:
        """The baseline, once every number is there, fit to compute with and uncontested."""
        if self.missing or self.conflicts or self.faults:
            return None
        values = {name: entry.value for name, entry in self.figures.items() if entry.value is not None}
        sources = {name: entry.source for name, entry in self.figures.items()}
        return Baseline(**values, currency=self.currency, sources=sources)


def entries_of(audit: Audit) -> Entries:
    """What the cells of that audit say of its baseline."""
    currencies = _said(audit, cells.CURRENCY)
    return Entries(
        figures={figure.name: _entry(audit, figure.name) for figure in FIGURES},
        currency=currencies[0] or "" if len(currencies) == 1 else "",
        currencies=tuple(code or "" for code in currencies) if len(currencies) > 1 else (),
    )


def baseline_of(audit: Audit) -> Baseline | None:
    """The baseline of that audit; None until every number is there and uncontested."""
    return entries_of(audit).baseline


def _entry(audit: Audit, name: str) -> Entry:
    rows = _said(audit, cells.baseline(name))
    said = [(row["value"], row["source"]) if row else (None, "") for row in rows]
    if len(said) > 1:
        return Entry(rivals=tuple(said))
    return Entry(*said[0]) if said else Entry()


def _said(audit: Audit, cell: str) -> list[Json]:
    """The one value of a cell, or its rivals in a conflict; nothing where nobody wrote."""
    heads = audit.cells.get(cell, ())
    return [head.value for head in (heads if disagree(heads) else heads[:1])]


def value_of(value: float | None, source: str) -> Json:
    """What the cell of a number holds: whole numbers without a decimal point."""
    whole = value is not None and value.is_integer()
    return {"value": int(value) if whole and value is not None else value, "source": " ".join(source.split())}


def edits_of(seen: Audit, baseline: Baseline, reason: str = "") -> list[Edit]:
    """The edits that write a whole baseline over what is on screen."""
    edits = [edit(seen, cells.CURRENCY, baseline.currency, reason)]
    for figure in FIGURES:
        said = value_of(float(getattr(baseline, figure.name)), baseline.sources.get(figure.name, ""))
        edits.append(edit(seen, cells.baseline(figure.name), said, reason))
    return edits


# --- in a file ------------------------------------------------------------------------------


def load_baseline(path: Path) -> Baseline:
    """The baseline that a TOML file describes: `currency`, and a table `value`, `source` for every number.

    Shares are 0-1 there. KnownError with the place if the file is not valid or a source is missing.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise KnownError(
            "“{file}” could not be read: {reason}. Nothing was changed. Check its name.",
            file=path,
            reason=reason_of(error),
        ) from error
    return read_baseline(raw, path.name)


def read_baseline(raw: bytes, source: str) -> Baseline:
    """The baseline that these bytes of TOML describe; `source` names them in errors."""
    tables = typed_toml.tables(raw, source)
    names = [figure.name for figure in FIGURES]
    typed_toml.check_keys(tables, ["currency", *names], ["currency", *names], f"{source}:")
    currency = typed_toml.read(str, tables["currency"], f"{source}: currency")
    if not cell_forms.is_currency(currency):
        raise KnownError(
            "{place} must be a currency code of three letters such as EUR. Nothing was changed. Correct it.",
            place=f"{source}: currency",
        )
    rows = {name: _row(name, tables[name], f"{source}: {name}") for name in names}
    values = {name: value for name, (value, _) in rows.items()}
    return Baseline(**values, currency=currency, sources={name: said for name, (_, said) in rows.items()})


def _row(name: str, row: object, place: str) -> tuple[float, str]:
    table = typed_toml.table(row, place)
    typed_toml.check_keys(table, ("value", "source"), ("value", "source"), place)
    value = typed_toml.number(table["value"], f"{place}.value", cells.LARGEST_FIGURE)
    if wrong := fault(name, value):
        if wrong == TOO_MUCH_OF_ALL:
            wrong = N_("A share is a number from 0 to 1 here: 0.02 is 2%.")
        raise KnownError(
            "{place}: {rule} Nothing was changed. Correct the value.",
            place=f"{place}.value",
            rule=KnownError(wrong),
        )
    return value, typed_toml.read(str, table["source"], f"{place}.source")
