"""A content is there or not there, never half."""

import hashlib
import os
import resource
import signal
from contextlib import contextmanager

import pytest

from cxaudit.blobs import Blobs
from cxaudit.errors import KnownError
from cxaudit.progress import Progress


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


def test_what_is_damaged_after_it_was_read_is_noticed_at_the_next_reading(blobs):
    sha = blobs.put_bytes(b"content")
    long_ago = 1_000_000_000
    os.utime(blobs.path(sha), (long_ago, long_ago))
    assert blobs.read(sha) == blobs.read(sha) == b"content"
    blobs.path(sha).write_bytes(b"contenT")
    with pytest.raises(KnownError, match="missing or damaged"):
        blobs.read(sha)


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


# --- sealed ---------------------------------------------------------------------------------

KEY = bytes(range(32))
CANARY = b"Canary & Sons, till no. 4 " * 9000


def lies(folder, text=CANARY[:26]):
    return any(text in path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def sealed(tmp_path):
    return Blobs(tmp_path / "sealed", KEY)


def test_sealed_content_keeps_its_address_and_cannot_be_read_on_the_disk(sealed, tmp_path):
    source = tmp_path / "source"
    source.write_bytes(CANARY)
    sha = sealed.put_bytes(CANARY)
    assert sha == hashlib.sha256(CANARY).hexdigest() == sealed.put_file(source)
    assert not lies(sealed.folder)
    again = Blobs(sealed.folder, KEY)
    assert again.has(sha) and again.check(sha) and again.read(sha) == CANARY
    assert again.size(sha) == len(CANARY) and list(again.names()) == [sha]
    assert b"".join(again.pieces(sha, 1000)) == CANARY
    with again.opened(sha) as file:
        file.seek(26 * 5000)
        assert file.read(26) == CANARY[:26]
    again.remove(sha)
    assert not again.has(sha) and not [p for p in sealed.folder.rglob("*") if p.is_file()]


def test_a_damaged_sealed_content_is_found_and_repaired(sealed):
    sha = sealed.put_bytes(CANARY)
    (file,) = (p for p in sealed.folder.rglob("*") if p.is_file())
    file.write_bytes(file.read_bytes()[:-1])
    assert not sealed.check(sha)
    with pytest.raises(KnownError, match="missing or damaged"):
        sealed.read(sha)
    assert sealed.put_bytes(CANARY) == sha and sealed.check(sha)


def test_everything_is_sealed_and_unsealed_again(blobs):
    shas = [blobs.put_bytes(CANARY), blobs.put_bytes(b""), blobs.put_bytes(b"x" * 200_000)]
    blobs.seal(KEY, Progress())
    assert not lies(blobs.folder) and set(blobs.names()) == set(shas)
    assert all(map(blobs.check, shas))
    late = blobs.put_bytes(b"late " + CANARY)
    assert not lies(blobs.folder)
    blobs.unseal(Progress())
    plain = Blobs(blobs.folder)
    assert set(plain.names()) == {*shas, late} and all(map(plain.check, plain.names()))
    assert not list(blobs.folder.glob("??/*.sealed"))


def test_sealing_that_was_cut_off_goes_on_where_it_stopped(blobs):
    shas = [blobs.put_bytes(bytes([n]) * 10) for n in range(6)]

    def stop(done, total):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        blobs.seal(KEY, Progress(stop))
    again = Blobs(blobs.folder, KEY)
    assert set(again.names()) == set(shas) and all(map(again.check, shas))
    again.seal(KEY, Progress())
    assert len(list(blobs.folder.glob("??/*.sealed"))) == 6
    assert all(map(again.check, shas))


def test_damaged_content_is_not_sealed_as_if_it_were_whole(blobs):
    sha = blobs.put_bytes(b"content")
    blobs.path(sha).write_bytes(b"contenT")
    blobs.seal(KEY, Progress())
    assert not blobs.check(sha) and blobs.path(sha).read_bytes() == b"contenT"


def test_parts_of_what_is_not_whole_yet_are_sealed_too(sealed, tmp_path):
    part = tmp_path / "part"
    sealed.keep_part(part, CANARY)
    assert CANARY[:26] not in part.read_bytes() and sealed.part(part) == CANARY
    part.write_bytes(b"kept before the store was locked")
    assert sealed.part(part) == b"kept before the store was locked"
    with pytest.raises(OSError):
        sealed.part(tmp_path / "nowhere")


def test_what_is_sealed_between_two_looks_is_found(tmp_path):
    class Crossed(Blobs):
        def path(self, sha):
            found = super().path(sha)
            if not self._key:
                self.seal(bytes(32), Progress())
            return found

    blobs = Crossed(tmp_path)
    sha = Blobs(tmp_path).put_bytes(b"piece")
    with blobs.opened(sha) as file:
        assert file.read() == b"piece"
    assert not (tmp_path / sha[:2] / sha).exists()
