"""Real servers for the places of a team, each in a process of its own, and a cable that can be cut.

`with webdav() as (address, secret)` and its like give a fresh place on a server that is running.
`python -m tests.core.sync.servers KIND FOLDER` is what such a process runs; its first line is its port.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from cxaudit.paths import ROOT
from cxaudit.sync.targets.address import Address, Secret, parse
from cxaudit.sync.targets.database import Database
from cxaudit.sync.targets.postgres_setup import set_up

USER, PASSWORD = "anna", "pass-word-of-anna"
Place = tuple[Address, Secret]


@contextlib.contextmanager
def served(kind: str, folder: Path) -> Iterator[list[str]]:
    """What the process of that kind says in its first line; it ends with its input, with us at the latest."""
    command = [sys.executable, "-m", "tests.core.sync.servers", kind, str(folder)]
    ends = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, **ends) as process:
        assert process.stdout
        yield process.stdout.readline().decode().split()


# --- the places -----------------------------------------------------------------------------


@contextlib.contextmanager
def webdav(folder: Path) -> Iterator[Place]:
    """WsgiDAV over that folder."""
    with served("webdav", folder) as (port,):
        yield parse(f"webdav:http://{USER}@127.0.0.1:{port}/team"), Secret(PASSWORD)


@contextlib.contextmanager
def s3(folder: Path) -> Iterator[Place]:
    """The S3 of moto, which checks signatures; its bucket `team` is empty, `full` holds 2,000 files."""
    with served("s3", folder) as (port, key, secret):
        yield parse(f"s3:http://{key}@127.0.0.1:{port}/team"), Secret(secret)


@contextlib.contextmanager
def sftp(folder: Path) -> Iterator[Place]:
    """The SFTP of asyncssh over that folder, its key trusted; `authorized_keys` there may hold one key."""
    with served("sftp", folder) as (port, kind, fingerprint):
        address = parse(f"sftp:{USER}@127.0.0.1:{port}/team")
        yield replace(address, host_key=f"{kind} {fingerprint}"), Secret(PASSWORD)


def postgresql_programs() -> Path | None:
    """Where PostgreSQL's own programs are; Debian keeps them off the path."""
    found = [Path(p).parent for p in [shutil.which("pg_ctl")] if p]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "initdb").exists()), None)


@contextlib.contextmanager
def postgresql() -> Iterator[Place]:
    """A fresh PostgreSQL, entered as its owner."""
    with served("postgresql", Path()) as (port,):
        yield parse(f"postgresql:{USER}@127.0.0.1:{port}/postgres?team"), Secret(PASSWORD)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as line:
        return int(line.getsockname()[1])


class Servers:
    """Starts a server when it is first asked for, and gives fresh places on it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: dict[str, Place] = {}
        self._stack = contextlib.ExitStack()

    def place(self, kind: str) -> Place:
        """An empty place of that kind; of PostgreSQL, one that is entered by a member of its role."""
        if kind == "folder":
            return parse(str(self.disk(kind, uuid.uuid4().hex))), Secret()
        if kind not in self._running:
            self._running[kind] = self._stack.enter_context(self._served(kind))
        (address, secret), name = self._running[kind], uuid.uuid4().hex
        if kind == "postgresql":
            return self._schema(address, f"team_{name}"), secret
        if kind != "s3":
            self.disk(kind, f"team/{name}")
        return replace(address, place=f"{address.place}/{name}"), secret

    def owner(self, address: Address) -> Place:
        """The same database, entered by whoever may do everything."""
        return replace(address, user=USER), self._running["postgresql"][1]

    def disk(self, kind: str, name: str) -> Path:
        """Where a folder of that server lies."""
        folder = self._folder / kind / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def close(self) -> None:
        self._stack.close()

    def _served(self, kind: str) -> contextlib.AbstractContextManager[Place]:
        if kind == "postgresql":
            return postgresql()
        return {"webdav": webdav, "s3": s3, "sftp": sftp}[kind](self.disk(kind, ""))

    def _schema(self, address: Address, name: str) -> Address:
        address = replace(address, place=address.place.replace("?team", f"?{name}"))
        set_up(*self.owner(address), role=name)
        database = Database(*self.owner(address), patience=5)
        with database.connected() as connection:
            connection.exec_driver_sql(
                f"CREATE ROLE {name}_bob LOGIN PASSWORD '{PASSWORD}'; GRANT {name} TO {name}_bob"
            )
        database.close()
        return replace(address, user=f"{name}_bob")


# --- the cable ------------------------------------------------------------------------------


class Cable:
    """Leads to a server and can be pulled, or cut once so many bytes have gone in."""

    def __init__(self, port: int) -> None:
        self._far = port
        self._lines: set[socket.socket] = set()
        self.cut_after: int | None = None
        self.silent = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._listen()

    def pull(self) -> None:
        """Break every line and refuse new ones."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()
        self._drop()

    def plug(self) -> None:
        """Let lines through again."""
        self.cut_after, self.silent = None, False
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._listen()

    def _listen(self) -> None:
        self._thread = threading.Thread(target=self._accept, args=(self._listener,), daemon=True)
        self._thread.start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._far))
            self._lines |= {near, far}
            threading.Thread(target=self._carry, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self._carry, args=(far, near, False), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, inward: bool) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(65536):
                if self.silent:
                    continue
                if inward and self.cut_after is not None:
                    piece, self.cut_after = piece[: self.cut_after], self.cut_after - len(piece)
                    if self.cut_after <= 0:
                        sink.sendall(piece)
                        self._drop()
                        return
                sink.sendall(piece)
        for line in (source, sink):
            _hang_up(line)

    def _drop(self) -> None:
        lines, self._lines = self._lines, set()  # beware: whoever is cut off comes again at once
        for line in lines:
            _hang_up(line)


