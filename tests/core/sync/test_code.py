"""The invitation to a space, and the request to join that answers it."""

import msgspec
import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxaudit import qr
from cxaudit.errors import KnownError
from cxaudit.sync import request, spelled
from cxaudit.sync.code import SpaceCode, has_password
from cxaudit.sync.identity import Identity
from cxaudit.sync.keyed import NoKey
from tests.photos import code_photo

FOUNDER = Identity.new()
CODE = SpaceCode(
    "0123456789ab", "Кофейни, волна 3", "https://cloud.example/dav/Аудит", FOUNDER.public, keyed=True
)
OPEN = SpaceCode(CODE.space, CODE.name, CODE.address, FOUNDER.public, keyed=False)


def test_an_invitation_comes_through_a_messenger():
    text = CODE.to_text()
    assert text.startswith("cxspace1-")
    quoted = "> Join us:\n> " + "\n> ".join(text[at : at + 60] for at in range(0, len(text), 60)) + "\n> Ann"
    assert SpaceCode.from_text(quoted) == CODE
    assert SpaceCode.from_text(f"Вот: {text.upper()}. Пока!") == CODE


def test_an_invitation_is_read_from_a_photo_of_its_code(tmp_path):
    shown = tmp_path / "shown.jpg"
    code_photo(CODE.modules(), shown)
    assert SpaceCode.from_picture(shown) == CODE
    code_photo(qr.modules("HTTPS://EXAMPLE.ORG"), shown)
    with pytest.raises(KnownError, match="cxspace1-"):
        SpaceCode.from_picture(shown)


def test_an_invitation_holds_no_secret():
    data = spelled.read("cxspace1", CODE.to_text())
    assert str(FOUNDER.age).encode() not in data
    assert FOUNDER.to_text().encode() not in data


@pytest.mark.parametrize(
    "address", ["https://ann:secret@cloud.example/", "sftp://ann:@host/x", "s3://[bad@x"]
)
def test_an_address_with_a_password_is_not_passed_on(address):
    assert has_password(address)
    with pytest.raises(KnownError, match="password"):
        SpaceCode(CODE.space, CODE.name, address, FOUNDER.public, keyed=False).to_text()


@pytest.mark.parametrize(
    "address", ["/home/ann@work/Audits", "https://ann@cloud.example/", "C:\\Audits", "memory:"]
)
def test_other_addresses_are_passed_on(address):
    code = SpaceCode(CODE.space, CODE.name, address, FOUNDER.public, keyed=False)
    assert SpaceCode.from_text(code.to_text()) == code


@pytest.mark.parametrize(
    "row",
    [
        None,
        [],
        ["0123456789ab", True, b"", "n", "a"],
        ["../..", True, FOUNDER.public.to_bytes(), "n", "a"],
        ["0123456789ab", 1, FOUNDER.public.to_bytes(), "n", "a"],
        ["0123456789ab", True, FOUNDER.public.to_bytes(), "n\u202ename", "a"],
        ["0123456789ab", True, FOUNDER.public.to_bytes(), "n" * 81, "a"],
        ["0123456789ab", True, FOUNDER.public.to_bytes(), "n", ""],
        ["0123456789ab", True, FOUNDER.public.to_bytes(), "n", "https://a:b@c"],
    ],
)
def test_an_invitation_that_was_made_to_harm_is_refused(row):
    with pytest.raises(KnownError):
        SpaceCode.from_text(spelled.spelled("cxspace1", msgspec.msgpack.encode(row)))


@given(st.text(max_size=200))
def test_whatever_is_pasted_never_breaks_the_reading(text):
    for pasted in (text, "cxspace1-" + text):
        with pytest.raises(KnownError):
            SpaceCode.from_text(pasted)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading_of_an_invitation_or_a_request(data):
    with pytest.raises(KnownError):
        SpaceCode.from_text(spelled.spelled("cxspace1", data))
    for mark in (b"", b"cxjoin\x01p", b"cxjoin\x01c"):
        for holder in (None, FOUNDER):
            with pytest.raises(KnownError):
                request.open(mark + data, CODE.space, holder)


@pytest.mark.parametrize(("code", "holder"), [(CODE, FOUNDER), (OPEN, None)])
def test_a_request_tells_the_founder_who_asks(code, holder):
    ann = Identity.new()
    asked = request.open(request.close("Анна", code, ann), code.space, holder)
    assert asked == request.Request(code.space, "Анна", ann.public)


def test_the_storage_of_a_space_with_a_key_does_not_see_who_asks():
    ann = Identity.new()
    data = request.close("Анна Канарейкина", CODE, ann)
    for canary in (
        "Канарейкина".encode(),
        ann.public.signing,
        ann.public.recipient.encode(),
        CODE.space.encode(),
    ):
        assert canary not in data
    with pytest.raises(NoKey):
        request.open(data, CODE.space, Identity.new())


def test_a_request_that_is_open_where_it_should_be_closed_is_refused_and_the_reverse():
    ann = Identity.new()
    with pytest.raises(KnownError):
        request.open(request.close("Ann", OPEN, ann), CODE.space, FOUNDER)
    with pytest.raises(KnownError):
        request.open(request.close("Ann", CODE, ann), CODE.space, None)


def test_a_request_for_another_space_is_refused():
    with pytest.raises(KnownError, match="damaged or forged"):
        request.open(request.close("Ann", OPEN, Identity.new()), "ffffffffffff", None)


@pytest.mark.parametrize(("code", "holder"), [(CODE, FOUNDER), (OPEN, None)])
def test_every_altered_byte_of_a_request_is_found(code, holder):
    data = request.close("Ann", code, Identity.new())
    for place in range(len(data)):
        bent = bytearray(data)
        bent[place] ^= 1
        with pytest.raises(KnownError):
            request.open(bytes(bent), code.space, holder)
        with pytest.raises(KnownError):
            request.open(data[:place], code.space, holder)


def test_nobody_asks_with_the_key_of_another():
    ann, eve = Identity.new(), Identity.new()
    body = msgspec.msgpack.encode([OPEN.space, "Ann", ann.public.to_bytes()])
    for signature in (eve.sign("request to join", body), ann.sign("segment", body), b""):
        forged = b"cxjoin\x01p" + msgspec.msgpack.encode([body, signature])
        with pytest.raises(KnownError, match="damaged or forged"):
            request.open(forged, OPEN.space, None)


def test_a_request_closed_with_a_costly_passphrase_is_refused_at_once():
    locked = b"cxjoin\x01c" + pyrage.passphrase.encrypt(b"x", "long work")
    with pytest.raises(KnownError):
        request.open(locked, CODE.space, FOUNDER)


@pytest.mark.parametrize("name", ["", " Ann", "Ann\nBoss", "Ann\u202e", "x" * 81])
def test_a_name_that_misleads_is_not_sent_and_not_shown(name):
    ann = Identity.new()
    with pytest.raises(KnownError, match="one line"):
        request.close(name, OPEN, ann)
    body = msgspec.msgpack.encode([OPEN.space, name, ann.public.to_bytes()])
    sent = msgspec.msgpack.encode([body, ann.sign("request to join", body)])
    with pytest.raises(KnownError, match="damaged or forged"):
        request.open(b"cxjoin\x01p" + sent, OPEN.space, None)
