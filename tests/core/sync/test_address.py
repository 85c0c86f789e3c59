"""Addresses of places, as people type them and as they are kept."""

from dataclasses import replace

import pytest

from cxaudit.errors import KnownError
from cxaudit.sync.targets.address import Secret, parse


@pytest.mark.parametrize(
    ("typed", "kept", "label"),
    [
        ("/home/anna/Team", "folder:/home/anna/Team", "/home/anna/Team"),
        ("folder:/home/anna/Общая папка/", "folder:/home/anna/Общая папка", "/home/anna/Общая папка"),
        (
            "https://cloud.example.org/remote.php/dav/files/anna/Team/",
            "webdav:https://cloud.example.org/remote.php/dav/files/anna/Team",
            "cloud.example.org",
        ),
        (
            "webdav:https://anna%40example.org@Cloud.example.org:8443/Моя папка",
            "webdav:https://anna%40example.org@cloud.example.org:8443/%D0%9C%D0%BE%D1%8F%20%D0%BF%D0%B0%D0%BF%D0%BA%D0%B0",
            "cloud.example.org:8443",
        ),
        ("webdav:cloud.example.org/dav", "webdav:https://cloud.example.org/dav", "cloud.example.org"),
        ("webdav:http://127.0.0.1:8080/dav", "webdav:http://127.0.0.1:8080/dav", "127.0.0.1:8080"),
        (
            "s3://AKIA7@s3.example.org/bucket/a/b?region=ru-1",
            "s3:https://AKIA7@s3.example.org/bucket/a/b?region=ru-1",
            "s3.example.org",
        ),
        (
            "sftp://anna@files.example.org:2222/srv/team/",
            "sftp:anna@files.example.org:2222/srv/team",
            "files.example.org:2222",
        ),
        ("sftp:anna@files.example.org/~/team", "sftp:anna@files.example.org/~/team", "files.example.org"),
        (
            "postgresql://anna@db.example.org/audits",
            "postgresql:anna@db.example.org/audits?cxaudit",
            "db.example.org",
        ),
        ("postgresql:anna@[::1]:5433/audits?q3", "postgresql:anna@[::1]:5433/audits?q3", "[::1]:5433"),
    ],
)
def test_an_address_is_kept_in_one_form(typed, kept, label):
    address = parse(typed)
    assert str(address) == kept
    assert address.label == label
    assert parse(kept) == address


def test_a_folder_is_kept_by_its_whole_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert parse("team").place == str(tmp_path / "team")
    assert parse("folder:./team/../other").place == str(tmp_path / "other")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert parse("~/Nextcloud/Team").place == str(tmp_path / "Nextcloud" / "Team")


def test_the_key_of_a_machine_travels_with_its_address():
    key = "ssh-ed25519 SHA256:ab+/c"
    trusted = replace(parse("sftp:anna@files.example.org/srv"), host_key=key)
    assert parse(str(trusted)) == trusted
    assert parse(str(trusted.anybodys)) == replace(trusted, user="")
    assert "anna" not in str(trusted.anybodys)


@pytest.mark.parametrize(
    "typed",
    [
        "webdav:https://anna:pass-word@cloud.example.org/dav",
        "https://anna:pass-word@cloud.example.org/dav",
        "sftp://anna:pass-word@files.example.org/srv",
        "postgresql:anna:pass-word@db.example.org/audits",
        "s3:https://AKIA7:pass-word@s3.example.org/bucket",
    ],
)
def test_an_address_with_a_password_is_refused_without_repeating_it(typed):
    with pytest.raises(KnownError, match="holds a password") as caught:
        parse(typed)
    assert "pass-word" not in f"{caught.value} {vars(caught.value)} {caught.value.__cause__}"


@pytest.mark.parametrize("typed", ["http://cloud.example.org/dav", "s3:http://s3.example.org/bucket"])
def test_an_address_that_would_send_all_openly_is_refused(typed):
    with pytest.raises(KnownError, match="unencrypted"):
        parse(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "", "folder:", "webdav:", "webdav:https://", "https:///dav", "webdav:ftp://cloud.example.org/dav",
        "webdav:https://cloud.example.org:port/dav", "webdav:https://[::1/dav", "s3:https://s3.example.org",
        "s3:https://s3.example.org/bucket?acl", "sftp:", "sftp:///srv", "postgresql:db.example.org",
        "postgresql:db.example.org/audits/more", "postgresql:db.example.org/audits?x;drop", "ftp://example.org/x",
        "folder:/home/\0",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_an_example(typed):
    with pytest.raises(KnownError, match=r"looks like this|is one of: folder"):
        parse(typed)


def test_a_secret_is_not_shown():
    secret = Secret("pass-word", key_file="/home/anna/.ssh/id")
    assert "pass-word" not in f"{secret!r} {secret}" and "/home" not in f"{secret!r}"
