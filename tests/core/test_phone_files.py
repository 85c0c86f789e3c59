"""Files that a phone wrote are read at first sight, and a bad one says in a sentence why it is none."""

import os
import struct
import zlib
from datetime import UTC, datetime, timedelta, timezone

import pytest

from cxaudit import evidence
from cxaudit.errors import KnownError
from cxaudit.phone import files as phone_files
from tests import photos

NOON = datetime(2026, 5, 20, 12, 0, 7, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def process_apart():
    yield
    evidence.close_process()


def test_a_jpeg_says_when_and_by_which_phone_it_was_taken(tmp_path):
    path = photos.jpeg(tmp_path / "a.jpg", "2026:05:20 14:12:00", part="25", serial="77")
    read = phone_files.read(path)
    assert (read.said, read.by_file) == (datetime(2026, 5, 20, 14, 12, 0, 250_000), False)
    assert read.camera == "Phone One 77"
    assert read.sha256 == phone_files.digest(path) and read.size == path.stat().st_size
    assert photos.size_of(read.thumb) == (320, 240) and read.shows is None


def test_a_heic_says_its_time_with_its_zone(tmp_path):
    read = phone_files.read(photos.heic(tmp_path / "b.heic", "2026:05:20 14:12:00", offset="+03:00"))
    assert read.said == datetime(2026, 5, 20, 14, 12, tzinfo=timezone(timedelta(hours=3)))
    assert read.said.utcoffset() == timedelta(hours=3) and read.camera == "Phone One"


@pytest.mark.parametrize(
    "taken", ["", "0000:00:00 00:00:00", "1970:01:01 00:00:00", "yesterday", "9999:12:31 23:59:59"]
)
def test_without_a_camera_time_the_time_of_the_file_is_taken(tmp_path, taken):
    path = photos.jpeg(tmp_path / "a.jpg", taken)
    os.utime(path, (NOON.timestamp(), NOON.timestamp()))
    read = phone_files.read(path)
    assert read.by_file and read.said == NOON


def test_a_zone_that_is_none_leaves_the_local_time(tmp_path):
    read = phone_files.read(photos.jpeg(tmp_path / "a.jpg", "2026:05:20 14:12:00", offset="here"))
    assert read.said == datetime(2026, 5, 20, 14, 12) and not read.by_file


@pytest.mark.parametrize(("blur", "turn"), [(1.2, 3), (2.0, -8), (2.5, 15)])
def test_the_clock_is_read_off_a_photo_that_is_turned_and_blurred(tmp_path, blur, turn):
    seen = photos.photographed(photos.code(NOON), turn, blur)
    read = phone_files.read(photos.save(tmp_path / "clock.jpg", seen, "2026:05:20 14:12:00"))
    assert read.shows == NOON


def test_a_small_code_in_a_large_photo_is_read_when_looked_at_closely(tmp_path):
    room = photos.Image.new("RGB", (4000, 3000), "grey")
    room.paste(photos.code(NOON, scale=3), (1800, 1300))
    path = photos.save(tmp_path / "far.jpg", room, "2026:05:20 14:12:00")
    assert phone_files.read(path).shows is None
    assert phone_files.read(path, closely=True).shows == NOON


def huge(path):
    """A PNG of 300 million pixels, all of them black."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 20_000, 15_000, 8, 0, 0, 0, 0)
    pixels = zlib.compressobj()
    body = b"".join(pixels.compress(bytes(20_001)) for _ in range(15_000)) + pixels.flush()
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b""))


def test_each_bad_file_says_one_sentence_why(tmp_path):
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "text.jpg").write_text("not a picture at all")
    (tmp_path / "half.jpg").write_bytes(photos.jpeg(tmp_path / "whole.jpg").read_bytes()[:900])
    huge(tmp_path / "huge.png")
    said = {
        "empty.jpg": "is empty",
        "text.jpg": "not an image",
        "half.jpg": "damaged",
        "huge.png": "more than 100 million pixels",
        "gone.jpg": "no such file",
    }
    for name, words in said.items():
        with pytest.raises(KnownError, match=words):
            phone_files.read(tmp_path / name)
    assert phone_files.read(tmp_path / "whole.jpg").by_file


def test_a_file_without_permission_says_so(tmp_path):
    path = photos.jpeg(tmp_path / "a.jpg")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(KnownError, match="permission"):
        phone_files.read(path)


def test_a_folder_is_searched_with_all_below_it_but_not_what_is_hidden(tmp_path):
    for name in ("b.JPG", "DCIM/a.heic", ".trash/c.jpg", ".hidden.jpg", "film.mp4"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = phone_files.find(tmp_path)
    assert [p.relative_to(tmp_path).as_posix() for p in found.paths] == ["b.JPG", "DCIM/a.heic"]
    assert (found.others, found.refused) == (1, ())


def test_a_folder_that_is_gone_says_so(tmp_path):
    with pytest.raises(KnownError, match="no such file or folder"):
        phone_files.find(tmp_path / "gone")
