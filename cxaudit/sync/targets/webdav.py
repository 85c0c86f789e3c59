"""WebDAV: Nextcloud and many others, through plain HTTP as httpx speaks it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from cxaudit.sync.target import is_name
from cxaudit.sync.targets import broken_off, troubles
from cxaudit.sync.targets.address import Address, Secret
from cxaudit.sync.targets.halves import Halves
from cxaudit.sync.targets.walk import walk

WIDTH = 8
_ASKED = (
    b'<propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/><getlastmodified/></prop></propfind>'
)


class WebDav:
    """A file is sent under a hidden name and moved, so what is cut on its way is never seen."""

    def __init__(self, address: Address, secret: Secret, patience: float) -> None:
        from cxaudit.sync.targets.http import Http

        self._place = address.label
        self._http = Http(address, secret, patience, 2 * WIDTH)
        self._halves = Halves(self._delete)

    def list(self, prefix: str) -> dict[str, int]:
        return walk(self._within, prefix, WIDTH)

    def get(self, name: str) -> bytes:
        if not is_name(name):
            raise troubles.not_there(name)
        with self._http.asked("GET", name) as answer:
            if answer.status_code in (301, 302, 307, 308, 404, 405, 410):  # a folder, or nothing
                raise troubles.not_there(name)
            return self._http.body(answer, name, 200)

    def put(self, name: str, data: bytes) -> None:
        with self._halves.of(name) as half:
            status = self._http.status("PUT", half, data)
            if status in (404, 409) and "/" in name:
                self._make(name.rpartition("/")[0])
                status = self._http.status("PUT", half, data)
            self._http.expect(status, 200, 201, 204)
            moved = self._http.status("MOVE", half, Destination=self._http.base + name, Overwrite="T")
            self._http.expect(moved, 200, 201, 204)

    def remove(self, names: Collection[str]) -> None:
        for name in filter(is_name, names):
            self._delete(name)

    def close(self) -> None:
        self._http.close()

    def _delete(self, name: str) -> None:
        self._http.expect(self._http.status("DELETE", name), 200, 202, 204, 404, 410)

    def _make(self, folder: str) -> None:
        """Make the folder and those above it; 405 and 409 say that it is there or is just being made."""
        parts = folder.split("/")
        for depth in range(len(parts)):
            self._http.expect(
                self._http.status("MKCOL", "/".join(parts[: depth + 1]) + "/"), 200, 201, 405, 409
            )

    def _check_base(self) -> None:
        """A folder that is not there is empty; a place that is not there is none."""
        with self._http.asked("PROPFIND", "", _ASKED, Depth="0") as answer:
            self._http.expect(answer.status_code, 207)

    def _within(self, folder: str) -> Iterable[tuple[str, int | None]]:
        """What lies in that folder itself: names with sizes, None for a folder."""
        with self._http.asked("PROPFIND", folder, _ASKED, Depth="1") as answer:
            if answer.status_code == 404 and folder:
                self._check_base()
                return []
            listing = self._http.body(answer, folder or self._place, 207)
            now = _moment(answer.headers.get("Date", ""))
        own = unquote(urlsplit(self._http.base + folder).path)
        try:
            entries = [*_entries(ElementTree.fromstring(listing), own, folder)]
        except (ElementTree.ParseError, ValueError):
            raise troubles.strange(self._place) from None
        for name, _, at in entries:
            if at is not None:
                self._halves.notice(name, at)
        if now is not None:
            self._halves.earlier.sweep(now)
        return [(name, size) for name, size, _ in entries if is_name(name)]


def _moment(said: str) -> float | None:
    """What the place says of a time, in seconds; None if it says none."""
    try:
        return parsedate_to_datetime(said).timestamp()
    except (ValueError, OverflowError):
        return None


def _entries(
    listing: ElementTree.Element, own: str, folder: str
) -> Iterator[tuple[str, int | None, float | None]]:
    """Names with sizes, None for a folder, and when those were written last that a killed program left."""
    said = "{DAV:}propstat/{DAV:}prop/{DAV:}"  # by its whole path, since a search goes through all below
    for entry in listing.findall("{DAV:}response"):
        path = unquote(urlsplit(entry.findtext("{DAV:}href", "").strip()).path)
        name = folder + path.removeprefix(own).rstrip("/")
        base = name[len(folder) :]
        is_half = broken_off.is_own(base)
        if not path.startswith(own) or "/" in base or not (is_half or is_name(name)):
            continue
        if entry.find(f"{said}resourcetype/{{DAV:}}collection") is not None:
            yield name, None, None
        else:
            at = _moment(entry.findtext(f"{said}getlastmodified", "")) if is_half else None
            yield name, int(entry.findtext(f"{said}getcontentlength", "-1")), at
