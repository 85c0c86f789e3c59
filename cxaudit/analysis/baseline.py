"""The client's own figures that turn points into money: what they are, where they come from (METHOD 4.2)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Baseline:
    """One year's cohort of new clients as the client's own figures describe it (METHOD 4.2).

    Shares are 0-1; money is in `currency` (ISO 4217). Every field has been checked against `FIGURES`.
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
