"""The one algorithm by which audits meet at a place that none of them trusts (DESIGN 5).

Every device adds immutable files under its own name and reads everybody else's. What a place loses can
delay, never delete: whoever has a segment puts it back. Nothing here decides by a clock, nothing counts
"everything since N", and what is not at the place was not therefore removed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from cxaudit.errors import KnownError
from cxaudit.model import Change
from cxaudit.progress import Progress
from cxaudit.sync import (
    apart,
    asking,
    compaction,
    gaps,
    handing,
    joining,
    kept,
    place,
    presence,
    segment,
    team,
)
from cxaudit.sync.cargo import Cargo
from cxaudit.sync.identity import Identity, Public
from cxaudit.sync.kept import Kept
from cxaudit.sync.lanes import PAUSES, Lanes
from cxaudit.sync.presence import Presence
from cxaudit.sync.reader import Reader, why_of
from cxaudit.sync.seal import Seal, seal_of
from cxaudit.sync.segment import MOST_CHANGES, Part
from cxaudit.sync.statements import say_left
from cxaudit.sync.target import NotThere, Target

if TYPE_CHECKING:
    from cxaudit.store.spaces import Known, Space
    from cxaudit.store.store import Store

AT_ONCE = 64
AT_ONCE_BYTES = 16 << 20
"""So many segments, or so much, are read before what they say is written."""


@dataclass
class Outcome:
    """What a sync did, and what it could not do yet."""

    audits: set[str] = field(default_factory=set)
    """Those that read otherwise than before."""
    taken: int = 0
    """Changes that came."""
    sent: int = 0
    """Changes that went."""
    put_back: int = 0
    """Segments that the place had lost or spoilt."""
    files_out: int = 0
    files_in: int = 0
    unsent_files: int = 0
    pending_files: int = 0
    """Files of evidence that are not whole here yet."""
    waiting: int = 0
    """Segments that wait for a checklist, a key or an admission."""
    refused: int = 0
    """Changes that their sender's role does not allow."""
    present: dict[str, Presence] = field(default_factory=dict)
    """Where the members were when they last synced, by signer."""
    notices: list[KnownError] = field(default_factory=list)
    """What whoever looks after the team should know, a sentence each."""


