"""Whatever a place, a disk or a clock does, devices end with the same heads, and nothing said is lost.

A machine of random acts drives real stores; at the end the place behaves again and everybody syncs.
The same machine has to find each of six faults that others' sync programs had (`FAULTS`).
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from cxaudit import cells, changes
from cxaudit.edits import edit
from cxaudit.errors import KnownError
from cxaudit.store import store as store_module
from cxaudit.store.doctor import examine
from cxaudit.sync import apart, engine, segment
from cxaudit.sync.identity import Public
from cxaudit.sync.seal import Open
from cxaudit.sync.target import NotThere
from cxaudit.sync.targets import connect
from cxaudit.sync.targets.memory import Memory
from tests.core.sync.crew import Crew
from tests.core.sync.servers import postgresql_programs
from tests.examples import examples

NAMES = ("Ann", "Bob", "Cem")
CRITERIA = ("ACQ-01", "ACQ-02", "SEL-05")
device = st.sampled_from(NAMES)
which = st.integers(0, 1000)


class Moody:
    """A place that hides files for a while, as half-finished synchronisation of a folder does."""

    def __init__(self, place):
        self._place = place
        self.hidden = set()

    def list(self, prefix):
        return {n: size for n, size in self._place.list(prefix).items() if n not in self.hidden}

    def get(self, name):
        if name in self.hidden:
            raise NotThere("hidden")
        return self._place.get(name)

    def put(self, name, data):
        self._place.put(name, data)

    def remove(self, names):
        self._place.remove(names)

    def close(self):
        self._place.close()

    # --- what may happen to it behind everybody's back; a database allows none of it -------------

    @property
    def files(self):
        return {name: self._place.get(name) for name in self._place.list("")}

    def become(self, files):
        self._place.remove([name for name in self._place.list("") if name not in files])
        for name, data in files.items():
            with suppress(KnownError):
                self._place.put(name, data)

    def spoil(self, name, change):
        with suppress(KnownError):
            self._place.put(name, change(self._place.get(name)))


class Meeting(RuleBasedStateMachine):
    """Three devices, one audit, one place."""

    before: Crew
    audit: str
    place: Callable

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="meet-"))
        self.crew = self.before.again(self.folder)
        files = self.crew.target.files
        self.crew.target = Moody(self.place())
        self.crew.target.become(files)
        self.said = {c.id for c in self.crew.stores["Ann"].history(self.audit)}
        self.snapshots = [files]
        self.backups = {}
        self.fragile = set()
        self.skew = dict.fromkeys(NAMES, timedelta())

    # --- what people do ---------------------------------------------------------------------

    @rule(name=device, criterion=st.sampled_from(CRITERIA), mark=st.integers(0, 5))
    def score(self, name, criterion, mark):
        store = self.crew.stores[name]
        store_module._clock = lambda: datetime.now(UTC) + self.skew[name]
        try:
            made = store.append(
                self.audit, [edit(store.audit(self.audit), cells.score(criterion), mark, "")], name
            )
        finally:
            store_module._clock = _clock
        self.said |= {c.id for c in made.changes}

    @rule(one=device, other=device, criterion=st.sampled_from(CRITERIA))
    def disagree(self, one, other, criterion):
        self.score(one, criterion, 0)
        self.score(other, criterion, 5)

    @rule(name=device)
    def sync(self, name):
        self.crew.sync(name)

    @rule(one=device, other=device)
    def carry_a_file(self, one, other):
        self.crew.stores[other].merge(self.crew.stores[one].package(self.audit))

    # --- what happens to them ---------------------------------------------------------------

    @rule(name=device, years=st.integers(-10, 10))
    def set_the_clock(self, name, years):
        self.skew[name] = timedelta(days=365 * years)

    @rule(name=device)
    def back_up(self, name):
        self._close(name)
        shutil.copytree(self.folder / name, self.folder / f"{name}-backup", dirs_exist_ok=True)
        self.backups[name] = self.folder / f"{name}-backup"
        self.crew.open(name)

    @rule(name=device)
    def restore_the_backup(self, name):
        """What was on that disk alone is gone with it; all else has to come back."""
        if name not in self.backups:
            return
        self._close(name)
        shutil.rmtree(self.folder / name)
        shutil.copytree(self.backups[name], self.folder / name)
        self.crew.open(name)
        here, there = self._on_devices(), self._at_the_place()
        self.said &= here | there
        self.fragile |= self.said - here

    def _after_a_fault(self):
        """What lay at the place alone, since its device was restored, may be gone with it."""
        here = self._on_devices()
        self.fragile -= here
        self.said -= self.fragile - self._at_the_place()

    def _close(self, name):
        self.crew.stores[name].close()

    def _on_devices(self):
        return {c.id for store in self.crew.stores.values() for c in store.history(self.audit)}

    def _at_the_place(self):
        found = set()
        for path, data in self.crew.target.files.items():
            if (name := segment.name_of(path)) and _is_whole(name, data):
                found |= segment.decode(data, name, self.crew.space, Open()).ids
        return found

    # --- what happens to the place ----------------------------------------------------------

    def _segments(self):
        return sorted(n for n in self.crew.target._place.list(segment.FOLDER) if segment.name_of(n))

    @rule(n=which)
    def hide(self, n):
        if found := self._segments():
            self.crew.target.hidden.add(found[n % len(found)])

    @rule()
    def show(self):
        self.crew.target.hidden.clear()

    @rule(n=which, at=which)
    def flip(self, n, at):
        if found := self._segments():
            name = found[n % len(found)]
            self.crew.target.spoil(name, lambda data: _flipped(data, at))
        self._after_a_fault()

    @rule(n=which, at=which)
    def cut(self, n, at):
        if found := self._segments():
            name = found[n % len(found)]
            self.crew.target.spoil(name, lambda data: data[: at % 300])
        self._after_a_fault()

    @rule()
    def wipe(self):
        self.crew.target.become({})
        self._after_a_fault()

    @rule()
    def take_a_snapshot(self):
        self.snapshots.append(self.crew.target.files)

    @rule(n=which)
    def roll_back(self, n):
        self.crew.target.become(self.snapshots[n % len(self.snapshots)])
        self._after_a_fault()

    @rule(name=device, criterion=st.sampled_from(CRITERIA), mark=st.integers(0, 5), at=which)
    def spoil_what_was_just_sent(self, name, criterion, mark, at):
        """Before anybody else has read it, which is when it matters."""
        before = set(self._segments())
        self.score(name, criterion, mark)
        self.sync(name)
        for fresh in set(self._segments()) - before:
            self.crew.target.spoil(fresh, lambda data: _flipped(data, at))
        self.sync(NAMES[at % 3])

    # --- how it has to end ------------------------------------------------------------------

    def teardown(self):
        try:
            self.crew.target.hidden.clear()
            for name in NAMES:
                self.crew.sync(name, verify=True)
            self.crew.meet(rounds=2)
            self._check()
        finally:
            self.crew.close()
            self.crew.target.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _check(self):
        first = self.crew.stores["Ann"].history(self.audit)
        assert {c.id for c in first} == self.said, "something was lost, or written by nobody"
        assert {c for c in first if changes.digest(c) != c.id} == set()
        expected = {cell: {h.id for h in found} for cell, found in _true_heads(first).items()}
        for name in NAMES:
            assert self.crew.heads(name, self.audit) == expected, name
            assert examine(self.crew.stores[name]) == []


class Parting(Meeting):
    """The same, where some share the audit no more for a while."""

    @rule(name=device)
    def part(self, name):
        store = self.crew.stores[name]
        if self.crew.space in store.spaces.of_audit(self.audit):
            apart.part(store, self.crew.of(name), self.audit)

    @rule(name=device, other=device, criterion=st.sampled_from(CRITERIA), mark=st.integers(0, 5))
    def part_and_miss_something(self, name, other, criterion, mark):
        self.part(name)
        self.score(other, criterion, mark)
        self.sync(other)
        self.sync(name)

    @rule(name=device)
    def share_again(self, name):
        self.crew.stores[name].spaces.share(self.crew.space, self.audit)

    def teardown(self):
        for name in NAMES:
            self.share_again(name)
        super().teardown()


_clock = store_module._clock
_true_heads = changes.heads
_true_decode = segment.decode


def _flipped(data, at):
    at = at % len(data) if data else 0
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] if data else data


def _is_whole(name, data):
    return hashlib.sha256(data).hexdigest() == name.sha


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """The machine on a crew that has met once, copied for each run."""
    crew = Crew(tmp_path_factory.mktemp("crew"), NAMES)
    audit = crew.audit("Ann")
    crew.meet()
    crew.close()
    return _on(crew, audit, Meeting)


def _on(crew, audit, kind):
    return type("Machine", (kind,), {"before": crew, "audit": audit, "place": staticmethod(Memory)})


def run(machine, count, steps=25):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=count,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            print_blob=False,
            report_multiple_bugs=False,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_devices_end_with_the_same_heads_and_all_that_was_said(machine):
    run(machine, examples(12))


def test_they_do_so_though_some_share_it_no_more_for_a_while(machine):
    run(_on(machine.before, machine.audit, Parting), examples(6))


@pytest.mark.parametrize(
    ("kind", "count"), [("folder", 3), ("webdav", 2), ("s3", 2), ("sftp", 2), ("postgresql", 2)]
)
def test_they_do_so_at_every_kind_of_place(machine, servers, kind, count):
    if kind == "postgresql" and not postgresql_programs():
        pytest.skip("PostgreSQL is not installed: the Debian package is called postgresql")
    machine.place = staticmethod(lambda: connect(*servers.place(kind)))
    try:
        run(machine, examples(count))
    finally:
        machine.place = staticmethod(Memory)


# --- the faults that this test has to find --------------------------------------------------


def last_writer_wins(monkeypatch):
    def newest(log):
        found = _true_heads(log)
        return {cell: (max(heads, key=lambda c: c.at),) for cell, heads in found.items()}

    monkeypatch.setattr(store_module.changes, "heads", newest)


def a_segment_is_skipped(monkeypatch):
    true = engine.Sync._get
    monkeypatch.setattr(engine.Sync, "_get", lambda self, n: None if n[-1] in "01234567" else true(self, n))


def parents_are_dropped(monkeypatch):
    monkeypatch.setattr(segment, "_parent", lambda said, before: "0" * 64)


def one_cursor_for_all(monkeypatch):
    true = engine.Sync._get

    def get(self, name):
        reached = max((segment.name_of(n).last for n in self._known), default=0)
        return true(self, name) if segment.name_of(name).last > reached else None

    monkeypatch.setattr(engine.Sync, "_get", get)


def nothing_is_checked(monkeypatch):
    def decode(data, name, space, seal):
        sha = hashlib.sha256(data).hexdigest()
        return _true_decode(data, replace(name, sha=sha), space, seal)

    monkeypatch.setattr(segment, "decode", decode)
    monkeypatch.setattr(Public, "verify", lambda *_: True)


def what_is_gone_counts_as_deleted(monkeypatch):
    true = engine.Sync._pull

    def pull(self):
        for path, known in self.spaces.known(self.space.id).items():
            if known.state == "taken" and path not in self._listing:
                gone = self.kept.read(path)
                for part in gone.parts:
                    if part.audit != self.space.id:
                        self.store.take_back(part.audit, {c.id for c in part.changes})
                self.spaces.drop(self.space.id, [path])
        true(self)

    monkeypatch.setattr(engine.Sync, "_pull", pull)


FAULTS = (
    last_writer_wins,
    a_segment_is_skipped,
    parents_are_dropped,
    one_cursor_for_all,
    nothing_is_checked,
    what_is_gone_counts_as_deleted,
)


@pytest.mark.parametrize("fault", FAULTS)
def test_the_test_finds_what_others_got_wrong(machine, monkeypatch, fault):
    fault(monkeypatch)
    with pytest.raises((AssertionError, ExceptionGroup)) as found:
        run(machine, 100)
    if isinstance(found.value, ExceptionGroup):  # it was found in two ways
        assert all(isinstance(one, AssertionError) for one in found.value.exceptions)
