"""Which bytes go into the report unchanged, and which do not go in."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cxaudit.reports.jpeg import read_jpeg


def jpeg(mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, (40, 30), None if mode == "CMYK" else 90).save(out, "JPEG", **options)
    return out.getvalue()


@pytest.mark.parametrize("data", [jpeg(), jpeg("L"), jpeg(progressive=True)])
def test_a_plain_jpeg_is_kept_byte_for_byte(data):
    found = read_jpeg(data)
    assert (found.width, found.height) == (40, 30)
    assert found.data == data


def test_what_a_camera_wrote_into_the_file_is_left_out():
    exif = Image.Exif()
    exif[0x010E] = "Secret place"
    data = jpeg(exif=exif, comment=b"secret words")
    assert b"Secret place" in data and b"secret words" in data
    found = read_jpeg(data)
    assert b"ecret" not in found.data
    assert Image.open(io.BytesIO(found.data)).size == (40, 30)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"\xff\xd8", b"\xff\xd8\xff\xd9", jpeg()[:200], jpeg("CMYK")]
)
def test_what_is_no_whole_plain_jpeg_is_refused(data):
    assert read_jpeg(data) is None


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail(data):
    read_jpeg(b"\xff\xd8" + data + b"\xff\xd9")
