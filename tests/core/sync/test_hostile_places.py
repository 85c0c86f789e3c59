"""Places that lie, break off, ask for too much or stand in for another."""

import datetime
import hashlib
import http.server
import re
import ssl
import subprocess
import sys
import threading
from contextlib import closing, contextmanager, suppress
from dataclasses import replace

import pytest

from cxaudit.errors import KnownError
from cxaudit.sync.target import LARGEST, NotThere, Unreachable
from cxaudit.sync.targets import connect
from cxaudit.sync.targets.address import Secret, parse
from cxaudit.sync.targets.postgres_setup import set_up, setup_sql
from cxaudit.sync.targets.ssh import OtherKey, UnknownHost, trusted
from tests.core.sync.servers import PASSWORD, postgresql_programs

KNOWN = Secret("pass-word")


@contextmanager
def answering(status, body=b"", headers=None, certificate=None):
    """An HTTP server that always says the same; what it was asked is in `asked`."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self):
            self.raw_requestline = self.rfile.readline(65537)
            if not self.raw_requestline or not self.parse_request():
                self.close_connection = True
                return
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.server.asked.append((self.command, self.path, dict(self.headers)))
            self.send_response(status)
            for name, value in ({"Content-Length": len(body)} if headers is None else headers).items():
                self.send_header(name, str(value))
            self.end_headers()
            for piece in [body] if isinstance(body, bytes) else body:
                try:
                    self.wfile.write(piece)
                except OSError:
                    break
            self.close_connection = True

        def log_message(self, *said):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def place(kind, server, scheme="http"):
    path = "bucket" if kind == "s3" else "dav"
    address = parse(f"{kind}:{scheme}://anna@127.0.0.1:{server.server_port}/{path}")
    target = connect(address, KNOWN, patience=2)
    try:
        yield target
    finally:
        target.close()


BOTH = pytest.mark.parametrize("kind", ["webdav", "s3"])


# --- what a status means --------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_place_in_trouble_is_tried_again(kind, status):
    with answering(status) as server, place(kind, server) as target:
        for attempt in (lambda: target.list(""), lambda: target.get("a"), lambda: target.put("a", b"1")):
            with pytest.raises(Unreachable):
                attempt()


@BOTH
@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "user name or the password"),
        (403, "let you read and write"),
        (404, "Check the address"),
        (418, "Check the address"),
        (507, "Make room there"),
    ],
)
def test_a_place_that_refuses_is_not_tried_again(kind, status, said):
    with answering(status) as server, place(kind, server) as target:
        for attempt in (lambda: target.list(""), lambda: target.put("a", b"1")):
            with pytest.raises(KnownError, match=said) as caught:
                attempt()
            assert not isinstance(caught.value, Unreachable | NotThere)


def test_a_clock_that_is_ten_years_off_is_told():
    said = b"<Error><Code>RequestTimeTooSkewed</Code></Error>"
    with (
        answering(403, said) as server,
        place("s3", server) as target,
        pytest.raises(KnownError, match="Set the clock"),
    ):
        target.put("a", b"1")


# --- elsewhere ------------------------------------------------------------------------------


@BOTH
def test_a_password_does_not_follow_to_another_host(kind):
    with answering(200) as other:
        to = {"Location": f"http://localhost:{other.server_port}/dav/", "Content-Length": 0}
        with answering(301, headers=to) as server, place(kind, server) as target:
            for attempt in (lambda: target.list(""), lambda: target.get("a"), lambda: target.put("a", b"1")):
                with suppress(KnownError):
                    attempt()
            assert len(server.asked) == 3
        assert not any("authorization" in {name.lower() for name in headers} for *_, headers in other.asked)


@BOTH
def test_a_certificate_that_nobody_vouches_for_is_refused(kind, tmp_path):
    with (
        answering(200, certificate=_certificate(tmp_path)) as server,
        place(kind, server, "https") as target,
    ):
        for attempt in (lambda: target.list(""), lambda: target.put("a", b"1")):
            with pytest.raises(KnownError, match="is not trusted"):
                attempt()
        assert server.asked == []


def _certificate(folder):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = folder / "certificate.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(serialization.Encoding.PEM, *plain)
    )
    return path


# --- listings that lie ----------------------------------------------------------------------


def listing(*hrefs):
    entries = "".join(
        f"<d:response><d:href>{href}</d:href><d:propstat><d:prop><d:resourcetype/>"
        "<d:getcontentlength>3</d:getcontentlength></d:prop></d:propstat></d:response>"
        for href in hrefs
    )
    return f'<d:multistatus xmlns:d="DAV:">{entries}</d:multistatus>'.encode()


def test_names_that_lead_elsewhere_are_ignored():
    told = listing(
        "/dav/", "/dav/good", "http://127.0.0.1/dav/also-good", "/dav/../x", "/dav/%2e%2e/x", "/etc/passwd",
        "/dav/..%2f..%2fx", "/dav//x", "/dav/a%00b", "/dav/a%0Ab", "/dav/deep/er", "/davx", "/dav/%D0%9E",
        "/dav/" + "x" * 5000, "", "/dav/A",
    )  # fmt: skip
    with answering(207, told) as server, place("webdav", server) as target:
        assert target.list("") == {"good": 3, "also-good": 3}


def test_an_entry_within_an_entry_is_none_and_is_not_searched_for():
    inner = listing("/dav/inner").removeprefix(b'<d:multistatus xmlns:d="DAV:">')
    told = listing("/dav/outer").replace(
        b"<d:propstat>", inner.removesuffix(b"</d:multistatus>") + b"<d:propstat>"
    )
    with answering(207, told) as server, place("webdav", server) as target:
        assert target.list("") == {"outer": 3}


def test_names_of_a_bucket_that_lead_elsewhere_are_ignored():
    keys = "".join(
        f"<Contents><Key>{key}</Key><Size>3</Size><LastModified>2026-01-01T00:00:00Z</LastModified>"
        '<ETag>"1"</ETag></Contents>'
        for key in ("good", "a/good", "UPPER", "Отчёт", "x" * 900)
    )
    told = f"<ListBucketResult><IsTruncated>false</IsTruncated>{keys}</ListBucketResult>".encode()
    with answering(200, told) as server, place("s3", server) as target:
        assert target.list("") == {"good": 3, "a/good": 3}


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>Sign in to this network",
        b"",
        b"<d:multistatus xmlns:d='DAV:'><d:response>",
        listing("/dav/a").replace(b">3<", b">three<"),
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 50) for n in range(7))
        + b']><x xmlns="DAV:">&h;</x>',
    ],
)
def test_a_listing_that_is_none_is_told(body):
    with (
        answering(207, body) as server,
        place("webdav", server) as target,
        pytest.raises(KnownError, match="Check the address"),
    ):
        target.list("")


def test_a_page_in_place_of_a_listing_is_told():
    with (
        answering(200, b"<html>Sign in to this network</html>") as server,
        place("webdav", server) as target,
        pytest.raises(KnownError, match="Check the address"),
    ):
        target.list("")


def test_a_file_without_end_is_given_up_before_it_fills_memory():
    sent = []

    def endless():
        while True:
            sent.append(1 << 20)
            yield bytes(1 << 20)

    with (
        answering(200, endless(), headers={}) as server,
        place("webdav", server) as target,
        pytest.raises(KnownError, match="larger than 64 MB"),
    ):
        target.get("a")
    assert sum(sent) < LARGEST + (16 << 20)


@BOTH
def test_a_file_that_says_it_is_huge_is_not_read(kind):
    headers = {"Content-Length": 10 << 30, "ETag": '"1"', "Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT"}
    with (
        answering(200, b"x" * 100, headers) as server,
        place(kind, server) as target,
        pytest.raises(KnownError, match="larger than 64 MB"),
    ):
        target.get("a")


@BOTH
def test_a_file_that_breaks_off_is_not_taken_for_whole(kind):
    headers = {"Content-Length": 1000, "ETag": '"1"', "Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT"}
    with (
        answering(200, b"x" * 100, headers) as server,
        place(kind, server) as target,
        pytest.raises(Unreachable),
    ):
        target.get("a")


# --- machines that one signs in to ----------------------------------------------------------


def test_a_machine_is_trusted_by_its_key_before_it_gets_a_password(servers):
    address, secret = servers.place("sftp")
    with pytest.raises(UnknownHost, match="SHA256:") as caught:
        connect(replace(address, host_key=""), secret).list("")
    assert caught.value.host_key == address.host_key
    other = address.host_key[:-4] + "abcd"
    with pytest.raises(OtherKey, match="another key.*" + re.escape(address.host_key)):
        connect(replace(address, host_key=other), secret).list("")


def test_exactly_the_key_that_was_named_is_trusted(servers):
    address, secret = servers.place("sftp")
    kind, _, fingerprint = address.host_key.partition(" ")
    for known in ("", f"{kind} SHA256:of-before"):
        for wanted in (fingerprint, address.host_key):
            found = trusted(replace(address, host_key=known), wanted)
            assert found == address and connect(found, secret).list("") == {}
    for wanted in (fingerprint[:-1], fingerprint.lower(), f"ssh-rsa {fingerprint}", "SHA256:", "", kind):
        with pytest.raises(OtherKey, match=re.escape(address.host_key)):
            trusted(address, wanted)


def test_a_key_file_opens_a_machine(servers, tmp_path):
    from cryptography.hazmat.primitives import serialization as kinds
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key, form = Ed25519PrivateKey.generate(), kinds.PrivateFormat.OpenSSH
    locked = form.encryption_builder().kdf_rounds(1).build(PASSWORD.encode())
    (tmp_path / "key").write_bytes(key.private_bytes(kinds.Encoding.PEM, form, locked))
    public = key.public_key().public_bytes(kinds.Encoding.OpenSSH, kinds.PublicFormat.OpenSSH)
    address, _ = servers.place("sftp")
    (servers.disk("sftp", "") / "authorized_keys").write_bytes(public)
    target = connect(address, Secret(PASSWORD, key_file=str(tmp_path / "key")))
    target.put("dev/a", b"1")
    assert target.list("") == {"dev/a": 1}
    target.close()
    for wrong in (Secret("no", str(tmp_path / "key")), Secret("", str(tmp_path / "none"))):
        with pytest.raises(KnownError, match="key file could not be opened") as caught:
            connect(address, wrong).list("")
        assert str(tmp_path) not in str(caught.value)


def test_a_machine_that_speaks_no_ssh_is_away():
    with answering(200) as server:
        address = parse(f"sftp:anna@127.0.0.1:{server.server_port}/srv")
        with pytest.raises(Unreachable):
            connect(address, KNOWN, patience=1).list("")


# --- what a database lets a member do -------------------------------------------------------

DATABASE = pytest.mark.skipif(
    not postgresql_programs(), reason="PostgreSQL is not installed: the Debian package is called postgresql"
)


@DATABASE
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {t} SET data = ''",
        "DELETE FROM {t}",
        "TRUNCATE {t}",
        "DROP TABLE {t}",
        "INSERT INTO {t} (name, data, put_by) VALUES ('dev/b', '', 'somebody')",
        "INSERT INTO {t} (name, data, at) VALUES ('dev/b', '', '2001-01-01')",
        "INSERT INTO {t} (name, data) VALUES ('dev/a', '') ON CONFLICT (name) DO UPDATE SET data = ''",
        "CREATE TABLE {s}.more (x int)",
    ],
)
def test_a_member_adds_and_reads_and_does_no_more(servers, statement):
    from cxaudit.sync.targets.database import Database

    address, secret = servers.place("postgresql")
    target = connect(address, secret)
    target.put("dev/a", b"mine")
    schema = address.url.query
    database = Database(address, secret, 5)
    with pytest.raises(KnownError, match="let you read and write"), database.connected() as connection:
        connection.exec_driver_sql(statement.format(t=f"{schema}.objects", s=schema))
    database.close()
    assert target.get("dev/a") == b"mine"
    target.close()


@DATABASE
def test_whoever_is_no_member_sees_nothing(servers):
    address, secret = servers.place("postgresql")
    stranger = servers.place("postgresql")[0]
    with (
        closing(connect(replace(address, user=stranger.user), secret)) as target,
        pytest.raises(KnownError, match="let you read and write"),
    ):
        target.list("")


@DATABASE
def test_a_name_that_somebody_took_before_is_told(servers):
    address, secret = servers.place("postgresql")
    owner, member = connect(*servers.owner(address)), connect(address, secret)
    owner.put("dev/a", hashlib.sha256(b"forged").digest())
    with pytest.raises(KnownError, match="holds something else"):
        member.put("dev/a", b"true")
    owner.close()
    member.close()


@DATABASE
def test_a_database_is_set_up_twice_without_harm(servers):
    address, secret = servers.place("postgresql")
    target = connect(address, secret)
    target.put("dev/a", b"1")
    set_up(*servers.owner(address), role=address.url.query)
    target.put("dev/b", b"2")
    assert target.list("") == {"dev/a": 1, "dev/b": 1}
    target.close()


@pytest.mark.parametrize("name", ["a; drop", 'a"b', "", "Ü", "a" * 64])
def test_names_that_need_quotes_do_not_reach_a_database(name):
    with pytest.raises(KnownError, match="cannot be used as a name"):
        setup_sql(name, "team")
    with pytest.raises(KnownError, match="cannot be used as a name"):
        setup_sql("cxaudit", name)


# --- what the window does not wait for ------------------------------------------------------


def test_no_driver_is_imported_before_it_is_used():
    code = (
        "import sys; from cxaudit.sync.targets import address, connect;"
        "connect(address.parse('/tmp')); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"httpx", "obstore", "paramiko", "sqlalchemy", "psycopg", "ssl"} & set(done.stdout.split())
