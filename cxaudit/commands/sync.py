"""`cxaudit sync`: begins a team, joins one, admits, shares, meets at its place, and leaves it."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, replace
from getpass import getpass
from typing import TYPE_CHECKING, Any

from cxaudit.commands.named import audit_named
from cxaudit.errors import KnownError
from cxaudit.i18n import Translator
from cxaudit.roles import ROLE_WORDS, role_words
from cxaudit.sync import apart, joining, leaving, secrets, segment, targets
from cxaudit.sync.code import SpaceCode
from cxaudit.sync.engine import Outcome, Sync
from cxaudit.sync.identity import Identity
from cxaudit.sync.recovery import Recovery
from cxaudit.sync.target import Target
from cxaudit.sync.targets import address as addresses
from cxaudit.sync.targets.address import Address, Secret

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space
    from cxaudit.store.store import Store

Options = argparse.Namespace
RECOVERY = "CXAUDIT_RECOVERY"
PASSWORD = "CXAUDIT_PASSWORD"
"""The variable of the environment that a place's password is read from: arguments can be seen by others."""


def run(store: Store, options: Options, tr: Translator) -> Iterator[str]:
    """Do what the options ask for; yields lines to print."""
    if options.prepare:
        yield _prepare(options, tr)
        return
    if options.begin:
        yield from _begin(store, options, tr)
    elif options.join:
        yield from _join(store, options, tr)
    elif options.recover:
        _recover(store, options, tr)
    if options.leave:
        yield from _leave(store, options, tr)
        return
    if options.new_sheet:
        yield from _replace_sheet(store, options, tr)
    spaces = _spaces(store, options)
    for audit in options.unshare:
        _part(store, spaces, audit_named(store, audit))
    for space in spaces:
        with _reached(store, _trusting(store, space, options)) as target:
            yield from _meet(store, store.spaces.get(space.id), target, options, tr)


@contextmanager
def connected(address: Address, secret: Secret | None = None) -> Iterator[Target]:
    """The place of that address, with the password of the environment or the one that was kept."""
    from cxaudit.sync.targets.ssh import OtherKey, UnknownHost

    said = os.environ.get(PASSWORD)
    target = targets.connect(address, Secret(said) if said else secret or Secret())
    try:
        yield target
    except (UnknownHost, OtherKey) as error:
        key = str(error.values["key"])
        raise KnownError(
            "“{place}” shows the key {key}, which was not trusted yet. Nothing was sent. "
            "If whoever looks after the place names the same key, repeat this with --trust {fingerprint}.",
            place=address.label,
            key=key,
            fingerprint=key.rpartition(" ")[2],
        ) from error
    finally:
        target.close()


def _reached(store: Store, space: Space) -> AbstractContextManager[Target]:
    secret = None if os.environ.get(PASSWORD) else secrets.of(store, space.id)
    return connected(addresses.parse(space.address), secret)


def _address(place: str, options: Options) -> Address:
    """Where the place is, its key trusted if that was asked for."""
    found = addresses.parse(place)
    if not options.trust:
        return found
    if found.kind != "sftp":
        raise KnownError("Only a place at SFTP has a key to trust. Nothing was changed.")
    from cxaudit.sync.targets import ssh

    return ssh.trusted(found, options.trust)


def _trusting(store: Store, space: Space, options: Options) -> Space:
    """The space, from now on with the key of its machine that is to be trusted."""
    if not options.trust:
        return space
    space = replace(space, address=str(_address(space.address, options)))
    store.spaces.put(space)
    return space


def _prepare(options: Options, tr: Translator) -> str:
    """Make a database ready for a team, as a user who may create roles and schemas."""
    from cxaudit.sync.targets import postgres_setup

    address = addresses.parse(_needed(options.place))
    if address.kind != "postgresql":
        raise KnownError("Only a PostgreSQL database has to be prepared. Nothing was changed.")
    postgres_setup.set_up(address, Secret(os.environ.get(PASSWORD, "")), options.prepare)
    return tr("The database is ready. Let somebody in with: GRANT {role} TO name;", role=options.prepare)


def _begin(store: Store, options: Options, tr: Translator) -> Iterator[str]:
    address, name = _address(_needed(options.place), options), _named(options)
    recovery = Recovery.new() if options.key else None
    recipient = recovery.recipient if recovery else None
    with connected(address) as target:
        space = joining.found(store, target, str(address), options.begin, name, recipient)
    if recovery:
        yield _said_key(recovery, tr)
    yield tr("Invitation: {code}", code=joining.code_of(space).to_text())


def _join(store: Store, options: Options, tr: Translator) -> Iterator[str]:
    code = SpaceCode.from_text(options.join)
    address = _address(options.place or code.address, options)
    with connected(address) as target:
        space = joining.ask(store, target, replace(code, address=str(address)), _named(options))
    if Identity.from_text(space.identity).signer == code.founder.signer:
        yield tr("You lead “{team}” again.", team=code.name)
    else:
        yield tr("You have asked to join “{team}”. Whoever leads it has to admit you.", team=code.name)


def _recover(store: Store, options: Options, tr: Translator) -> None:
    typed = os.environ.get(RECOVERY) or getpass(tr("Recovery key: "))
    address = _address(_needed(options.place), options)
    with connected(address) as target:
        joining.recover(store, target, str(address), Recovery.from_text(typed), _named(options))


