"""Reads and writes `.cxaudit`: a zip with the log, the framework as it was used and the evidence (DESIGN 5).

A file from somebody else is hostile until every name, size and hash in it has been checked.
Nothing is ever extracted by name.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from cxaudit import __version__, audit, cell_values, cells, changes, framework
from cxaudit.errors import KnownError
from cxaudit.model import Audit, Change, Framework
from cxaudit.progress import Progress
from cxaudit.reasons import reason_of
from cxaudit.sound import recording
from cxaudit.whole_file import whole_file

SUFFIX = ".cxaudit"
MIMETYPE = b"application/vnd.cxaudit+zip"
FORMAT = 1
LARGEST_LOG = 1 << 29
MOST_CHANGES = 500_000
LARGEST_BLOB = 1 << 30
LARGEST_FILE = 16 << 30
MOST_ENTRIES = 50_000
MOST_REFUSED = 500
"""More are not named: the manifest is read no further than 64 KB."""
MOST_INFLATED = 300
"""How many times its packed size evidence may unpack to; the rest is bounded by its unpacked size."""

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Package:
    """One audit on its way: its log, its framework's bytes, and its blobs by hash."""

    audit: str
    framework: bytes
    changes: tuple[Change, ...]
    blobs: frozenset[str]
    read_blob: Callable[[str], bytes]
    refused: frozenset[str] = frozenset()
    """What the log lacks since a team did not take it, by id: nobody has lost it."""

    def read(self) -> Audit:
        """The audit that the log says."""
        return audit.read(
            self.audit, framework.parse(self.framework, "framework.toml"), changes.heads(self.changes)
        )

    def missing(self) -> frozenset[str]:
        """The blobs that the log names and the package lacks."""
        return named_blobs(self.changes) - self.blobs


class _Manifest(msgspec.Struct, forbid_unknown_fields=False, omit_defaults=True):
    format: int
    audit: str
    framework: str
    changes: int
    program: str = ""
    refused: list[str] = []


def named_blobs(log: Iterable[Change]) -> frozenset[str]:
    """Every blob that a log's evidence names, whether removed since or not, but no deleted recording."""
    return frozenset(blobs_of(log))


def blobs_of(log: Iterable[Change]) -> dict[str, str]:
    """The same blobs, each with the id of the file of evidence that it is or was made from."""
    known = list(log)
    deleted = recording.deleted_cells(known)
    found = [c for c in known if c.cell.startswith("evidence/") and isinstance(c.value, dict)]
    files = [c for c in found if c.cell not in deleted or c.value.get("kind") != "audio"]
    hashes = [(c.value.get(k), c.cell.split("/")[1]) for c in files for k in ("sha256", "preview", "thumb")]
    return {sha: file for sha, file in hashes if isinstance(sha, str) and _SHA256.match(sha)}


def framework_hash(log: Iterable[Change]) -> str:
    """The hash of the framework that a log was made with; KnownError if it does not say one."""
    said = {str(c.value) for c in log if c.cell == cells.FRAMEWORK}
    if len(said) != 1:
        raise KnownError("The audit does not say which checklist it was made with. Nothing was changed.")
    return said.pop()


# --- writing --------------------------------------------------------------------------------


def write(package: Package, target: Path, progress: Progress | None = None) -> None:
    """Write the package whole or not at all; KnownError if the place cannot be written."""
    if os.path.exists(target) and not os.path.isfile(target):
        raise _unwritable(target, KnownError("it is not a file"))
    try:
        with whole_file(target) as out:
            _write_zip(package, out, progress or Progress())
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise _unwritable(target, reason_of(error)) from error


def _unwritable(target: Path, reason: KnownError) -> KnownError:
    return KnownError(
        "“{path}” could not be written: {reason}. The audit itself is safe; choose another place.",
        path=target,
        reason=reason,
    )


