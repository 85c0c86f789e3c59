"""What can go wrong at a place, in words: what is safe, and what to do next."""

from __future__ import annotations

import errno
import re

from cxaudit.errors import KnownError
from cxaudit.reasons import reason_of
from cxaudit.sync.target import LARGEST, NotThere, Unreachable

_AWAY = {
    "EIO",
    "ENXIO",
    "ENODEV",
    "ESTALE",
    "EBUSY",
    "ENOTCONN",
    "EHOSTDOWN",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "ETIMEDOUT",
}
_AWAY_ON_WINDOWS = (32, 33, 53, 59, 64)
"""Held by another program, or the network drive is gone."""


def unreachable(place: str) -> Unreachable:
    return Unreachable(
        "“{place}” cannot be reached now. Your work is safe on this device. Try again later.",
        place=place,
    )


def refused(place: str) -> KnownError:
    return KnownError(
        "“{place}” does not accept the user name or the password. Your work is safe on this device. "
        "Enter them again.",
        place=place,
    )


def forbidden(place: str) -> KnownError:
    return KnownError(
        "“{place}” does not let you read and write. Your work is safe on this device. "
        "Ask whoever looks after the place to allow it.",
        place=place,
    )


def full(place: str) -> KnownError:
    return KnownError(
        "There is no room left at “{place}”. Your work is safe on this device. "
        "Make room there, then sync again.",
        place=place,
    )


def missing(place: str) -> KnownError:
    return KnownError(
        "What the address names does not exist at “{place}”. Nothing was written. Check the address.",
        place=place,
    )


def untrusted(place: str) -> KnownError:
    return KnownError(
        "The certificate of “{place}” is not trusted. Nothing was sent. "
        "Try another network, or ask whoever looks after the place.",
        place=place,
    )


def clock(place: str) -> KnownError:
    return KnownError(
        "“{place}” refuses the time that this device shows. Your work is safe here. "
        "Set the clock, then sync again.",
        place=place,
    )


def strange(place: str) -> KnownError:
    return KnownError(
        "“{place}” answers in a way that is not expected there. Your work is safe on this device. "
        "Check the address.",
        place=place,
    )


def not_there(name: str) -> NotThere:
    return NotThere(
        "There is no “{name}” in the team's place. Your work is safe on this device; sync again.",
        name=name,
    )


def too_large(name: str) -> KnownError:
    return KnownError(
        "“{name}” in the team's place is larger than {size} MB, so it was not written by cxaudit. "
        "It was left alone.",
        name=name,
        size=LARGEST >> 20,
    )


def of_status(status: int, place: str) -> KnownError:
    """What an HTTP status of 300 and more means; 404 is left to whoever knows what was asked for."""
    if status in (408, 423, 425, 429) or (status >= 500 and status not in (501, 505, 507)):
        return unreachable(place)
    if status == 401:
        return refused(place)
    if status in (403, 405):
        return forbidden(place)
    if status in (413, 507):
        return full(place)
    if status in (404, 409, 410):
        return missing(place)
    return strange(place)


def of_store(said: str, place: str) -> KnownError:
    """What the words of an S3 store or of the line to it mean."""
    if "RequestTimeTooSkewed" in said:
        return clock(place)
    if re.search("InvalidAccessKeyId|SignatureDoesNotMatch", said):
        return refused(place)
    if found := re.search(r"status code: (\d{3})|\bstatus: (\d{3})\b", said):
        return of_status(int(found[1] or found[2]), place)
    return untrusted(place) if "certificate" in said.lower() else unreachable(place)


def of_system(error: OSError, place: str) -> KnownError:
    """What the refusal of a file means."""
    name = errno.errorcode.get(error.errno or 0, "")
    if name in _AWAY or getattr(error, "winerror", None) in _AWAY_ON_WINDOWS:
        return unreachable(place)
    if name in ("ENOSPC", "EDQUOT", "EFBIG"):
        return full(place)
    if name in ("ENOENT", "ENOTDIR"):
        return missing(place)
    if name in ("EACCES", "EPERM", "EROFS"):
        return forbidden(place)
    return KnownError(
        "“{place}” could not be read or written: {reason}. Your work is safe on this device. "
        "Mend that and sync again.",
        place=place,
        reason=reason_of(error),
    )