class Sync:
    """One sync of one space: a store, a place and what closes what leaves."""

    def __init__(self, store: Store, space: Space, target: Target, pauses: Sequence[float] = PAUSES) -> None:
        self.store, self.spaces, self.space, self.target = store, store.spaces, space, target
        self.identity = Identity.from_text(space.identity)
        self.team = team.read(space.id, Public.from_text(space.founder), store.spaces.members(space.id))
        self._open_with(seal_of(space))
        self._pauses = pauses
        self._lanes = Lanes(Progress(), pauses)
        self._known: dict[str, Known] = {}
        self._listing: dict[str, int] = {}
        self.outcome = Outcome()

    def run(
        self,
        progress: Progress | None = None,
        evidence: bool = True,
        verify: bool = False,
        at: Presence | None = None,
    ) -> Outcome:
        """Do it all; Unreachable if the place cannot be reached, KnownError if it is not the team's.

        Without `evidence` nothing but the log travels. To `verify` reads back all that this device has sent.
        Where this device is `at` is told to the others.
        """
        self._lanes = Lanes(progress or Progress(), self._pauses)
        emptied = self._claim()
        taken = self._take_keys()
        self._listing = dict(self._lanes.once(lambda: self.target.list(segment.FOLDER)))
        self._pull()
        self._hand_keys_on(taken)
        if self.team.role(self.identity.signer, 1) is None:
            self._lanes.once(lambda: asking.put_again(self.target, self.space, self.identity))
        if self._can_write:
            self._pack()
            self._compact()
        lost = self._put_back(verify)
        if emptied or lost or verify:
            self.store.parcels.send_again(self.space.id)
        self._tidy()
        cargo = Cargo(self.store, self.space.id, self.target, self.seal, self._lanes, verify)
        if evidence and self._can_write:
            cargo.travel()
        self.outcome.files_out, self.outcome.files_in = cargo.moved()
        self.outcome.unsent_files, self.outcome.pending_files = cargo.left()
        self.outcome.notices += cargo.faults
        if self._can_write:
            self._meet_others(at)
        self._tell(emptied, lost)
        return self.outcome

    @property
    def _can_write(self) -> bool:
        """Whether there is a key to close with, where the space has one."""
        return self.space.ring is not None or not self.space.options.get("keyed")

    # --- the place --------------------------------------------------------------------------

    def _claim(self) -> bool:
        """Make sure that the place is this team's; whether it had been emptied."""
        try:
            found = self._lanes.once(lambda: place.founding_at(self.target))
        except place.Spoilt:
            if not self._lies_there():
                raise
            self._lanes.once(lambda: place.write(self.target, self._founding()))
            return False
        if found and found.space != self.space.id:
            raise KnownError(
                "Another team's audits lie at “{address}”. Nothing was sent or taken; check the address.",
                address=self.space.address,
            )
        if found:
            return False
        self._lanes.once(lambda: place.write(self.target, self._founding()))
        return bool(self.kept.known())

    def _founding(self) -> place.Founding:
        nonce, keyed = str(self.space.options["nonce"]), bool(self.space.options.get("keyed"))
        return place.Founding(self.space.id, nonce, self.space.founder, keyed)

    def _lies_there(self) -> bool:
        """Whether anything that is known of this space lies at the place."""
        there = self._lanes.once(lambda: self.target.list(segment.FOLDER))
        return bool(there.keys() & self.kept.known().keys())

    def _take_keys(self) -> handing.Taken | None:
        """Use the newest keys that a lead has left for this device."""
        if not self.space.options.get("keyed"):
            return None
        taken = self._lanes.once(
            lambda: handing.take(self.store, self.target, self.space, self.team, self.identity)
        )
        if taken.ring and taken.is_new:
            self._use(handing.keep(self.store, self.space, taken))
        return taken

    def _hand_keys_on(self, taken: handing.Taken | None) -> None:
        if taken and taken.ring:
            is_gone, space = taken.is_gone, self.space
            if space.options.get("sheet owed"):
                joining.say_self(self.store, space)  # a kill may have come between
            self._use(
                self._lanes.once(
                    lambda: handing.settle(self.store, self.target, space, self.team, self.identity, is_gone)
                )
            )

    def _use(self, space: Space) -> None:
        self.space = space
        self._open_with(seal_of(space))

    def _open_with(self, seal: Seal) -> None:
        self.seal = seal
        self.kept = Kept(self.store, self.space.id, seal)

    # --- what others sent -------------------------------------------------------------------

    def _pull(self) -> None:
        apart.settle(self.store, self.space, self.kept)
        self._known = self.kept.known()
        reader = Reader(self.store, self.space, self.target, self.seal, self.team)
        unknown = [n for n in self._listing if n not in self._known and segment.name_of(n)]
        self._notice_copies(unknown)
        strangers = self._read_members(reader, unknown)
        self.team = reader.team
        found = reader.found
        self.outcome.audits, self.outcome.taken = found.audits, found.changes
        self.outcome.refused = found.refused
        self.outcome.notices += [*found.forged, *found.damaged]
        if found.joined:  # what this device alone had said goes out, and nothing that the team has
            self.spaces.unsend(self.space.id, self.kept.said())
        if unknown:
            signers = {kept.name(path).signer for path in unknown}
            self.spaces.drop(self.space.id, self.kept.held_by_larger(signers))
        if self._can_write:
            say_left(self.store, self.space, self.team, False)
        self._known = self.kept.known()
        waiting = sum(known.state == "waiting" for known in self._known.values())
        self.outcome.waiting = waiting + strangers
        if self.space.options.get("strangers", 0) != strangers:
            self.space = self.spaces.change(self.space, strangers=strangers)

    def _read_members(self, reader: Reader, unknown: Iterable[str]) -> int:
        """Read what members sent, and then what those sent who are members by that; how much stays unread.

        What strangers lay down is left where it is, however much of it there is.
        """
        rest = sorted(unknown)
        while True:
            known = {self.identity.signer, reader.team.founder.signer, *reader.team.members}
            heard = [path for path in rest if kept.name(path).signer in known]
            self._read(reader, heard)
            reader.read_waiting()  # for what may have come just now
            rest = [path for path in rest if kept.name(path).signer not in known]
            if not reader.team.members.keys() - known:
                return len(rest)

    def _read(self, reader: Reader, paths: Iterable[str]) -> None:
        batch: list[tuple[str, bytes]] = []
        size = 0
        for path, data in self._lanes.each(self._get, paths):
            if data is None:
                continue
            batch.append((path, data))
            size += len(data)
            if len(batch) == AT_ONCE or size > AT_ONCE_BYTES:
                reader.read(batch)
                batch, size = [], 0
        if batch:
            reader.read(batch)

    def _notice_copies(self, unknown: Iterable[str]) -> None:
        if self._known and any(kept.name(path).signer == self.identity.signer for path in unknown):
            self.outcome.notices.append(
                KnownError(
                    "Another copy of this device writes under its name, or a backup was restored here. "
                    "Nothing is lost: both are read."
                )
            )

    def _get(self, name: str) -> bytes | None:
        try:
            return self.target.get(name)
        except NotThere:  # its device has just made one of several
            return None

    # --- what we send -----------------------------------------------------------------------

    def _pack(self) -> None:
        """Make segments of what is in none yet; they are kept first and sent then."""
        while found := self.spaces.unsent(self.space.id, MOST_CHANGES):
            number = self._next_number()
            parts = [self._part(number, audit, made) for audit, made in _by_audit(found).items()]
            name, data = segment.encode(self.space.id, parts, self.identity, self.seal)
            self.spaces.keep_sent(self.space.id, str(name), data, found, why=self._refused(number, found))
            self._known = self.kept.known()
            self.outcome.sent += len(found)

    def _refused(self, number: int, made: Iterable[Change]) -> str:
        """What the others will not take of it, as `refused_of` reads it."""
        role = self.team.role(self.identity.signer, number)
        return why_of({c.id: why.text for c in made if role and (why := team.refusal(role, c))})

    def _part(self, number: int, audit: str, made: Sequence[Change]) -> Part:
        return Part(number, audit, self.store.checklist_of(audit), tuple(made))

    def _next_number(self) -> int:
        """Beyond every segment of this device: a copy of it, or it before a restore, wrote some.

        A mere name says nothing: anybody who can write at the place may have put it there.
        """
        return 1 + kept.last_number(self._known, self.identity.signer)

    def _put_back(self, verify: bool) -> int:
        """Send what is not at the place, or not whole; how much of it the place had lost or spoilt."""
        held = {n: known for n, known in self._known.items() if known.is_kept}
        wrong = {n for n, known in held.items() if self._listing.get(n) != known.size}
        if verify:
            there = sorted(held.keys() - wrong)
            wrong |= {n for n, data in self._lanes.each(self._get, there) if data != self.kept.data(n)}
        if wrong or verify:
            self._put_checklists(verify)
        put = {
            name for name, whole in self._lanes.each(self._put, sorted(wrong, key=self._ours_first)) if whole
        }
        self._mend(wrong - put)
        self._listing |= {name: held[name].size for name in put}
        fresh = {n for n, known in held.items() if known.state == "new"}
        self.spaces.mark(self.space.id, "taken", fresh)
        return len(put - fresh)

    def _ours_first(self, path: str) -> tuple[bool, str]:
        return self.identity.signer not in path, path

    def _put(self, path: str) -> bool:
        """Send a segment as it was kept; False if it was damaged here."""
        data = self.kept.data(path)
        whole = segment.is_whole(kept.name(path), data)
        if whole:
            self.target.put(path, data)
        return whole

    def _mend(self, spoilt: set[str]) -> None:
        """Take what was damaged here from the place; what is whole nowhere is forgotten, and said anew."""
        lost = set(spoilt)
        for path, data in self._lanes.each(self._get, sorted(spoilt)):
            if data is not None and segment.is_whole(kept.name(path), data):
                known = self._known[path]
                self.spaces.keep(self.space.id, [(path, data, known.state, known.why)])
                lost.remove(path)
        if lost:
            self.spaces.forget(self.space.id, lost)
            self.spaces.send_unsaid(self.space.id, self.kept.said())
        if spoilt:
            self.outcome.notices.append(
                KnownError("Packages that were damaged on this device were mended: {n}.", n=len(spoilt))
            )

    def _put_checklists(self, verify: bool) -> None:
        """A segment can be read only by who has the checklist; to `verify` reads back what is there."""
        if not self._can_write:
            return
        there = self._lanes.once(lambda: self.target.list(place.CHECKLISTS))
        for sha in self.spaces.checklists(self.space.id):
            raw = self.store.checklist(sha)
            size = there.get(place.checklist_name(self.seal, sha))
            is_whole = raw and size == len(raw) + self.seal.overhead
            if is_whole and verify:
                is_whole = self._lanes.once(partial(place.has_checklist, self.target, self.seal, sha))
            if raw and not is_whole:
                self._lanes.once(partial(place.put_checklist, self.target, self.seal, sha, raw))

    # --- fewer, larger segments -------------------------------------------------------------

    def _compact(self) -> None:
        """Make one segment of many small ones of our own; the place keeps them until it has the new one."""
        if small := compaction.small(self._known, self.identity.signer):
            try:
                parts = compaction.parts_of(self.kept, small)
            except KnownError:  # one was damaged here: it is mended when it is to be put back
                return
            name, data = segment.encode(self.space.id, parts, self.identity, self.seal)
            self.spaces.keep_sent(self.space.id, str(name), data, instead_of=small)
            self._known = self.kept.known()

    def _tidy(self) -> None:
        """Remove our own segments that a larger one has replaced, once that one lies at the place whole."""
        if gone := compaction.replaced(self._known, self._listing, self.identity.signer):
            self._lanes.once(lambda: self.target.remove(gone))

    # --- who is where -----------------------------------------------------------------------

    def _meet_others(self, at: Presence | None) -> None:
        """Tell where this device is, unless it said so lately, and hear where the others are."""
        before = presence.heard_before(self.store, self.space.id)
        mine = presence.by_signer(before).get(self.identity.signer)
        if at and (mine is None or presence.is_news(at, mine)):
            self._lanes.once(lambda: presence.tell(self.target, self.space.id, self.seal, self.identity, at))
        heard = self._lanes.once(
            lambda: presence.hear(self.target, self.space.id, self.seal, self.team, before)
        )
        self.outcome.present = presence.by_signer(heard)
        if heard != before:
            presence.remember(self.store, self.space.id, heard)

    # --- what to say ------------------------------------------------------------------------

    def _tell(self, emptied: bool, lost: int) -> None:
        self.outcome.put_back = lost
        lasting = gaps.lasting(self.store, self.space.id, gaps.found(self._known), datetime.now(UTC))
        self.outcome.notices += gaps.notices(lasting, self.team)
        if emptied:
            self.outcome.notices.append(
                KnownError(
                    "The team's place had been emptied. Nothing is lost: this device has put back all it has."
                )
            )
        elif lost:
            self.outcome.notices.append(
                KnownError("Packages that the team's place had lost or spoilt were put back: {n}.", n=lost)
            )


def _by_audit(found: Sequence[Change]) -> Mapping[str, list[Change]]:
    by_audit: dict[str, list[Change]] = defaultdict(list)
    for change in found:
        by_audit[change.audit].append(change)
    return by_audit
