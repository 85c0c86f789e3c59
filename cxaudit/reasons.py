"""Why the system refused a file, in our own words: its own are in one language only."""

from __future__ import annotations

import errno

from cxaudit.errors import KnownError
from cxaudit.words import N_

_WORDS = {
    "ENOENT": N_("there is no such file or folder"),
    "EACCES": N_("there is no permission for it"),
    "EPERM": N_("there is no permission for it"),
    "EISDIR": N_("it is a folder"),
    "ENOTDIR": N_("a part of its path is not a folder"),
    "EEXIST": N_("its name is taken"),
    "ENOSPC": N_("the disk is full"),
    "EDQUOT": N_("the disk is full"),
    "EFBIG": N_("it would be larger than the disk allows"),
    "EROFS": N_("the disk can only be read"),
    "ENAMETOOLONG": N_("its name is too long"),
    "EINVAL": N_("its name is not one that a file can have"),
    "ELOOP": N_("its links lead in a circle"),
    "EBUSY": N_("another program uses it"),
    "ETXTBSY": N_("another program uses it"),
    "EMFILE": N_("too many files are open"),
    "ENFILE": N_("too many files are open"),
    "EIO": N_("the disk could not be read or written"),
    "ENXIO": N_("the disk could not be read or written"),
    "ENODEV": N_("the disk is not there any more"),
    "ESTALE": N_("the disk is not there any more"),
    "ENOTCONN": N_("the disk is not there any more"),
    "EHOSTUNREACH": N_("the network folder cannot be reached"),
    "ENETUNREACH": N_("the network folder cannot be reached"),
    "ETIMEDOUT": N_("the network folder cannot be reached"),
    "EPIPE": N_("whoever read it has left"),
}
"""By the name of the number: not every system has every number."""
_HELD_ON_WINDOWS = (32, 33)
"""Sharing and lock violations; Python calls both a lack of permission."""


def reason_of(error: Exception) -> KnownError:
    """What stands after a colon in a sentence about a file; the number where there is no word for it."""
    number = getattr(error, "errno", errno.EINVAL)  # a name with a null byte never reaches the system
    name = errno.errorcode.get(number or 0, "")
    if getattr(error, "winerror", None) in _HELD_ON_WINDOWS:
        name = "EBUSY"
    if words := _WORDS.get(name):
        return KnownError(words)
    return KnownError("the system refused, number {code}", code=number or "?")