def _leave(store: Store, options: Options, tr: Translator) -> Iterator[str]:
    """Belong to one space no longer; what the others have not got, or do not learn, is named before."""
    space = _the_space(store, options)
    left, title = leaving.unsent(store, space), _title(store, space)
    if left and not options.anyway:
        raise KnownError(
            "On this device only: changes {changes}, files {files}. Nothing was changed. "
            "Sync first, or repeat with --anyway: they stay here, and the team does not get them.",
            changes=left.changes,
            files=left.files,
        )
    if not options.anyway and not leaving.is_founder(space):
        _check_heard(store, space)
    gone = leaving.depart(store, space, _reached(store, space))
    yield tr("This device has left “{team}”. Every audit is still here.", team=title)
    if not gone.is_told:
        yield tr("The team could not be told. Tell whoever leads it.")
    if not gone.is_forgotten:
        yield tr("The keyring of this system did not let go of the password. Delete it there.")


def _check_heard(store: Store, space: Space) -> None:
    """KnownError if the place cannot be reached, where the team is to learn that this device leaves."""
    try:
        with _reached(store, space) as target:
            target.list(segment.FOLDER)
    except KnownError as error:
        raise KnownError(
            "The team cannot be told now that this device leaves: “{place}” does not answer as it should. "
            "Nothing was changed. Try again later, or repeat with --anyway and tell whoever leads it.",
            place=addresses.parse(space.address).label,
        ) from error


def _replace_sheet(store: Store, options: Options, tr: Translator) -> Iterator[str]:
    """Say a new key for the sheet of paper, and let it count from the sync that follows."""
    space = _the_space(store, options)
    joining.check_sheet(store, space)
    recovery = Recovery.new()
    yield _said_key(recovery, tr)
    joining.new_sheet(store, space, recovery.recipient)
    yield tr("Once this device has synced, the old sheet opens nothing new. Destroy it then.")


def _said_key(recovery: Recovery, tr: Translator) -> str:
    return tr("Write this down and keep it on paper only: {secret}", secret=recovery.to_text())


def _the_space(store: Store, options: Options) -> Space:
    spaces = _spaces(store, options)
    if len(spaces) > 1:
        raise KnownError("This device is in several teams. Nothing was changed; name the place of one.")
    return spaces[0]


def _spaces(store: Store, options: Options) -> list[Space]:
    known = store.spaces.all()
    if options.place and not options.join:
        wanted = addresses.parse(options.place)
        known = tuple(space for space in known if addresses.parse(space.address).is_at(wanted))
    if not known:
        raise KnownError(
            "This device is in no such team. Nothing was changed; begin one with --begin, or join one "
            "with --join."
        )
    return list(known)


def _meet(store: Store, space: Space, target: Target, options: Options, tr: Translator) -> Iterator[str]:
    if options.admit or options.requests:
        yield from _admit(store, space, target, options, tr)
    for audit in store.audit_ids() if "all" in options.share else options.share:
        store.spaces.share(space.id, audit_named(store, audit))
    outcome = Sync(store, space, target).run(evidence=not options.no_evidence, verify=options.verify)
    if options.json:
        yield _json(space, outcome, tr)
        return
    yield _line(_title(store, space), outcome, tr)
    yield from (notice.said(tr) for notice in outcome.notices)


def _part(store: Store, spaces: Sequence[Space], audit: str) -> None:
    """Share an audit no more with those of the spaces that share it."""
    sharing = [space for space in spaces if space.id in store.spaces.of_audit(audit)]
    if not sharing:
        raise KnownError("This audit is not shared with that team. Nothing was changed.")
    for space in sharing:
        apart.part(store, space, audit)


def _admit(store: Store, space: Space, target: Target, options: Options, tr: Translator) -> Iterator[str]:
    asked = joining.requests(target, space, joining.read(store, space))
    if options.requests:
        for one in asked:
            yield tr("{name} asks to join: {signer}", name=one.name, signer=one.public.signer)
    for wanted in options.admit:
        found = [one for one in asked if one.public.signer.startswith(wanted) or one.name == wanted]
        if len(found) != 1:
            raise KnownError(
                "“{name}” does not ask to join, or several of that name do. Nothing was changed; "
                "--requests lists them with the code of each device.",
                name=wanted,
            )
        role = next(role for role, words in role_words(tr).items() if options.role in words)
        joining.admit(store, target, space, found[0], role)
        yield tr("{name} is in the team now: {role}", name=found[0].name, role=tr(ROLE_WORDS[role]))


def _title(store: Store, space: Space) -> str:
    """What the team is called; of one whose key has not come yet the invitation says it."""
    return joining.read(store, space).title or str(space.options.get("title", "")) or space.id[:8]


def _line(title: str, outcome: Outcome, tr: Translator) -> str:
    return tr(
        "{team}: {taken} changes came, {sent} went; files {files_in} in, {files_out} out, {pending} pending",
        team=title,
        taken=outcome.taken,
        sent=outcome.sent,
        files_in=outcome.files_in,
        files_out=outcome.files_out,
        pending=outcome.pending_files + outcome.unsent_files,
    )


def _json(space: Space, outcome: Outcome, tr: Translator) -> str:
    said: dict[str, Any] = asdict(outcome)
    said["notices"] = [notice.said(tr) for notice in outcome.notices]
    said["audits"] = sorted(outcome.audits)
    return json.dumps({"space": space.id, **said}, ensure_ascii=False, indent=1)


def _needed(place: str | None) -> str:
    if not place:
        raise KnownError("Say where the team is to meet: a folder, or an address such as webdav:https://…")
    return place


def _named(options: Options) -> str:
    name = str(options.name).strip()
    if not name:
        raise KnownError("Give your name with --name, so that the others know who you are.")
    return name
