"""What is done at a team's place, each on a thread beside the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cxaudit.errors import KnownError
from cxaudit.progress import Progress
from cxaudit.sync import apart, engine, joining, lanes, leaving, place, secrets
from cxaudit.sync.code import SpaceCode
from cxaudit.sync.engine import Outcome
from cxaudit.sync.leaving import Left
from cxaudit.sync.presence import Presence
from cxaudit.sync.request import Request
from cxaudit.sync.target import Target, Unreachable
from cxaudit.sync.targets import PATIENCE, address, connect
from cxaudit.sync.targets.address import Address, Secret
from cxaudit.sync.team import Role
from ui.meeting import standing
from ui.meeting.standing import Standing

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space
    from cxaudit.store.store import Store
    from cxaudit.sync.recovery import Recovery

AT_ONCE = 200
"""So many rows of the list are read at a time."""
IN_A_HURRY = 3.0
"""Seconds that a place has to answer while the window closes."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where a team meets and what opens it."""

    address: Address
    secret: Secret = field(default_factory=Secret)


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did, and how it stands then."""

    outcome: Outcome
    now: Standing
    has_asked: bool = True
    """Whether it was looked who asks to join; if not, what was known of that still stands."""


@contextmanager
def chosen(way: Way) -> Iterator[Target]:
    """A place that somebody has just named: a folder that is not there is wrong, not out of reach."""
    if way.address.kind == "folder" and not Path(way.address.place).is_dir():
        raise KnownError(
            "There is no folder “{folder}”. Nothing was changed; choose one that is there.",
            folder=way.address.place,
        )
    with reached(way) as target:
        yield target


@contextmanager
def reached(way: Way, patience: float = PATIENCE) -> Iterator[Target]:
    """The place, let go of at the end."""
    target = connect(way.address, way.secret, patience)
    try:
        yield target
    finally:
        target.close()


def way_of(store: Store, space: Space) -> Way:
    """How this device gets to the place of a space."""
    return Way(address.parse(space.address), secrets.of(store, space.id))


def sync(
    store: Store,
    space_id: str,
    progress: Progress,
    evidence: bool = True,
    verify: bool = False,
    hurried: bool = False,
    at: Presence | None = None,
) -> Synced:
    """Sync one space, tell where this device is `at`; a lead hears who asks to join."""
    space = store.spaces.get(space_id)
    with reached(way_of(store, space), IN_A_HURRY if hurried else PATIENCE) as target:
        pauses = () if hurried else lanes.PAUSES
        outcome = engine.Sync(store, space, target, pauses).run(progress, evidence, verify, at)
        space = store.spaces.get(space_id)
        found = standing.read(store, space)
        asked: tuple[Request, ...] | None = ()
        if found.role == "lead":
            asked = None if hurried else _requests(target, found)
    return Synced(outcome, found if asked is None else replace(found, requests=asked), asked is not None)


def _requests(target: Target, found: Standing) -> tuple[Request, ...] | None:
    """Who asks to join; None if that could not be looked at."""
    try:
        return tuple(joining.requests(target, found.space, found.team))
    except Unreachable:
        return None


def look_at(way: Way) -> bool:
    """Whether a team meets there already; KnownError if the place cannot be read."""
    with chosen(way) as target:
        return place.founding_at(target) is not None


def begin(store: Store, way: Way, title: str, name: str, recovery: str | None) -> Space:
    """Found a space there and keep what opens the place."""
    with chosen(way) as target:
        space = joining.found(store, target, str(way.address), title, name, recovery)
    _keep(store, space.id, way.secret)
    return space


def ask(store: Store, way: Way, code: SpaceCode, name: str) -> Space:
    """Ask to join the space of the code, which this device reaches by its own address."""
    with chosen(way) as target:
        space = joining.ask(store, target, replace(code, address=str(way.address)), name)
    _keep(store, space.id, way.secret)
    return space


def recover(store: Store, way: Way, sheet: Recovery, name: str) -> Space:
    """Lead the team at that place again, by its recovery sheet."""
    with chosen(way) as target:
        space = joining.recover(store, target, str(way.address), sheet, name)
    _keep(store, space.id, way.secret)
    return space


def move(store: Store, space_id: str, way: Way) -> Space:
    """Reach a space at another address, or with another password, from now on."""
    space = store.spaces.get(space_id)
    with chosen(way) as target:
        found = place.founding_at(target)
    if found and found.space != space_id:
        raise KnownError(
            "Another team's audits lie at “{address}”. Nothing was sent or taken; check the address.",
            address=way.address.label,
        )
    store.spaces.put(replace(space, address=str(way.address)))
    _keep(store, space_id, way.secret)
    return store.spaces.get(space_id)


def admit(store: Store, space_id: str, one: Request, role: Role) -> None:
    """Let somebody in."""
    _at(store, space_id, lambda target, space: joining.admit(store, target, space, one, role))


def set_role(store: Store, space_id: str, signer: str, role: Role) -> None:
    """Give a member another role; `out` lets them go."""
    _at(store, space_id, lambda target, space: joining.set_role(store, target, space, signer, role))


def share_all(store: Store, space_id: str, progress: Progress) -> None:
    """Share every audit of the list."""
    from cxaudit.store.summary import Listing

    total, done = sum(store.catalog.counted().values()), 0
    while rows := store.catalog.listed(Listing(limit=AT_ONCE, offset=done)):
        for row in rows:
            progress.step(done, total)
            store.spaces.share(space_id, row.audit)
            done += 1


def part(store: Store, space_id: str, audit_id: str) -> None:
    """Share an audit with a space no more."""
    apart.part(store, store.spaces.get(space_id), audit_id)


def leave(store: Store, space_id: str) -> Left:
    """Belong to the space no longer; audits and evidence stay here, and what lies there stays there."""
    space = store.spaces.get(space_id)
    return leaving.depart(store, space, reached(way_of(store, space), IN_A_HURRY))


def renew_sheet(store: Store, space_id: str, recovery: str) -> None:
    """Let another recovery sheet count from the next sync on."""
    joining.new_sheet(store, store.spaces.get(space_id), recovery)


def code_in(file: Path) -> SpaceCode:
    """The invitation in a text file, or in a picture of its QR code."""
    from cxaudit.filetype import sniff

    data = _beginning(file)
    is_picture = sniff(data, file.name)[0] == "image"
    return SpaceCode.from_picture(file) if is_picture else SpaceCode.from_text(_text(data))


def invitation(space: Space, title: str = "") -> SpaceCode:
    """What colleagues get: of a folder its name alone, since each has it elsewhere; nobody's user name."""
    here = address.parse(space.address)
    if here.kind == "folder":
        said = "folder:" + (" ".join(Path(here.place).name.split()) or "/")
    else:
        said = str(here.anybodys)
    options = {**space.options, "title": title} if title else space.options
    return joining.code_of(replace(space, address=said, options=options))


def _at(store: Store, space_id: str, do: Callable[[Target, Space], object]) -> None:
    space = store.spaces.get(space_id)
    with reached(way_of(store, space)) as target:
        if space.ring:
            place.founding_at(target)  # keys are handed over there: before that can be, nothing is said
        do(target, space)


def _keep(store: Store, space_id: str, secret: Secret) -> None:
    from ui.meeting import diary

    kept = diary.read(store, space_id)
    kept.in_keyring = secrets.keep(store, space_id, secret)
    diary.keep(store, space_id, kept)


def _beginning(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST_TEXT)
    except OSError as error:
        from cxaudit.reasons import reason_of

        raise KnownError(
            "“{name}” could not be read: {reason}. Choose another file.",
            name=file.name,
            reason=reason_of(error),
        ) from error


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


_LARGEST_TEXT = 1 << 20
