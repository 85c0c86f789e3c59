"""What a file is, told by its content and not by its name."""

from __future__ import annotations

from typing import Literal

Kind = Literal["image", "pdf", "audio", "file"]

_STARTS: tuple[tuple[bytes, Kind, str], ...] = (
    (b"\xff\xd8\xff", "image", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image", "image/png"),
    (b"OggS", "audio", "audio/ogg"),
    (b"fLaC", "audio", "audio/flac"),
    (b"#!AMR", "audio", "audio/amr"),
    (b"ID3", "audio", "audio/mpeg"),
)
_RIFF: dict[bytes, tuple[Kind, str]] = {b"WEBP": ("image", "image/webp"), b"WAVE": ("audio", "audio/wav")}
_BRANDS: dict[bytes, tuple[Kind, str]] = {
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"), ("image", "image/heic")),
    **dict.fromkeys((b"M4A ", b"M4B "), ("audio", "audio/mp4")),
    **dict.fromkeys((b"3gp4", b"3gp5", b"3gp6", b"3g2a"), ("audio", "audio/3gpp")),
}
_FILMS = frozenset((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"dash"))
"""Brands of MP4 that hold a film or a sound alone, which the beginning of a file does not tell."""
_LATEST_PDF = 1024
"""How far into a file readers look for the beginning of a PDF."""
_CLAIMS: dict[str, Kind] = {
    **dict.fromkeys(("jpg", "jpeg", "png", "webp", "heic", "heif"), "image"),
    "pdf": "pdf",
    **dict.fromkeys(("wav", "mp3", "m4a", "aac", "ogg", "oga", "opus", "flac", "amr", "3gp"), "audio"),
}


def sniff(head: bytes, name: str = "") -> tuple[Kind, str]:
    """The kind and media type of a file whose first bytes these are; `file` for anything unknown.

    The name decides only whether an MP4, which it is by its content, is a sound or a film.
    """
    for start, kind, media_type in _STARTS:
        if head.startswith(start):
            return kind, media_type
    if head.startswith(b"RIFF") and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head[4:8] == b"ftyp" and head[8:12] in _BRANDS:
        return _BRANDS[head[8:12]]
    if head[4:8] == b"ftyp" and head[8:12] in _FILMS:
        return ("audio", "audio/mp4") if claimed_kind(name) == "audio" else ("file", "video/mp4")
    if b"%PDF-" in head[:_LATEST_PDF]:
        return "pdf", "application/pdf"
    if _is_mpeg_frame(head):
        return "audio", "audio/aac" if head[1] & 0xF6 == 0xF0 else "audio/mpeg"
    return "file", "application/octet-stream"


def claimed_kind(name: str) -> Kind | None:
    """The kind that the ending of a name promises, if it promises one."""
    return _CLAIMS.get(name.rpartition(".")[2].casefold())


def _is_mpeg_frame(head: bytes) -> bool:
    """Whether a bare MP3 or AAC frame begins here: eleven set bits, then no reserved version or layer."""
    return len(head) > 3 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[2] & 0xF0 != 0xF0
