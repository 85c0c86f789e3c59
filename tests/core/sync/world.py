"""A crew that has met once, kept as folders: every trial of a fault begins with a copy of it."""

import shutil
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from cxaudit import auditfile, cells
from cxaudit.edits import edit
from cxaudit.errors import KnownError
from cxaudit.store.doctor import examine
from cxaudit.sync.targets.memory import Memory
from tests.core.sync.crew import Crew

NAMES = ("Ann", "Bob", "Cem")
CRITERIA = ("ACQ-01", "ACQ-02", "SEL-05", "SEL-06", "LOY-01")


class World:
    """What `prepare` did with a crew in that folder; `begin` opens a copy of it."""

    def __init__(self, folder: Path, prepare=None, keyed=False, names=NAMES):
        self.folder, self.names = folder, names
        with closing(Crew(folder, names, keyed=keyed)) as crew:
            self.space, self.sheet = crew.space, crew.sheet
            self.audit = crew.audit(names[0])
            for number, criterion in enumerate(CRITERIA):
                crew.score(names[0], self.audit, criterion, number, f"seen {number}")
            crew.meet()
            if prepare:
                prepare(crew, self.audit)
            self.files = dict(crew.target.files)

    @contextmanager
    def begin(self, folder: Path, target=None, names=()):
        """The crew once more, or some of it, in a folder that is removed at the end."""
        for name in names or self.names:
            shutil.copytree(self.folder / name, folder / name)
        if target is None:
            target = Memory()
            target.files.update(self.files)
        try:
            with closing(again(folder, self.space, target, names or self.names)) as crew:
                yield crew
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def again(folder: Path, space: str, target, names) -> Crew:
    """A crew whose stores are there already."""
    crew = Crew.__new__(Crew)
    crew.folder, crew.space, crew.target, crew.stores = folder, space, target, {}
    crew._open = ExitStack()
    with ExitStack() as undone:
        undone.push(crew._open)
        for name in names:
            crew.open(name)
        undone.pop_all()
    return crew


def attach(store, audit: str, name: str, data: bytes, author: str = "Ann") -> str:
    """Add a file to an audit as evidence; returns its hash."""
    sha = store.blobs.put_bytes(data)
    file = {
        "criterion": "ACQ-01",
        "kind": "file",
        "name": f"{name}.txt",
        "media_type": "text/plain",
        "size": len(data),
        "sha256": sha,
        "added": "2027-01-15T09:30:00.000000Z",
    }
    store.append(audit, [edit(store.audit(audit), cells.evidence(name), file)], author)
    return sha


def said_by(store, audit: str) -> set[str]:
    return {change.id for change in store.history(audit)}


def settle(crew: Crew) -> None:
    """Everybody syncs until all have heard of all, whatever is said on the way."""
    for round_ in range(2):
        for name in crew.stores:
            crew.sync(name, verify=round_ == 0)


def assert_whole(crew: Crew, audit: str, said: set[str]) -> None:
    """All have the same heads, all that was said, and every file."""
    first = next(iter(crew.stores))
    assert said <= said_by(crew.stores[first], audit), "an acknowledged edit was lost"
    assert "waiting" not in {k.state for k in crew.stores[first].spaces.known(crew.space).values()}
    for name, store in crew.stores.items():
        assert said_by(store, audit) == said_by(crew.stores[first], audit), name
        assert crew.heads(name, audit) == crew.heads(first, audit), name
        assert [str(fault) for fault in examine(store)] == [], name
        named = auditfile.named_blobs(store.history(audit))
        assert all(store.blobs.check(sha) for sha in named), f"{name}: evidence is not whole"


def attempt(act) -> str:
    """What a person is told if that fails, and nothing if it succeeds; all but KnownError goes through."""
    try:
        act()
    except KnownError as error:
        told = str(error)
        assert "\n" not in told and len(told) > 20, told
        return told
    return ""
