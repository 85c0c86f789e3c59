"""Whether the TOP of the growth zones stays the same when the weights do not (METHOD 2.4, 3).

A zone's index grows in proportion to the weight of its stage, so that thousands of weight sets are
one product of matrices, and which zones a stage offers never changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxaudit.analysis import growth as growths
from cxaudit.analysis.growth import Growth
from cxaudit.analysis.sensitivity import DRAWS, SEED, noise
from cxaudit.analysis.zones import GrowthZone
from cxaudit.model import Audit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Held = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Survival:
    """How the TOP fares under noisy weights; every share is 0-1 of the draws."""

    draws: int
    same: float
    """The share that has the same zones in the TOP, in whatever order."""
    stays: Mapping[str, float]
    """The share that keeps each zone of the TOP, in the order of the TOP."""
    enters: Mapping[str, float]
    """The share that lets in each other zone that ever comes in, the most frequent first."""

    @property
    def leaves(self) -> Mapping[str, float]:
        """The share that loses each zone of the TOP that is ever lost, the most frequent first."""
        lost = {code: 1 - share for code, share in self.stays.items() if share < 1}
        return dict(sorted(lost.items(), key=lambda pair: -pair[1]))


def top_survives(audit: Audit, found: Growth, draws: int = DRAWS, seed: int = SEED) -> Survival | None:
    """The TOP of these growth zones when every weight lies within 25%; None without a TOP.

    Zones that the consultant pinned or dropped stay so: that is a decision, not an estimate.
    """
    if not found.top:
        return None
    import numpy as np

    top = [pick.zone.code for pick in found.top]
    pinned = {pick.zone.code for pick in found.top if pick.pinned}
    offered = _offered(found)
    codes = [zone.code for zone in offered]
    member = _members(audit, offered, found.relaxed, pinned, noise(len(audit.framework.stages), draws, seed))
    shares = dict(zip(codes, member.mean(axis=0).tolist(), strict=True)) | dict.fromkeys(pinned, 1.0)
    same = (member == np.array([code in top for code in codes], dtype=bool)).all(axis=1)
    enters = {code: share for code, share in shares.items() if share and code not in top}
    return Survival(
        draws=draws,
        same=float(same.mean()) if codes else 1.0,
        stays={code: shares[code] for code in top},
        enters=dict(sorted(enters.items(), key=lambda pair: -pair[1])),
    )


def _offered(found: Growth) -> list[GrowthZone]:
    """The zones that may come into the TOP under some weights: the best ones of each stage."""
    dropped = {place.zone for place in found.dropped}
    eligible = [z for z in found.zones if z.eligible and z.exact_index > 0 and z.code not in dropped]
    most = found.choices.per_stage
    while True:
        taken: dict[str, int] = {}
        offered = []
        for zone in eligible:
            taken[zone.stage] = taken.get(zone.stage, 0) + 1
            if taken[zone.stage] <= most:
                offered.append(zone)
        if len(offered) >= min(growths.FEWEST, len(eligible)):
            return offered
        most += 1


def _members(
    audit: Audit, offered: Sequence[GrowthZone], relaxed: bool, pinned: set[str], factors: NDArray[np.float64]
) -> Held:
    """Which of these zones are in the TOP, draws x zones, by the rule of METHOD 3."""
    import numpy as np

    stages = [stage.code for stage in audit.framework.stages]
    column = [stages.index(zone.stage) for zone in offered]
    indices = factors[:, column] * np.array([float(zone.exact_index) for zone in offered])
    order = np.argsort(-indices, axis=1, kind="stable")
    falling = np.take_along_axis(indices, order, axis=1)
    place = np.arange(len(offered))
    fourth = (falling >= float(growths.KEPT) * falling[:, :1]) & (place < growths.MOST) & (not relaxed)
    picked = (place < growths.FEWEST) | fourth
    held = np.array([zone.code in pinned for zone in offered], dtype=bool)[order]
    free = picked & ~held
    kept = free & (np.cumsum(free, axis=1) <= growths.MOST - len(pinned)) | held
    member: Held = np.zeros_like(kept)
    np.put_along_axis(member, order, kept, axis=1)
    return member
