"""A content is there or not there, never half."""

import hashlib
import resource
import signal
from contextlib import contextmanager

import pytest

from cxaudit.blobs import Blobs
from cxaudit.errors import KnownError


@pytest.fixture
def blobs(tmp_path):
    return Blobs(tmp_path / "blobs")


def test_content_is_found_by_its_hash_and_stored_once(blobs, tmp_path):
    (tmp_path / "file").write_bytes(b"content")
    sha = hashlib.sha256(b"content").hexdigest()
    assert blobs.put_bytes(b"content") == blobs.put_file(tmp_path / "file") == sha
    assert blobs.read(sha) == b"content" and blobs.check(sha) and list(blobs.names()) == [sha]


def test_damage_and_loss_are_noticed(blobs):
    sha = blobs.put_bytes(b"content")
    blobs.path(sha).write_bytes(b"contenT")
    assert not blobs.check(sha)
    with pytest.raises(KnownError, match="missing or damaged"):
        blobs.read(sha)
    assert not blobs.check("0" * 64) and not blobs.has("0" * 64)


def test_storing_again_repairs_a_damaged_content(blobs):
    sha = blobs.put_bytes(b"content")
    blobs.path(sha).write_bytes(b"x")
    assert blobs.put_bytes(b"content") == sha and blobs.check(sha)


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_hash_names_a_content(blobs, name):
    with pytest.raises(ValueError):
        blobs.path(name)


def test_what_an_interrupted_write_left_is_swept_at_the_next_start(blobs):
    (blobs.folder / "part-1").write_bytes(b"half")
    Blobs(blobs.folder)
    assert list(blobs.folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "blobs").write_text("in the way")
    with pytest.raises(KnownError, match="cannot be written"):
        Blobs(tmp_path / "blobs")


def test_a_full_disk_leaves_nothing_half(blobs):
    with limited_files(1000), pytest.raises(KnownError, match=r"disk is full|cannot be written"):
        blobs.put_bytes(b"x" * 5000)
    assert list(blobs.names()) == [] and list(blobs.folder.iterdir()) == []


@contextmanager
def limited_files(size):
    """What a full disk does to a write, by the system's limit on the size of a file."""
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)
