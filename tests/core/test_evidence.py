"""A file is taken in whole and untouched; its pictures are upright and know nothing of the camera."""

import io
import os
import subprocess
import sys
import tempfile
import zlib
from datetime import UTC, datetime

import pytest
from PIL import Image, ImageCms, ImageDraw

from cxaudit import evidence
from cxaudit.blobs import Blobs
from cxaudit.errors import KnownError
from cxaudit.filetype import sniff

NOW = datetime(2026, 5, 20, 14, 12, tzinfo=UTC)


@pytest.fixture
def blobs(tmp_path):
    return Blobs(tmp_path / "blobs")


@pytest.fixture(scope="module", autouse=True)
def process_apart():
    yield
    evidence.close_process()


def take(source, blobs, name="photo.jpg"):
    return evidence.take_in(source, name=name, criterion="SEL-05", author="A", now=NOW, blobs=blobs)


def picture(size=(2000, 1500), mode="RGB"):
    """White, with a red block in the upper left corner."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 4), fill="red")
    return image.convert(mode)


def written(image, kind="JPEG", **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def shown(blobs, sha):
    image = Image.open(io.BytesIO(blobs.read(sha)))
    image.load()
    return image


def is_red(pixel):
    return pixel[0] > 200 and pixel[1] < 80 and pixel[2] < 80


def test_a_photo_is_kept_untouched_beside_two_smaller_pictures(blobs):
    data = written(picture())
    file = take(data, blobs)
    assert blobs.read(file.sha256) == data and file.size == len(data)
    assert (file.kind, file.media_type, file.width, file.height) == ("image", "image/jpeg", 2000, 1500)
    assert shown(blobs, file.preview).size == (1600, 1200) and shown(blobs, file.thumb).size == (320, 240)
    assert evidence.is_plain_jpeg(blobs.read(file.preview)) and evidence.is_plain_jpeg(
        blobs.read(file.thumb), 320
    )


def test_a_small_picture_is_not_blown_up(blobs):
    assert shown(blobs, take(written(picture((200, 100))), blobs).preview).size == (200, 100)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_whichever_way_the_camera_was_held(blobs, orientation):
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
    upright = picture((400, 300))
    held = upright if orientation == 1 else upright.transpose(Image.Transpose(turns[orientation]))
    if orientation in (6, 8):
        held = upright.transpose(
            Image.Transpose.ROTATE_90 if orientation == 6 else Image.Transpose.ROTATE_270
        )
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = take(written(held, exif=exif), blobs)
    seen = shown(blobs, file.preview)
    assert seen.size == (400, 300) == (file.width, file.height)
    assert is_red(seen.getpixel((10, 10))) and not is_red(seen.getpixel((390, 290)))
    assert not is_red(seen.getpixel((390, 10))) and not is_red(seen.getpixel((10, 290)))


def test_place_camera_and_comment_stay_in_the_original_only(blobs):
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (55.0, 45.0, 7.0)
    exif.get_ifd(0x8769)[0x9003] = "2026:05:20 14:12:00"
    exif.get_ifd(0x8769)[0x9011] = "+03:00"
    data = written(picture(), exif=exif, comment=b"SecretComment", xmp=b"<x:SecretXmp/>")
    file = take(data, blobs)
    assert b"SecretCamera" in blobs.read(file.sha256) and file.taken == "2026-05-20T14:12:00+03:00"
    for sha in (file.preview, file.thumb):
        assert b"Secret" not in blobs.read(sha) and b"Exif" not in blobs.read(sha)
        assert not shown(blobs, sha).getexif()


@pytest.mark.parametrize(
    ("kind", "mode", "media_type"),
    [
        ("PNG", "RGBA", "image/png"),
        ("PNG", "P", "image/png"),
        ("PNG", "I;16", "image/png"),
        ("PNG", "1", "image/png"),
        ("WEBP", "RGB", "image/webp"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("JPEG", "L", "image/jpeg"),
    ],
)
def test_every_usual_kind_of_image_gets_its_pictures(blobs, kind, mode, media_type):
    image = sixteen_bit(picture((640, 480), "L")) if mode == "I;16" else picture((640, 480), mode)
    file = take(written(image, kind), blobs, name="image." + kind.lower())
    assert file.media_type == media_type and shown(blobs, file.preview).mode == "RGB"
    assert shown(blobs, file.preview).getpixel((600, 400))[1] > 230


def sixteen_bit(grey):
    return grey.convert("I").point(lambda v: v * 257).convert("I;16")


def test_a_dark_scan_of_16_bits_stays_dark(blobs):
    file = take(written(sixteen_bit(Image.new("L", (60, 60), 40)), "PNG"), blobs, name="scan.png")
    assert 38 <= shown(blobs, file.preview).getpixel((30, 30))[0] <= 42


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_the_colours_of_a_wide_profile_become_those_of_a_screen(blobs, mode):
    image = Image.new(mode, (60, 60), (0, 0, 255, 255)[: len(mode)])
    file = take(written(image, "PNG", icc_profile=swapped_profile()), blobs, name="wide.png")
    seen = shown(blobs, file.preview)
    assert "icc_profile" not in seen.info and is_red(seen.getpixel((30, 30)))


def swapped_profile():
    """sRGB whose red and blue are exchanged, so that a profile that is ignored is seen at once."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[:] = profile.replace(b"rXYZ", b"tmp1").replace(b"bXYZ", b"rXYZ").replace(b"tmp1", b"bXYZ")
    return bytes(profile)


