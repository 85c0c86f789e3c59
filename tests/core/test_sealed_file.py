"""Files that are read piece by piece and say when a byte of them was altered."""

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxaudit import sealed_file
from cxaudit.sealed_file import CHUNK, Damaged

KEY = bytes(range(32))
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7]


def written(path, data, key=KEY):
    path.write_bytes(b"".join(sealed_file.sealed((data[:10], data[10:]), key)))
    return path


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_is_read_back(tmp_path, size):
    data = os.urandom(size)
    path = written(tmp_path / "file", data)
    with sealed_file.opened(path, KEY) as file:
        assert file.read() == data
        assert file.read() == b""


@given(data=st.data())
def test_any_place_can_be_read(tmp_path_factory, data):
    content = b"".join(n.to_bytes(4) for n in range(CHUNK // 2))
    path = written(tmp_path_factory.mktemp("sealed") / "file", content)
    plain = io.BytesIO(content)
    with sealed_file.opened(path, KEY) as file:
        for _ in range(5):
            at = data.draw(st.integers(0, len(content) + 10))
            much = data.draw(st.integers(0, CHUNK * 2))
            assert file.seek(at) == plain.seek(at)
            assert file.read(much) == plain.read(much)
            assert file.tell() == plain.tell()


def test_every_altered_byte_of_a_small_file_is_found(tmp_path):
    path = written(tmp_path / "file", b"a small note")
    good = path.read_bytes()
    for place in range(len(good)):
        bent = bytearray(good)
        bent[place] ^= 1
        path.write_bytes(bent)
        with pytest.raises(Damaged), sealed_file.opened(path, KEY) as file:
            file.read()
        path.write_bytes(good[:place])
        with pytest.raises(Damaged), sealed_file.opened(path, KEY) as file:
            file.read()


def test_chunks_that_are_missing_or_moved_are_found(tmp_path):
    data = os.urandom(3 * CHUNK)
    path = written(tmp_path / "file", data)
    good, whole = path.read_bytes(), CHUNK + 16
    chunks = [good[24 + n * whole : 24 + (n + 1) * whole] for n in range(3)]
    for kept in ([0, 1], [0, 2], [1, 0, 2], [0, 0, 2], [0, 1, 2, 2]):
        path.write_bytes(good[:24] + b"".join(chunks[n] for n in kept))
        with pytest.raises(Damaged), sealed_file.opened(path, KEY) as file:
            file.read()


def test_another_key_opens_nothing_and_nothing_is_seen(tmp_path):
    path = written(tmp_path / "file", b"canary" * 100)
    assert b"canary" not in path.read_bytes()
    with pytest.raises(Damaged), sealed_file.opened(path, bytes(32)) as file:
        file.read()


def test_two_files_with_the_same_content_are_unlike(tmp_path):
    one, other = written(tmp_path / "one", b"same" * 9), written(tmp_path / "other", b"same" * 9)
    assert one.read_bytes()[24:] != other.read_bytes()[24:]
