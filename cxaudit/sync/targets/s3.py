"""S3: a bucket at Amazon or at anybody who speaks as it does."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cxaudit.sync.target import LARGEST, is_name
from cxaudit.sync.targets import troubles
from cxaudit.sync.targets.address import Address, Secret

if TYPE_CHECKING:
    from obstore.store import ClientConfig, S3Store

_AMAZON = re.compile(r"s3[.-]([a-z]+-[a-z-]+-\d)\.amazonaws\.com")


class S3:
    """One PUT is whole or nothing, so no name is needed for halves; `If-None-Match` is not trusted."""

    def __init__(self, address: Address, secret: Secret, patience: float) -> None:
        self._place = address.label
        limits = {"connect_timeout": min(patience, 10), "timeout": 10 * patience}  # the whole, on a slow line
        self._writes = _store(address, secret, **limits)
        # Beware: this limit counts while something is sent, too.
        self._reads = _store(address, secret, read_timeout=patience, **limits)

    def list(self, prefix: str) -> dict[str, int]:
        with self._said():
            listed = (one for page in self._reads.list(prefix or None, chunk_size=1000) for one in page)
            return {one["path"]: one["size"] for one in listed if is_name(one["path"])}

    def get(self, name: str) -> bytes:
        if not is_name(name):
            raise troubles.not_there(name)
        body = bytearray()
        with self._said(name):
            answer = self._reads.get(name)
            if answer.meta["size"] > LARGEST:
                raise troubles.too_large(name)
            for piece in answer.stream():
                body += piece
                if len(body) > LARGEST:
                    raise troubles.too_large(name)
        return bytes(body)

    def put(self, name: str, data: bytes) -> None:
        with self._said():
            self._writes.put(name, data, use_multipart=False)

    def remove(self, names: Collection[str]) -> None:
        with self._said():
            for name in filter(is_name, names):
                self._writes.delete(name)

    def close(self) -> None:
        return

    @contextmanager
    def _said(self, name: str = "") -> Iterator[None]:
        """Say in words what the store refused; what it says itself holds the whole request."""
        from obstore.exceptions import BaseError

        try:
            yield
        except (BaseError, OSError, ValueError) as error:
            if name and isinstance(error, FileNotFoundError) and "NoSuchBucket" not in str(error):
                raise troubles.not_there(name) from None
            raise troubles.of_store(str(error), self._place) from None


def _store(address: Address, secret: Secret, **limits: float) -> S3Store:
    from obstore.store import S3Store

    bucket, _, folder = unquote(address.url.path).strip("/").partition("/")
    amazon = _AMAZON.search(address.host)
    options: ClientConfig = {"allow_http": address.url.scheme == "http"}
    options.update({name: timedelta(seconds=limit) for name, limit in limits.items()})  # type: ignore[typeddict-item]
    return S3Store(
        bucket,
        prefix=folder or None,
        endpoint=f"{address.url.scheme}://{address.url.netloc}",
        region=address.url.query.removeprefix("region=") or (amazon[1] if amazon else "us-east-1"),
        access_key_id=address.user,
        secret_access_key=secret.password,
        virtual_hosted_style_request=False,
        client_options=options,
        retry_config={"max_retries": 0},
    )
