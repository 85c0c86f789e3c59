"""Who a device is in a space: what it signs with, and what is closed for it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyrage import IdentityError, RecipientError, x25519

from cxaudit.errors import KnownError
from cxaudit.sync import spelled

_KEY = 32
_CONTEXT = re.compile(r"[a-z0-9][a-z0-9 .-]{0,39}\Z")
_SECRET, _PUBLIC = "cxdevice1", "cxmember1"


@dataclass(frozen=True, slots=True)
class Public:
    """What everybody may know of a device: its signing key (32 bytes) and its age recipient (`age1…`)."""

    signing: bytes
    recipient: str

    @property
    def signer(self) -> str:
        """What its folder at the target is called: 32 hexadecimal digits of its signing key's SHA-256."""
        return hashlib.sha256(self.signing).hexdigest()[:32]

    @property
    def fingerprint(self) -> str:
        """Five groups of four digits and letters that two people compare before one lets the other in."""
        return " ".join(self.signer[at : at + 4] for at in range(0, 20, 4))

    def verify(self, context: str, body: bytes, signature: bytes) -> bool:
        """Whether this device signed exactly that body in that context."""
        try:
            Ed25519PublicKey.from_public_bytes(self.signing).verify(signature, _framed(context, body))
        except InvalidSignature:
            return False
        return True

    def to_text(self) -> str:
        """`cxmember1-…`, with a checksum; no secret."""
        return spelled.spelled(_PUBLIC, self.to_bytes())

    def to_bytes(self) -> bytes:
        """The signing key, then the recipient."""
        return self.signing + self.recipient.encode()

    @staticmethod
    def from_text(text: str) -> Public:
        """What `to_text` wrote, in any case and with any line breaks; KnownError if it is anything else."""
        return Public.from_bytes(spelled.read(_PUBLIC, text))

    @staticmethod
    def from_bytes(data: bytes) -> Public:
        """What `to_bytes` wrote; KnownError if it is anything else."""
        try:
            Ed25519PublicKey.from_public_bytes(data[:_KEY])
            recipient = str(x25519.Recipient.from_str(data[_KEY:].decode("ascii")))
        except (ValueError, RecipientError) as error:
            raise KnownError(
                "This is not the key of a member. Nothing was changed; ask the member to send it again."
            ) from error
        return Public(data[:_KEY], recipient)


class Identity:
    """The secret half of a device in one space; kept in the store or the system's keyring alone."""

    def __init__(self, signing: Ed25519PrivateKey, age: x25519.Identity) -> None:
        self._signing = signing
        self.age = age
        self.public = Public(signing.public_key().public_bytes_raw(), str(age.to_public()))

    def __repr__(self) -> str:
        return f"Identity({self.signer})"

    @staticmethod
    def new() -> Identity:
        """Fresh keys from the system's source of chance."""
        return Identity(Ed25519PrivateKey.generate(), x25519.Identity.generate())

    @property
    def signer(self) -> str:
        """What its folder at the target is called."""
        return self.public.signer

    def renewed(self) -> Identity:
        """The same device with another key for what is closed for it, which opens nothing from before."""
        return Identity(self._signing, x25519.Identity.generate())

    def sign(self, context: str, body: bytes) -> bytes:
        """64 bytes that hold for this body in this context and in no other; ValueError for no context."""
        return self._signing.sign(_framed(context, body))

    def to_text(self) -> str:
        """`cxdevice1-…`: the secret itself."""
        return spelled.spelled(_SECRET, self._signing.private_bytes_raw() + str(self.age).encode())

    @staticmethod
    def from_text(text: str) -> Identity:
        """What `to_text` wrote; KnownError if it is anything else."""
        data = spelled.read(_SECRET, text)
        try:
            return Identity(
                Ed25519PrivateKey.from_private_bytes(data[:_KEY]),
                x25519.Identity.from_str(data[_KEY:].decode("ascii")),
            )
        except (ValueError, IdentityError):
            # Not chained: the cause would carry the secret into a log.
            raise KnownError(
                "This is not the secret key of a device. Nothing was changed; restore it from a backup."
            ) from None


def _framed(context: str, body: bytes) -> bytes:
    """The body under its context: no context holds the NUL that ends it."""
    if not _CONTEXT.match(context):
        raise ValueError(context)
    return b"cxaudit " + context.encode() + b"\0" + body
