"""Which account belongs to which figure of the growth page."""

from __future__ import annotations

from cxaudit.analysis.accounts import growth as accounts
from cxaudit.analysis.accounts import potential as sums
from cxaudit.analysis.accounts.account import Account
from cxaudit.analysis.baseline import baseline_of
from cxaudit.analysis.growth import Growth
from cxaudit.analysis.potential import potential
from cxaudit.i18n import Translator
from ui.open_audit import OpenAudit


def account_of(opened: OpenAudit, growth: Growth, key: str, tr: Translator) -> Account | None:
    """The account of `points:SAL-D` and the like; None once there is no such figure."""
    audit, scores = opened.audit, opened.scores
    kind, _, code = key.partition(":")
    zone = next((one for one in growth.zones if one.code == code), None)
    pick = next((one for one in growth.top if one.zone.code == code), None)
    if kind in ("stage", "money"):
        return _in_money(opened, growth, kind, code, tr)
    if kind == "place":
        return accounts.of_place(audit, growth, pick, tr) if pick else None
    if zone is None:
        return None
    if kind == "points":
        return accounts.of_points(audit, scores, growth, zone, tr)
    return accounts.of_uplift(audit, zone, tr) if kind == "uplift" else accounts.of_index(audit, zone, tr)


def _in_money(opened: OpenAudit, growth: Growth, kind: str, code: str, tr: Translator) -> Account | None:
    """Of a zone or a stage; there is none without the client's figures."""
    audit = opened.audit
    baseline = baseline_of(audit)
    if baseline is None:
        return None
    found = potential(baseline, opened.scores, audit.framework)
    ground = sums.Ground(audit.framework, baseline, found, tr)
    effects = {effect.code: effect for effect in found.planned.stages}
    if kind == "stage":
        return sums.of_stage(ground, code) if code in effects else None
    zone = next((one for one in growth.zones if one.code == code and one.money), None)
    if zone is None or zone.stage not in effects:
        return None
    return accounts.of_money(audit, growth, zone, effects[zone.stage], baseline.currency, tr)
