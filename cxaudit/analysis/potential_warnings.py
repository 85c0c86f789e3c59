"""What a computation of the potential asks to be said besides its caveats."""

from __future__ import annotations

from cxaudit.analysis.potential import Model, Potential
from cxaudit.i18n import Translator


def warnings(tr: Translator, found: Potential) -> list[str]:
    """One sentence each: a client at a loss, stages without a score, the expert's switches."""
    return lacks(tr, found) + _switches(tr, found.model)


def lacks(tr: Translator, found: Potential) -> list[str]:
    """One sentence each: a client at a loss, stages without a score."""
    said = []
    if found.client_costs_more:
        said.append(tr("A new client now costs more than he brings, so more clients mean more loss."))
    if found.unscored:
        said.append(tr("Without a score and therefore left out: {stages}.", stages=", ".join(found.unscored)))
    return said


def _switches(tr: Translator, model: Model) -> list[str]:
    said = []
    if model.overlap == "multiply":
        said.append(
            tr("Expert setting: stages that move the same figure are multiplied, which may overstate.")
        )
    if model.fixed_cac:
        said.append(tr("Expert setting: a client costs the same to win, however many buy."))
    return said
