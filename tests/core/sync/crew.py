"""Several devices that meet at one place, for tests."""

import shutil
from contextlib import ExitStack
from copy import copy

from cxaudit import cells
from cxaudit.edits import edit
from cxaudit.model import Brief
from cxaudit.store.store import Store
from cxaudit.sync import joining
from cxaudit.sync.engine import Sync
from cxaudit.sync.recovery import Recovery
from cxaudit.sync.targets.memory import Memory


class Crew:
    """Devices by name, each with its store; the first has founded the space and admitted the rest."""

    def __init__(self, folder, names=("Ann", "Bob", "Cem"), target=None, roles=None, keyed=False):
        self.folder = folder
        self.target = target if target is not None else Memory()
        self.stores = {}
        self.sheet = Recovery.new()
        self._open = ExitStack()
        first, *others = names
        for name in names:
            self.open(name)
        self.space = joining.found(
            self.stores[first],
            self.target,
            "memory:",
            "Wave 1",
            first,
            self.sheet.recipient if keyed else None,
        ).id
        code = joining.code_of(self.of(first))
        for name in others:
            joining.ask(self.stores[name], self.target, code, name)
        self.first = first
        for one in joining.requests(self.target, self.of(first), self.team(first)):
            role = (roles or {}).get(one.name, "auditor")
            joining.admit(self.stores[first], self.target, self.of(first), one, role)
        self.meet()

    def again(self, folder):
        """The same crew in another folder, as it was when it was closed."""
        other = copy(self)
        other.folder, other.stores, other.target, other._open = folder, {}, Memory(), ExitStack()
        other.target.files.update(self.target.files)
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        for name in self.stores:
            other.open(name)
        return other

    def open(self, name):
        self.stores[name] = self._open.enter_context(Store(self.folder / name))
        return self.stores[name]

    def of(self, name):
        """The space as that device has it."""
        return self.stores[name].spaces.get(self.space) if hasattr(self, "space") else None

    def team(self, name):
        return joining.read(self.stores[name], self.of(name))

    def signer(self, name):
        from cxaudit.sync.identity import Identity

        return Identity.from_text(self.of(name).identity).signer

    def sync(self, name, target=None, **how):
        return Sync(self.stores[name], self.of(name), target or self.target, pauses=()).run(**how)

    def meet(self, rounds=2):
        """Everybody syncs in turn, so often that all have heard of all."""
        for _ in range(rounds):
            for name in self.stores:
                self.sync(name)

    def audit(self, name, company="Northwind Demo"):
        """A new audit of that device, shared; returns its id."""
        store = self.stores[name]
        audit_id = store.create(Brief(company=company), author=name).audit.id
        store.spaces.share(self.space, audit_id)
        return audit_id

    def score(self, name, audit_id, criterion, mark, note=None):
        store = self.stores[name]
        seen = store.audit(audit_id)
        edits = [edit(seen, cells.score(criterion), mark)]
        if note is not None:
            edits.append(edit(seen, cells.note(criterion), note))
        return store.append(audit_id, edits, name)

    def heads(self, name, audit_id):
        found = self.stores[name].audit(audit_id).cells
        return {cell: {h.id for h in heads} for cell, heads in found.items()}

    def close(self):
        self._open.close()
