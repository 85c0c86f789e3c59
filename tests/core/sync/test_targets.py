"""What every kind of place keeps to, each on a real server."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from cxaudit.errors import KnownError
from cxaudit.progress import Progress
from cxaudit.sync.lanes import Lanes
from cxaudit.sync.place import founding_at
from cxaudit.sync.target import LARGEST, NotThere, Unreachable
from cxaudit.sync.targets import broken_off, connect, ssh
from cxaudit.sync.targets.address import Secret, parse
from cxaudit.sync.targets.database import Database
from cxaudit.sync.targets.memory import Memory
from tests.core.sync.servers import cable, postgresql_programs

FAR = ["webdav", "s3", "sftp", "postgresql"]
ALL = ["memory", "folder", *FAR]
ON_DISK = ["folder", "webdav", "sftp"]


@pytest.fixture
def place(request, servers):
    kind = request.param
    if kind == "postgresql" and not postgresql_programs():
        pytest.skip("PostgreSQL is not installed: the Debian package is called postgresql")
    return (kind, None) if kind == "memory" else servers.place(kind)


@pytest.fixture
def open_at():
    """Connect, and let go at the end."""
    opened = []

    def open_(place, patience=5.0):
        opened.append(Memory() if place[0] == "memory" else connect(*place, patience=patience))
        return opened[-1]

    yield open_
    for target in opened:
        target.close()


def kinds(*which):
    return pytest.mark.parametrize("place", which, indirect=True)


def disk(servers, address) -> Path:
    """Where the place lies, of those that lie on a disk."""
    if address.kind == "folder":
        return Path(address.place)
    return servers.disk(address.kind, "team/" + address.place.rpartition("/")[2])


def in_words(error, secret=None):
    """The error is a sentence for people, and nothing that belongs to it tells the secret."""
    while error is not None:
        told = f"{error} {error!r} {vars(error)}"
        assert not secret or secret.password not in told
        error = error.__cause__
    return True


# --- putting and getting --------------------------------------------------------------------


@kinds(*ALL)
def test_what_is_put_comes_back_whole(place, open_at):
    target = open_at(place)
    files = {
        "space.json": b"{}",
        "dev-1/empty": b"",
        "dev-1/0001.seg": bytes(range(256)),
        "a/b/c/d": b"deep",
        f"long/{'x' * 200}": b"long",
        "chunks/big": bytes(8 << 20),
    }
    for name, data in files.items():
        target.put(name, data)
    assert target.list("") == {name: len(data) for name, data in files.items()}
    assert {name: target.get(name) for name in files} == files


@kinds(*ALL)
def test_a_listing_holds_what_lies_below_its_prefix_alone(place, open_at):
    target = open_at(place)
    for name in ("one/a", "one/deep/b", "one-more/c", "two/d", "e"):
        target.put(name, b"12")
    assert set(target.list("one/")) == {"one/a", "one/deep/b"}
    assert target.list("nobody/") == {}
    assert set(target.list("")) == {"one/a", "one/deep/b", "one-more/c", "two/d", "e"}


@kinds(*ALL)
def test_what_was_there_is_replaced_whole_or_stays(place, open_at):
    target = open_at(place)
    target.put("dev/head", b"old" * 1000)
    if place[0] != "memory" and place[0].kind == "postgresql":
        with pytest.raises(KnownError, match="replaces nothing"):
            target.put("dev/head", b"new")
        target.put("dev/head", b"old" * 1000)
        assert target.get("dev/head") == b"old" * 1000
    else:
        target.put("dev/head", b"new")
        assert target.get("dev/head") == b"new"
    assert len(target.list("")) == 1


@kinds(*ALL)
def test_what_is_removed_is_gone_unless_the_place_keeps_everything(place, open_at):
    target = open_at(place)
    for name in ("dev/a", "dev/b"):
        target.put(name, b"1")
    target.remove(["dev/a", "dev/never-was", "no/such/folder"])
    keeps = place[0] != "memory" and place[0].kind == "postgresql"
    assert set(target.list("")) == ({"dev/a", "dev/b"} if keeps else {"dev/b"})


@kinds(*ALL)
def test_what_is_not_there_is_said_so(place, open_at):
    target = open_at(place)
    target.put("dev/a", b"1")
    for name in ("dev/b", "no/folder/at-all", "dev", "../secret", "/etc/passwd", "dev/../dev/a", ".hidden"):
        with pytest.raises(NotThere):
            target.get(name)


@kinds(*ALL)
def test_two_thousand_names_are_listed(place, open_at, servers):
    if place[0] != "memory" and place[0].kind == "s3":
        place = (replace(place[0], place=place[0].place.partition("/team/")[0] + "/full"), place[1])
    target = open_at(place)
    names = [f"dev-{n % 20:02d}/{n:04d}" for n in range(2000)]
    if place[0] != "memory" and place[0].kind in ON_DISK:
        for name in names:
            path = disk(servers, place[0]) / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"12")
    elif place[0] == "memory" or place[0].kind != "s3":
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda name: target.put(name, b"12"), names))
    assert target.list("") == dict.fromkeys(names, 2)
    assert len(target.list("dev-07/")) == 100


@kinds(*ALL)
def test_two_writers_at_once_leave_whole_files(place, open_at):
    first, second = (open_at(place),) * 2 if place[0] == "memory" else (open_at(place), open_at(place))
    data = {f"dev/{n}": bytes([n]) * 50_000 for n in range(12)}
    jobs = [(target, name) for name in data for target in (first, second)]
    patient = Lanes(Progress(), pauses=(0, 0, 0))  # WsgiDAV may stumble over two that replace one file
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda job: patient.once(lambda: job[0].put(job[1], data[job[1]])), jobs))
        got = dict(zip(data, pool.map(first.get, data), strict=True))
    assert got == data
    assert set(second.list("")) == set(data)


# --- what others leave there ----------------------------------------------------------------


@kinds(*ON_DISK)
def test_names_that_are_not_ours_are_left_alone(place, open_at, servers):
    target = open_at(place)
    target.put("dev/good", b"1")
    folder = disk(servers, place[0])
    (folder / "Photos of the team").mkdir()
    (folder / "Photos of the team" / "x").write_bytes(b"1")
    outside = servers.disk(place[0].kind, "outside")
    (outside / "secret").write_bytes(b"1")
    (folder / "link").symlink_to(outside)
    for name in (
        "Отчёт", "UPPER", ".hidden", "good (conflicted copy 2026-01-01)", "a b", "good:1", "a\nb", "x" * 201,
        ".good.0123456789abcdef.half", ".~good.0123456789abcdef.part",
    ):  # fmt: skip
        (folder / "dev" / name).write_bytes(b"1")
    assert target.list("") == {"dev/good": 1}
    target.remove(["../outside/secret"])
    assert (outside / "secret").exists()


@kinds("folder", "sftp")
def test_a_name_that_is_no_text_is_left_alone_or_told(place, open_at, servers):
    target = open_at(place)
    target.put("dev/good", b"1")
    (disk(servers, place[0]) / "dev" / "\udcff\udcfe").write_bytes(b"1")
    if place[0].kind == "sftp":
        with pytest.raises(KnownError, match="not expected") as caught:
            target.list("")
        assert not isinstance(caught.value, Unreachable)
    else:
        assert target.list("") == {"dev/good": 1}
    assert target.get("dev/good") == b"1"


@kinds("folder")
def test_copies_that_programs_make_of_conflicts_are_left_alone(place, open_at):
    target = open_at(place)
    target.put("dev/good", b"1")
    for name in ("good.sync-conflict-20260101-101010-2345672", "far.nextcloud", "half.part", "half.tmp"):
        (Path(place[0].place) / "dev" / name).write_bytes(b"1")
    assert target.list("dev/") == {"dev/good": 1}


@kinds("folder", *FAR)
def test_a_file_that_vanished_since_it_was_listed_is_said_so(place, open_at, servers):
    target, other = open_at(place), open_at(place)
    target.put("dev/a", b"1")
    listed = target.list("")
    if place[0].kind == "postgresql":
        as_owner(servers, place, "DELETE FROM {table}")
    else:
        other.remove(list(listed))
    for name in listed:
        with pytest.raises(NotThere):
            target.get(name)


@kinds("folder", "webdav", "sftp", "postgresql")
def test_what_is_too_large_is_refused_unread(place, open_at, servers):
    target = open_at(place)
    if place[0].kind == "postgresql":
        too_large = f"INSERT INTO {{table}} (name, data) SELECT 'dev/huge', repeat('x', {LARGEST + 1})::bytea"
        as_owner(servers, place, "ALTER TABLE {table} DROP CONSTRAINT objects_data_check", too_large)
    else:
        path = disk(servers, place[0]) / "dev" / "huge"
        path.parent.mkdir()
        with path.open("wb") as file:
            file.truncate(LARGEST + 1)
    assert target.list("") == {"dev/huge": LARGEST + 1}
    with pytest.raises(KnownError, match="larger than 64 MB"):
        target.get("dev/huge")


def as_owner(servers, place, *statements):
    database = Database(*servers.owner(place[0]), patience=5)
    with database.connected() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement.format(table=f"{place[0].url.query}.objects"))
    database.close()


# --- a bad line -----------------------------------------------------------------------------


@kinds(*FAR)
def test_a_line_that_breaks_leaves_the_old_file_or_none(place, open_at, servers):
    with cable(place[0]) as (address, line):
        target = open_at((address, place[1]))
        target.put("dev/old", b"old")
        for name in ("dev/old", "dev/new"):
            line.cut_after = 300_000
            with pytest.raises(Unreachable) as caught:
                target.put(name, bytes(1_000_000))
            assert in_words(caught.value, place[1])
            line.cut_after = None
        near = open_at(place)
        assert near.list("") == {"dev/old": 3}
        assert near.get("dev/old") == b"old"
        target.put("dev/new", bytes(1_000_000))
        assert target.get("dev/new") == bytes(1_000_000)
        if place[0].kind in ON_DISK:
            assert {path.name for path in (disk(servers, place[0]) / "dev").iterdir()} == {"old", "new"}


@kinds(*FAR)
def test_a_place_that_is_away_is_told_soon_and_used_again_when_it_is_back(place, open_at):
    with cable(place[0]) as (address, line):
        target = open_at((address, place[1]))
        target.put("dev/a", b"1")
        line.pull()
        for attempt in (
            lambda: target.list(""),
            lambda: target.get("dev/a"),
            lambda: target.put("dev/b", b"2"),
        ):
            began = time.monotonic()
            with pytest.raises(Unreachable, match="safe on this device") as caught:
                attempt()
            assert in_words(caught.value, place[1]) and time.monotonic() - began < 4
        line.plug()
        target.put("dev/b", b"2")
        assert target.list("") == {"dev/a": 1, "dev/b": 1}


@kinds(*FAR)
def test_a_place_that_falls_silent_is_not_waited_for_for_ever(place, open_at):
    with cable(place[0]) as (address, line):
        target = open_at((address, place[1]), patience=0.3)
        Lanes(Progress(), pauses=[0] * 20).once(lambda: target.put("dev/a", b"1"))
        line.silent = True
        began = time.monotonic()
        with pytest.raises(Unreachable):
            target.get("dev/a")
        assert time.monotonic() - began < 8


# --- passwords ------------------------------------------------------------------------------


@kinds(*FAR)
def test_a_wrong_password_is_told_and_not_shown(place, open_at):
    secret = Secret("a-wrong-pass-word")
    target = open_at((place[0], secret))
    for attempt in (
        lambda: target.list(""),
        lambda: target.get("dev/a"),
        lambda: target.put("dev/a", bytes(1_000_000)),
        lambda: target.remove(["dev/a"]),
    ):
        if attempt.__code__.co_names[0] == "remove" and place[0].kind == "postgresql":
            continue
        with pytest.raises(KnownError, match="user name or the password") as caught:
            attempt()
        assert not isinstance(caught.value, Unreachable | NotThere)
        assert in_words(caught.value, secret)
    assert secret.password not in f"{secret!r} {target!r} {place[0]}"


@kinds(*FAR)
def test_a_place_that_does_not_exist_is_told(place, open_at):
    address = place[0]
    wrong = {
        "webdav": replace(address, place=f"{address.place}-not"),
        "sftp": replace(address, place=f"{address.place}-not"),
        "s3": replace(address, place=address.place.replace("/team/", "/no-team/")),
        "postgresql": replace(address, place=f"{address.place}_not"),
    }[address.kind]
    target = open_at((wrong, place[1]))
    attempts = (
        lambda: target.list(""),
        lambda: target.list("dev/"),
        lambda: target.put("dev/a", b"1"),
        lambda: founding_at(target),
    )
    for attempt in attempts:
        with pytest.raises(KnownError, match=r"Check the address|let you read and write") as caught:
            attempt()
        assert not isinstance(caught.value, Unreachable | NotThere)


@pytest.mark.parametrize("placeholder", ["space.json.nextcloud", "space.json.owncloud", ".space.json.icloud"])
def test_a_file_that_is_still_to_be_downloaded_is_not_taken_for_missing(tmp_path, placeholder):
    (tmp_path / placeholder).write_bytes(b" ")
    target = connect(parse(str(tmp_path)))
    with pytest.raises(Unreachable, match="not complete on this device"):
        founding_at(target)
    assert [path.name for path in tmp_path.iterdir()] == [placeholder]


@kinds("folder")
def test_a_folder_that_is_not_connected_is_not_made(place, open_at):
    folder = Path(place[0].place)
    folder.rmdir()
    target = open_at(place)
    for attempt in (lambda: target.list(""), lambda: target.put("dev/a", b"1"), lambda: target.get("dev/a")):
        with pytest.raises(Unreachable):
            attempt()
    assert not folder.exists()
    folder.write_bytes(b"")
    with pytest.raises(KnownError, match="Check the address"):
        target.list("")


@pytest.mark.parametrize("days", [1, -3650])
@kinds(*ON_DISK)
def test_an_old_half_of_this_machine_is_removed_and_none_that_another_one_writes(
    place, open_at, servers, days
):
    target, folder = open_at(place), disk(servers, place[0])
    target.put("segments/a/1", b"one")
    own, stranger, moment = broken_off.writer(), "0123456789ab", time.time() - days * 86400
    old = [
        f".~2.{own}.{'0' * 32}.part", f".2.{own}.{'0' * 32}.half", f".2.{stranger}.{'0' * 32}.half",
        f".~2.{stranger}.{'0' * 32}.part", f".2.{own}.half",
    ]  # fmt: skip
    fresh = f".3.{own}.{'1' * 32}.half"
    for name in [*old, fresh]:
        (folder / "segments" / "a" / name).write_bytes(b"cut sh")
        if name != fresh:
            os.utime(folder / "segments" / "a" / name, (moment, moment))
    target.list("segments/")
    target.put("segments/b/1", b"two")
    assert {path.name for path in folder.rglob(".*")} == {fresh, *old[2:]}
    assert target.list("segments/") == {"segments/a/1": 3, "segments/b/1": 3}


@kinds("webdav", "sftp")
def test_what_is_cut_on_its_way_bears_the_mark_of_this_machine(place, open_at, servers, monkeypatch):
    target, folder = open_at(place), disk(servers, place[0])
    target.put("dev/a", b"old")
    far = target._http if place[0].kind == "webdav" else ssh
    monkeypatch.setattr(far, "status" if place[0].kind == "webdav" else "move", _cut(far))
    with pytest.raises(Unreachable):
        target.put("dev/a", b"new")
    (half,) = (folder / "dev").glob(".*")
    assert broken_off.is_own(half.name) and target.get("dev/a") == b"old"


def _cut(far):
    """The line breaks when a file is to take its place."""
    asked = getattr(far, "status", None)

    def status(*given, **said):
        if asked is None or given[0] == "MOVE":
            raise Unreachable("away")
        return asked(*given, **said)

    return status


@kinds("folder")
def test_a_full_disk_is_told_and_keeps_what_was_there(place, open_at):
    resource = pytest.importorskip("resource", reason="this system cannot limit the size of files")
    target = open_at(place)
    target.put("dev/a", b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, limits[1]))
    try:
        with pytest.raises(KnownError, match="Make room there") as caught:
            target.put("dev/a", bytes(2 << 20))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not isinstance(caught.value, Unreachable)
    assert target.get("dev/a") == b"old"
    assert [path.name for path in (Path(place[0].place) / "dev").iterdir()] == ["a"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
@kinds("folder", "sftp")
def test_what_is_no_file_is_not_waited_for(place, open_at, servers):
    target = open_at(place)
    target.put("dev/a", b"1")
    os.mkfifo(disk(servers, place[0]) / "dev" / "pipe")
    assert target.list("") == {"dev/a": 1}
    with pytest.raises(NotThere):
        target.get("dev/pipe")