def _hang_up(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    line.close()


@contextlib.contextmanager
def cable(address: Address) -> Iterator[tuple[Address, Cable]]:
    """The same address through a cable."""
    port = address.url.port
    assert port
    line = Cable(port)
    try:
        yield replace(address, place=address.place.replace(f":{port}", f":{line.port}")), line
    finally:
        with contextlib.suppress(OSError):
            line.pull()


# --- in the process -------------------------------------------------------------------------


def _serve_webdav(folder: Path) -> None:
    from cheroot.wsgi import Server
    from wsgidav.fs_dav_provider import FilesystemProvider
    from wsgidav.wsgidav_app import WsgiDAVApp

    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": FilesystemProvider(str(folder))},
            "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
            "http_authenticator": {
                "accept_basic": True,
                "accept_digest": False,
                "default_to_digest": False,
            },
            "lock_storage": False,
            "property_manager": None,
            "logging": {"enable": False},
            "verbose": 0,
        }
    )
    server = Server(("127.0.0.1", 0), app, numthreads=16)
    server.prepare()
    print(server.bind_addr[1], flush=True)
    server.serve()


def _serve_s3(folder: Path) -> None:
    os.environ |= {"INITIAL_NO_AUTH_ACTION_COUNT": "5"}
    import boto3
    from cheroot.wsgi import Server
    from moto.s3.models import s3_backends
    from moto.server import DomainDispatcherApplication, create_backend_app

    moto, alone = DomainDispatcherApplication(create_backend_app), threading.Lock()

    def answer(environ: dict[str, Any], start: Any) -> list[bytes]:
        """One request at a time, as moto wants it, and only of those that came whole."""
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length)
        if len(body) < length:
            start("400 Bad Request", [("Content-Length", "0")])
            return []
        with alone:
            return list(moto(environ | {"wsgi.input": io.BytesIO(body)}, start))

    server = Server(("127.0.0.1", 0), answer, numthreads=16)
    server.prepare()
    threading.Thread(target=server.serve, daemon=True).start()
    port = server.bind_addr[1]
    known = {
        "endpoint_url": f"http://127.0.0.1:{port}",
        "region_name": "us-east-1",
        "aws_access_key_id": "nobody",
        "aws_secret_access_key": "nothing",
    }
    iam, store = boto3.client("iam", **known), boto3.client("s3", **known)
    iam.create_user(UserName=USER)
    allowed = (
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}'
    )
    iam.put_user_policy(UserName=USER, PolicyName="all", PolicyDocument=allowed)
    key = iam.create_access_key(UserName=USER)["AccessKey"]
    store.create_bucket(Bucket="team")
    store.create_bucket(Bucket="full")
    for number in range(2000):  # past HTTP, which takes seconds
        s3_backends["123456789012"]["aws"].put_object("full", f"dev-{number % 20:02d}/{number:04d}", b"12")
    print(port, key["AccessKeyId"], key["SecretAccessKey"], flush=True)
    threading.Event().wait()


def _serve_sftp(folder: Path) -> None:
    import asyncio

    import asyncssh

    class Server(asyncssh.SSHServer):
        def begin_auth(self, username: str) -> bool:
            return True

        def password_auth_supported(self) -> bool:
            return True

        def public_key_auth_supported(self) -> bool:
            return True

        def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
            owners = folder / "authorized_keys"
            return owners.exists() and key.export_public_key().split()[:2] == owners.read_bytes().split()[:2]

        def validate_password(self, username: str, password: str) -> bool:
            return (username, password) == (USER, PASSWORD)

    class Files(asyncssh.SFTPServer):
        def __init__(self, chan: asyncssh.SSHServerChannel) -> None:
            super().__init__(chan, chroot=str(folder).encode())

    async def serve() -> None:
        key = asyncssh.generate_private_key("ssh-ed25519")
        server = await asyncssh.listen(
            "127.0.0.1", 0, server_factory=Server, sftp_factory=Files, server_host_keys=[key]
        )
        print(server.get_port(), "ssh-ed25519", key.get_fingerprint(), flush=True)
        await server.wait_closed()

    asyncio.run(serve())


def _serve_postgresql(_: Path) -> None:
    """PostgreSQL itself, which never runs as root."""
    programs = postgresql_programs()
    assert programs
    owner = {"user": "nobody", "group": "nogroup"} if os.getuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="cxaudit-pg-", ignore_cleanup_errors=True) as name:
        folder, port = Path(name), _free_port()
        (folder / "password").write_text(PASSWORD)
        for path in (folder, folder / "password") if owner else ():
            shutil.chown(path, *owner.values())
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder} | owner
        subprocess.run(
            [programs / "initdb", "-D", folder / "data", "-U", USER, "-A", "scram-sha-256", "--no-sync",
             "--locale=C", "-E", "UTF8", f"--pwfile={folder / 'password'}", "--no-instructions"],
            check=True, **quiet,
        )  # fmt: skip
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k '' -c fsync=off -c shared_buffers=16MB"
        control = [programs / "pg_ctl", "-D", folder / "data", "-w", "-s", "-l", folder / "log"]
        subprocess.run([*control, "-o", options, "start"], check=True, **quiet)
        try:
            print(port, flush=True)
            sys.stdin.read()
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, **quiet)


def _leave_with_the_caller() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1] != "postgresql":  # which has to stop what it started
        threading.Thread(target=_leave_with_the_caller, daemon=True).start()
    globals()[f"_serve_{sys.argv[1]}"](Path(sys.argv[2]))
