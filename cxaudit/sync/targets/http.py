"""Questions to one place by HTTP, with a limit on each, and in words what went wrong."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import certifi
import httpx

from cxaudit.sync.target import LARGEST
from cxaudit.sync.targets import troubles
from cxaudit.sync.targets.address import Address, Secret


class Http:
    """Redirects are not followed, so the password goes nowhere else."""

    def __init__(self, address: Address, secret: Secret, patience: float, width: int) -> None:
        trusted = ssl.create_default_context()
        trusted.load_verify_locations(certifi.where())  # beside what the system trusts
        self._place = address.label
        self.base = address.place + "/"
        self._client = httpx.Client(
            auth=(address.user.encode(), secret.password.encode()) if address.user else None,
            limits=httpx.Limits(max_connections=width, max_keepalive_connections=width),
            timeout=httpx.Timeout(patience, connect=min(patience, 10)),
            verify=trusted,
        )

    def status(self, method: str, name: str, data: bytes = b"", **headers: str) -> int:
        """What the place says to the question."""
        with self.asked(method, name, data, **headers) as answer:
            return answer.status_code

    def expect(self, status: int, *good: int) -> None:
        """Raise what a status means that is none of the good ones."""
        if status not in good:
            raise troubles.of_status(status, self._place)

    @contextmanager
    def asked(self, method: str, name: str, data: bytes = b"", **headers: str) -> Iterator[httpx.Response]:
        """The answer, whose body has not been read; `name` goes below the address."""
        try:
            with self._client.stream(method, self.base + name, content=data, headers=headers) as answer:
                yield answer
        except httpx.TransportError as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                raise troubles.untrusted(self._place) from error
            raise troubles.unreachable(self._place) from error
        except (httpx.DecodingError, ValueError) as error:
            raise troubles.strange(self._place) from error

    def body(self, answer: httpx.Response, name: str, good: int) -> bytes:
        """What the answer holds, read no further than the largest file of a space."""
        self.expect(answer.status_code, good)
        body = bytearray()
        if int(answer.headers.get("Content-Length", "0")) > LARGEST:
            raise troubles.too_large(name)
        for piece in answer.iter_bytes():
            body += piece
            if len(body) > LARGEST:
                raise troubles.too_large(name)
        return bytes(body)

    def close(self) -> None:
        self._client.close()