def test_a_heic_photo_gets_its_pictures(blobs, data_dir):
    file = take(data_dir / "photo.heic", blobs, name="IMG_1.HEIC")
    assert file.media_type == "image/heic" and shown(blobs, file.preview).size == (file.width, file.height)


def test_a_transparent_picture_stands_on_white(blobs):
    file = take(written(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG"), blobs, name="clear.png")
    assert shown(blobs, file.preview).getpixel((25, 25)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("head", "kind", "media_type"),
    [
        (b"%PDF-1.7", "pdf", "application/pdf"),
        (b"RIFF\x00\x00\x00\x00WAVE", "audio", "audio/wav"),
        (b"ID3\x04", "audio", "audio/mpeg"),
        (b"\xff\xfb\x90\x00", "audio", "audio/mpeg"),
        (b"\xff\xf1\x50\x80", "audio", "audio/aac"),
        (b"\x00\x00\x00\x18ftypM4A ", "audio", "audio/mp4"),
        (b"OggS", "audio", "audio/ogg"),
        (b"\x00\x00\x00\x18ftypheic", "image", "image/heic"),
        (b"\n%PDF-1.4", "pdf", "application/pdf"),
        (b"PK\x03\x04", "file", "application/octet-stream"),
        (b"\xff\xff\xff\xff", "file", "application/octet-stream"),
        (b"", "file", "application/octet-stream"),
    ],
)
def test_a_file_is_known_by_its_content(head, kind, media_type):
    assert sniff(head) == (kind, media_type)


@pytest.mark.parametrize(("name", "kind"), [("note.m4a", "audio"), ("clip.mp4", "file"), ("", "file")])
def test_an_mp4_without_a_brand_of_its_own_is_a_sound_if_it_is_called_so(name, kind):
    assert sniff(b"\x00\x00\x00\x18ftypmp42", name)[0] == kind


def test_any_other_file_is_kept_as_it_is(blobs):
    file = take(b"PK\x03\x04 a table", blobs, name="table.xlsx")
    assert (file.kind, file.preview, blobs.read(file.sha256)) == ("file", "", b"PK\x03\x04 a table")


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"hello", "photo.jpg", "is not an image"),
        (b"hello", "paper.PDF", "is not a PDF"),
        (b"hello", "talk.mp3", "is not a sound file"),
        (b"%PDF-1.7", "photo.png", "is not an image"),
        (b"", "note.txt", "is empty"),
        (b"\xff\xd8\xff\xe0 not really", "photo.jpg", "is damaged"),
        (written(picture())[:2000], "photo.jpg", "is damaged"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 500, "photo.heic", "is damaged"),
    ],
)
def test_what_is_not_what_it_says_is_refused_and_nothing_is_stored(blobs, data, name, reason):
    with pytest.raises(KnownError, match=f"{reason}.*Nothing was added"):
        take(data, blobs, name)
    assert list(blobs.names()) == []


