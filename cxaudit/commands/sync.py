"""`cxaudit sync`: begins a team, joins one, admits, shares, and meets at its place."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from getpass import getpass
from typing import TYPE_CHECKING, Any

from cxaudit.commands.named import audit_named
from cxaudit.errors import KnownError
from cxaudit.i18n import Translator
from cxaudit.sync import joining, secrets, targets
from cxaudit.sync.code import SpaceCode
from cxaudit.sync.engine import Outcome, Sync
from cxaudit.sync.recovery import Recovery
from cxaudit.sync.target import Target
from cxaudit.sync.targets import address as addresses
from cxaudit.sync.targets.address import Secret
from cxaudit.sync.team import ROLE_WORDS

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
    for space in _spaces(store, options):
        target = connect(space.address, secrets.of(store, space.id))
        try:
            yield from _meet(store, space, target, options, tr)
        finally:
            target.close()


def connect(address: str, secret: Secret | None = None) -> Target:
    """The place of that address, with the password of the environment or the one that was kept."""
    said = os.environ.get(PASSWORD)
    return targets.connect(addresses.parse(address), Secret(said) if said else secret or Secret())


def _prepare(options: Options, tr: Translator) -> str:
    """Make a database ready for a team, as a user who may create roles and schemas."""
    from cxaudit.sync.targets import postgres_setup

    address = addresses.parse(_needed(options.place))
    if address.kind != "postgresql":
        raise KnownError("Only a PostgreSQL database has to be prepared. Nothing was changed.")
    postgres_setup.set_up(address, Secret(os.environ.get(PASSWORD, "")), options.prepare)
    return tr("The database is ready. Let somebody in with: GRANT {role} TO name;", role=options.prepare)


def _begin(store: Store, options: Options, tr: Translator) -> Iterator[str]:
    address = str(addresses.parse(_needed(options.place)))
    recovery = Recovery.new() if options.key else None
    target = connect(address)
    try:
        space = joining.found(
            store, target, address, options.begin, _named(options), recovery.recipient if recovery else None
        )
    finally:
        target.close()
    if recovery:
        yield tr("Write this down and keep it on paper only: {secret}", secret=recovery.to_text())
    yield tr("Invitation: {code}", code=joining.code_of(space).to_text())


def _join(store: Store, options: Options, tr: Translator) -> Iterator[str]:
    code = SpaceCode.from_text(options.join)
    target = connect(options.place or code.address)
    try:
        joining.ask(store, target, code, _named(options))
    finally:
        target.close()
    yield tr("You have asked to join “{team}”. Whoever leads it has to admit you.", team=code.name)


def _recover(store: Store, options: Options, tr: Translator) -> None:
    typed = os.environ.get(RECOVERY) or getpass(tr("Recovery key: "))
    address = str(addresses.parse(_needed(options.place)))
    target = connect(address)
    try:
        joining.recover(store, target, address, Recovery.from_text(typed), _named(options))
    finally:
        target.close()


def _spaces(store: Store, options: Options) -> list[Space]:
    known = store.spaces.all()
    if options.place and not options.join:
        wanted = str(addresses.parse(options.place))
        known = tuple(space for space in known if space.address == wanted)
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
    yield _line(joining.read(store, space).title or space.id[:8], outcome, tr)
    yield from (notice.said(tr) for notice in outcome.notices)


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
        joining.admit(store, target, space, found[0], options.role)
        yield tr("{name} is in the team now: {role}", name=found[0].name, role=tr(ROLE_WORDS[options.role]))


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