def _write_zip(package: Package, out: BinaryIO, progress: Progress) -> None:
    manifest = _Manifest(
        FORMAT,
        package.audit,
        hashlib.sha256(package.framework).hexdigest(),
        len(package.changes),
        __version__,
        sorted(package.refused)[:MOST_REFUSED],
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        _put(packed, "mimetype", MIMETYPE)
        _put(packed, "manifest.json", msgspec.json.format(msgspec.json.encode(manifest)))
        _put(packed, "framework.toml", package.framework, zipfile.ZIP_DEFLATED)
        log = b"".join(msgspec.json.encode(c) + b"\n" for c in changes.ordered(package.changes))
        _put(packed, "changes.jsonl", log, zipfile.ZIP_DEFLATED)
        for done, name in enumerate(sorted(package.blobs)):
            progress.step(done, len(package.blobs))
            _put(packed, f"evidence/{name}", package.read_blob(name))


def _put(packed: zipfile.ZipFile, name: str, data: bytes, method: int = zipfile.ZIP_STORED) -> None:
    """One entry with a fixed date, so that the same audit gives the same bytes."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = method
    packed.writestr(entry, data)


# --- reading --------------------------------------------------------------------------------


def read(path: Path) -> Package:
    """Open a file and check all of it but the blobs' hashes; KnownError says what is wrong with it.

    `Package.read_blob` checks each blob as it is read.
    """
    try:
        packed = _opened(path)
        entries = _entries(packed, path)
        manifest = _manifest(_take(packed, entries, "manifest.json", 1 << 16), path)
        raw = _take(packed, entries, "framework.toml", framework.MAX_BYTES)
        log = changes.merge(_log(_take(packed, entries, "changes.jsonl", LARGEST_LOG), manifest, path))
    except FileNotFoundError:
        raise KnownError("There is no file “{path}”. Check its name.", path=path) from None
    except (EOFError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise _refused(path, KnownError("it is cut short or not an audit file")) from error
    except OSError as error:
        raise _unreadable(path, error) from error
    if hashlib.sha256(raw).hexdigest() != manifest.framework or framework_hash(log) != manifest.framework:
        raise _refused(path, KnownError("its checklist is not the one it was made with"))
    blobs = frozenset(name.removeprefix("evidence/") for name in entries if name.startswith("evidence/"))
    refused = changes.holes(log).intersection(manifest.refused)
    package = Package(manifest.audit, raw, log, blobs, lambda sha: _blob(packed, entries, path, sha), refused)
    if not blobs <= named_blobs(log):
        raise _refused(path, KnownError("it holds files that no evidence names"))
    _check_cells(package, framework.parse(raw, f"{path.name}/framework.toml"), path)
    return package


def verify(path: Path) -> list[KnownError]:
    """Every fault of a file, one line each; empty when all is well. KnownError if it cannot be opened."""
    return faults(read(path))


def faults(package: Package) -> list[KnownError]:
    """The same of a file that was read."""
    found = changes.faults(package.changes, package.refused)
    for sha in sorted(package.blobs):
        try:
            package.read_blob(sha)
        except KnownError as error:
            found.append(error)
    return found + [
        KnownError("evidence {sha} is missing", sha=sha[:12]) for sha in sorted(package.missing())
    ]


def merge(packages: Iterable[Package]) -> Package:
    """The union of several copies of one audit; KnownError if they are different audits."""
    several = list(packages)
    if len({(p.audit, p.framework) for p in several}) != 1:
        raise KnownError("These files hold different audits, so they cannot be merged. Nothing was written.")
    log = changes.merge(*(p.changes for p in several))
    named = named_blobs(log)
    holders = {sha: p for p in several for sha in p.blobs & named}
    return Package(
        several[0].audit,
        several[0].framework,
        log,
        frozenset(holders),
        lambda sha: holders[sha].read_blob(sha),
        changes.holes(log) & frozenset().union(*(p.refused for p in several)),
    )


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        raise
    except OSError as error:
        if error.errno == errno.EINVAL and path.is_file():  # a place in it that a damaged directory names
            raise zipfile.BadZipFile(str(path)) from error
        raise
    except Exception as error:  # UnicodeDecodeError, struct.error and more come of a damaged directory
        raise zipfile.BadZipFile(str(path)) from error


def _entries(packed: zipfile.ZipFile, path: Path) -> Mapping[str, zipfile.ZipInfo]:
    listed = packed.infolist()
    entries = {entry.filename: entry for entry in listed}
    if len(listed) > MOST_ENTRIES or sum(e.file_size for e in listed) > LARGEST_FILE:
        raise _refused(path, KnownError("it is larger than any audit"))
    if len(entries) != len(listed):
        raise _refused(path, KnownError("it holds two files of one name"))
    for name, entry in entries.items():
        known = name in ("mimetype", "manifest.json", "framework.toml", "changes.jsonl")
        folder, _, sha = name.partition("/")
        if not known and not (folder == "evidence" and _SHA256.match(sha)):
            raise _refused(path, KnownError("it holds a file that does not belong there"))
        if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _refused(path, KnownError("it is packed in a way that audit files are not"))
        if not known and entry.file_size > MOST_INFLATED * max(entry.compress_size, 1 << 10):
            raise _refused(path, KnownError("it would unpack to far more than it holds"))
    if "mimetype" not in entries or _take(packed, entries, "mimetype", 100) != MIMETYPE:
        raise _refused(path, KnownError("it is not an audit file"))
    return entries


def _take(packed: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], name: str, limit: int) -> bytes:
    entry = entries.get(name)
    if entry is None or entry.file_size > limit:
        raise zipfile.BadZipFile(name)
    try:
        with packed.open(entry) as stream:
            return stream.read(limit)
    except Exception as error:  # zlib.error and struct.error come through as they are
        raise zipfile.BadZipFile(name) from error


def _blob(packed: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], path: Path, sha: str) -> bytes:
    try:
        data = _take(packed, entries, f"evidence/{sha}", LARGEST_BLOB)
    except (OSError, zipfile.BadZipFile):
        data = b""
    if hashlib.sha256(data).hexdigest() != sha:
        raise KnownError(
            "The evidence {sha} in “{path}” is damaged. Nothing was changed; ask for the file again.",
            sha=sha[:12],
            path=path,
        )
    return data


def _manifest(raw: bytes, path: Path) -> _Manifest:
    try:
        manifest = msgspec.json.decode(raw, type=_Manifest)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise _refused(path, KnownError("its manifest cannot be read")) from error
    if manifest.format > FORMAT:
        raise KnownError(
            "“{path}” is from a newer version of cxaudit. Nothing was changed; install the newer version.",
            path=path,
        )
    return manifest


def _log(raw: bytes, manifest: _Manifest, path: Path) -> Iterator[Change]:
    decoder = msgspec.json.Decoder(Change)
    number = 0
    if manifest.changes > MOST_CHANGES:
        raise _refused(path, KnownError("it is larger than any audit"))
    for number, line in enumerate(io.BytesIO(raw), 1):
        if number > manifest.changes:
            break
        try:
            change = decoder.decode(line)
            if changes.digest(change) != change.id:
                raise KnownError(
                    "Change {number} in “{path}” was forged. Nothing was changed; ask for the file again.",
                    number=number,
                    path=path,
                )
        except (msgspec.MsgspecError, RecursionError, ValueError) as error:
            raise _refused(
                path, KnownError("line {number} of its log cannot be read", number=number)
            ) from error
        if not changes.is_plausible(change, manifest.audit):
            raise _refused(
                path, KnownError("line {number} of its log is not a change of this audit", number=number)
            )
        yield change
    if number != manifest.changes or not number:
        raise _refused(path, KnownError("its log is cut short"))


def is_sound(change: Change, audit_id: str, checklist: Framework) -> bool:
    """Whether this could be a change of that audit: its form, and what its cell may hold."""
    return can_hold(change, checklist) and changes.is_plausible(change, audit_id)


def can_hold(change: Change, checklist: Framework) -> bool:
    """Whether its cell may hold what it says."""
    try:
        cell_values.check(change.cell, change.value, checklist)
        cell_values.check_words(change.author, change.reason)
    except KnownError:
        return False
    return True


def _check_cells(package: Package, checklist: Framework, path: Path) -> None:
    for change in package.changes:
        try:
            cell_values.check(change.cell, change.value, checklist)
            cell_values.check_words(change.author, change.reason)
        except KnownError as error:
            raise KnownError("“{path}” was refused. {reason}", path=path, reason=error) from error


def _unreadable(path: Path, error: OSError) -> KnownError:
    return KnownError(
        "“{path}” could not be read: {reason}. Nothing was changed.", path=path, reason=reason_of(error)
    )


def _refused(path: Path, reason: KnownError) -> KnownError:
    return KnownError(
        "“{path}” was refused: {reason}. Nothing was changed; ask for the file again.",
        path=path,
        reason=reason,
    )