def png_that_claims(width, height):
    def chunk(kind, body):
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def test_an_image_that_would_fill_the_memory_is_refused_and_the_next_one_works(blobs):
    with pytest.raises(KnownError, match="more than 100 million pixels"):
        take(png_that_claims(60_000, 60_000), blobs, "huge.png")
    assert take(written(picture()), blobs).preview


def test_the_next_image_works_after_the_decoder_has_died(blobs):
    take(written(picture()), blobs)
    for worker in evidence._process()._processes.values():
        os.kill(worker.pid, 9)
    with pytest.raises(KnownError, match="Nothing was added"):
        take(written(picture((900, 900))), blobs)
    assert take(written(picture((900, 900))), blobs).preview


BEGIN = """
from cxaudit import evidence, pictures
if __name__ == "__main__":
    evidence._process().submit(pictures.derive, "").exception()
    print("begun", flush=True)
    input()
"""


def test_the_process_apart_ends_with_the_program_that_was_killed(tmp_path):
    (tmp_path / "begin.py").write_text(BEGIN)
    program = subprocess.Popen(
        [sys.executable, str(tmp_path / "begin.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert program.stdout.readline().strip() == b"begun"
    program.kill()
    # Both hold the pipe: it ends when the second of them is gone.
    assert program.communicate(timeout=30) == (b"", None)


def test_what_is_too_large_or_no_file_is_refused(blobs, tmp_path):
    with (tmp_path / "large.bin").open("wb") as large:
        large.truncate(evidence.LARGEST + 1)
    for path, reason in (
        (tmp_path / "large.bin", "larger than"),
        (tmp_path, "not a file"),
        (tmp_path / "x", "not a file"),
    ):
        with pytest.raises(KnownError, match=reason):
            take(path, blobs, path.name)
    assert list(blobs.names()) == []


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\photos\\a.jpg", "a.jpg"),
        ("gpj.\u202etxt", "gpj.txt"),
        ("a\tb\nc.txt", "abc.txt"),
        ("", "file"),
        ("я" * 300 + ".jpg", "я" * 116 + ".jpg"),
        ("<b>&.jpg", "<b>&.jpg"),
    ],
)
def test_a_name_is_shown_without_tricks(name, cleaned):
    assert evidence.clean_name(name) == cleaned


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        written(picture((1700, 10))),
        written(picture((10, 10)), comment=b"x"),
        written(picture((9, 9)), "PNG"),
        written(picture((10, 10)))[:60],
        written(picture((10, 10))) + b"appendix\xff\xd9",
        written(picture((10, 10)))[:20] + b"\xff\xe1\x00\x08Exif\0\0" + written(picture((10, 10)))[20:],
        written(picture((10, 10), "CMYK")),
        written(picture((10, 10)), progressive=True),
        written(picture((10, 10)), icc_profile=b"x" * 200),
    ],
)
def test_a_foreign_picture_is_shown_only_if_it_is_a_small_jpeg_without_metadata(data):
    assert not evidence.is_plain_jpeg(data)


def test_a_temporary_folder_that_is_gone_or_full_is_one_sentence(blobs, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(KnownError, match="could not be read"):
        evidence.take_in(
            b"pasted", name="a.txt", criterion="SEL-05", author="A", now=datetime.now(UTC), blobs=blobs
        )
    assert list(blobs.names()) == []
