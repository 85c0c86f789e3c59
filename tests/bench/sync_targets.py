"""Evidence sent through our drivers against a plain copy of the same pieces by fsspec's; long listings."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

from cxaudit.sync.cargo import CHUNK
from cxaudit.sync.lanes import WIDTH
from cxaudit.sync.targets import connect
from cxaudit.sync.targets.address import Address, Secret
from tests.bench.timing import in_turn, show
from tests.core.sync.servers import Servers, postgresql_programs

KINDS = ("folder", "webdav", "s3", "sftp", "postgresql")
PIECES = (200 << 20) // CHUNK
DEVICES, SEGMENTS = 500, 24


def bench() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pieces = []
        for number in range(PIECES):
            pieces.append(folder / f"{number:04d}")
            pieces[-1].write_bytes(number.to_bytes(4, "big") * (CHUNK // 4))
        with closing(Servers(folder / "servers")) as servers:
            for kind in KINDS:
                if kind != "postgresql" or postgresql_programs():
                    _upload(kind, servers, pieces)
            for kind in ("folder", "webdav", "sftp"):
                _listing(kind, servers)


def _upload(kind: str, servers: Servers, pieces: list[Path]) -> None:
    """Each sends the same pieces, every time to names of their own."""
    address, secret = servers.place(kind)
    plain, rounds = PLAIN[kind](address, secret), iter(range(1000))

    def sent(send: Callable[[Path, str], Any], width: int = 1) -> Callable[[], float]:
        def run() -> float:
            turn = next(rounds)
            os.sync()  # nobody pays for what another has written
            began = time.perf_counter()
            with ThreadPoolExecutor(width) as pool:
                list(pool.map(lambda piece: send(piece, f"turn-{turn}-{piece.name}"), pieces))
            return time.perf_counter() - began

        return run

    with closing(connect(address, secret)) as target:
        base = "psycopg's own INSERT" if kind == "postgresql" else "fsspec's driver"
        sides = {base: sent(plain)}
        if kind == "folder":
            sides["fsspec's driver, each file forced to the disk"] = sent(_forced(plain, address))
        sides["our driver"] = sent(lambda piece, name: target.put(name, piece.read_bytes()))
        sides["our driver, as a sync uses it"] = sent(
            lambda piece, name: target.put(name, piece.read_bytes()), WIDTH
        )
        taken = in_turn(sides, rounds=5 if kind == "folder" else 1)
    show(f"{PIECES * CHUNK >> 20} MB in pieces of {CHUNK >> 20} MB to {kind}", taken, base, "x 1.25")


def _listing(kind: str, servers: Servers) -> None:
    address, secret = servers.place(kind)
    root = (
        Path(address.place)
        if kind == "folder"
        else servers.disk(kind, "team/" + address.place.split("/")[-1])
    )
    for device in range(DEVICES):
        (root / "segments" / f"{device:032x}").mkdir(parents=True)
        for segment in range(SEGMENTS):
            (root / "segments" / f"{device:032x}" / f"{segment:04d}").write_bytes(b"12")
    with closing(connect(address, secret)) as target:
        began = time.perf_counter()
        found = target.list("")
        seconds = time.perf_counter() - began
    print(f"\n{len(found)} files of {DEVICES} devices in {kind}: listed in {seconds:.2f} s")


def _folder(address: Address, secret: Secret) -> Callable[[Path, str], Any]:
    from fsspec.implementations.local import LocalFileSystem

    files = LocalFileSystem()
    return lambda piece, name: files.put_file(str(piece), f"{address.place}/{name}")


def _forced(plain: Callable[[Path, str], Any], address: Address) -> Callable[[Path, str], Any]:
    def send(piece: Path, name: str) -> None:
        plain(piece, name)
        with open(f"{address.place}/{name}", "rb") as file:
            os.fsync(file.fileno())

    return send


def _webdav(address: Address, secret: Secret) -> Callable[[Path, str], Any]:
    from webdav4.fsspec import WebdavFileSystem

    files = WebdavFileSystem(address.place, auth=(address.user, secret.password))
    return lambda piece, name: files.put_file(str(piece), name)


def _s3(address: Address, secret: Secret) -> Callable[[Path, str], Any]:
    from obstore.fsspec import FsspecStore

    files = FsspecStore(
        "s3",
        endpoint=f"{address.url.scheme}://{address.url.netloc}",
        access_key_id=address.user,
        secret_access_key=secret.password,
        region="us-east-1",
        client_options={"allow_http": True},
    )
    return lambda piece, name: files.pipe_file(f"{address.url.path[1:]}/{name}", piece.read_bytes())


def _sftp(address: Address, secret: Secret) -> Callable[[Path, str], Any]:
    from fsspec.implementations.sftp import SFTPFileSystem

    files = SFTPFileSystem(
        address.host, port=address.url.port, username=address.user, password=secret.password
    )
    return lambda piece, name: files.put_file(str(piece), f"{address.url.path}/{name}")


def _postgresql(address: Address, secret: Secret) -> Callable[[Path, str], Any]:
    import psycopg

    database = psycopg.connect(
        host=address.host, port=address.url.port, user=address.user, password=secret.password,
        dbname=address.url.path[1:], autocommit=True,
    )  # fmt: skip
    add = f"INSERT INTO {address.url.query}.objects (name, data) VALUES (%s, %s)"
    return lambda piece, name: database.execute(add, (name, piece.read_bytes()))


PLAIN: dict[str, Callable[[Address, Secret], Callable[[Path, str], Any]]] = {
    "folder": _folder,
    "webdav": _webdav,
    "s3": _s3,
    "sftp": _sftp,
    "postgresql": _postgresql,
}


if __name__ == "__main__":
    bench()
