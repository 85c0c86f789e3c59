"""A place in memory, for tests and trials; it can lose, hide and cut what it was given."""

from __future__ import annotations

from collections.abc import Collection

from cxaudit.sync.target import NotThere


class Memory:
    """Files in a dict that whoever holds it may spoil."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def list(self, prefix: str) -> dict[str, int]:
        return {name: len(data) for name, data in self.files.items() if name.startswith(prefix)}

    def get(self, name: str) -> bytes:
        try:
            return self.files[name]
        except KeyError:
            raise NotThere(
                "There is no “{name}” in the team's place. Your work is safe on this device; sync again.",
                name=name,
            ) from None

    def put(self, name: str, data: bytes) -> None:
        self.files[name] = data

    def remove(self, names: Collection[str]) -> None:
        for name in names:
            self.files.pop(name, None)

    def close(self) -> None:
        return
