"""Who a device is, what it signs, and texts that people pass on."""

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxaudit.errors import KnownError
from cxaudit.sync import spelled
from cxaudit.sync.identity import Identity, Public


def test_an_identity_outlives_its_text():
    one = Identity.new()
    again = Identity.from_text(one.to_text())
    assert again.public == one.public
    assert again.to_text() == one.to_text()
    assert again.sign("segment", b"body") == one.sign("segment", b"body")
    assert pyrage.decrypt(pyrage.encrypt(b"ring", [one.age.to_public()]), [again.age]) == b"ring"


def test_two_identities_have_nothing_in_common():
    one, other = Identity.new(), Identity.new()
    assert one.signer != other.signer
    assert not other.public.verify("segment", b"body", one.sign("segment", b"body"))


def test_a_signature_holds_for_its_body_and_its_context_alone():
    one = Identity.new()
    signature = one.sign("segment", b"body")
    assert len(signature) == 64
    assert one.public.verify("segment", b"body", signature)
    assert not one.public.verify("segment", b"bodY", signature)
    assert not one.public.verify("request", b"body", signature)
    assert not one.public.verify("segment", b"body", signature[:-1])
    for place in range(64):
        bent = bytearray(signature)
        bent[place] ^= 1
        assert not one.public.verify("segment", b"body", bytes(bent))


@pytest.mark.parametrize("context", ["", "with\0zero", "Segment", "x" * 41, "two\nlines"])
def test_a_context_cannot_reach_into_the_body(context):
    with pytest.raises(ValueError):
        Identity.new().sign(context, b"body")


def test_nothing_that_is_printed_shows_the_secret():
    one = Identity.new()
    secret = str(one.age)
    for shown in (repr(one), str(one), f"{one}", repr({"identity": one}), repr(one.public)):
        assert secret[16:40] not in shown.upper()
        assert one.to_text()[10:40] not in shown


def test_the_folder_of_a_device_is_a_name_that_a_target_takes():
    signer = Identity.new().signer
    assert len(signer) == 32
    assert set(signer) <= set("0123456789abcdef")


def test_two_people_can_compare_a_key_aloud():
    public = Identity.new().public
    groups = public.fingerprint.split(" ")
    assert [len(group) for group in groups] == [4] * 5
    assert public.signer.startswith("".join(groups))


def test_a_public_key_is_read_back_from_a_letter_with_broken_lines():
    public = Identity.new().public
    text = public.to_text()
    mail = "> Hello, my key is:\n> " + "\n> ".join(text.upper()[i : i + 20] for i in range(0, len(text), 20))
    assert Public.from_text(mail + "\n> See you, B.") == public
    assert Public.from_bytes(public.to_bytes()) == public


@pytest.mark.parametrize(
    "data",
    [b"", b"x" * 31, b"x" * 94, Identity.new().public.to_bytes()[:-1]],
    ids=["nothing", "too short", "no key", "one byte less"],
)
def test_bytes_that_are_no_public_key_are_refused(data):
    with pytest.raises(KnownError, match="the key of a member"):
        Public.from_bytes(data)


def test_a_broken_secret_is_refused_without_being_shown():
    good = Identity.from_text(Identity.new().to_text())
    broken = spelled.spelled("cxdevice1", b"k" * 32 + str(good.age).encode()[:-1])
    with pytest.raises(KnownError) as caught:
        Identity.from_text(broken)
    assert caught.value.__cause__ is None
    assert str(good.age)[20:40] not in str(caught.value)


def test_a_text_of_another_kind_is_refused():
    with pytest.raises(KnownError, match="cxdevice1-"):
        Identity.from_text(Identity.new().public.to_text())


@given(st.binary(max_size=300), st.randoms(use_true_random=False))
def test_spelled_bytes_are_read_whatever_case_and_breaks_they_come_with(data, chance):
    text = spelled.spelled("cxspace1", data)
    head, rest = text[:9], text[9:]
    messy = "".join(
        letter.upper() + chance.choice(["", "", " ", "\n", "-", "\u200b", "\u00a0"]) for letter in rest
    )
    assert spelled.read("cxspace1", "see: " + head.upper() + messy) == data


@given(st.binary(max_size=60), st.data())
def test_one_wrong_missing_or_swapped_letter_is_found(data, chance):
    text = spelled.spelled("cxspace1", data)
    place = chance.draw(st.integers(9, len(text) - 1))
    wrong = chance.draw(st.sampled_from("0123456789abcdefghjkmnpqrstvwxyz"))
    # The very last letter may hold spare bits, which say nothing.
    for bent in (text[:place] + wrong + text[place + 1 :], text[:place] + text[place + 1 :]):
        try:
            assert spelled.read("cxspace1", bent) == data
            assert bent == text or place == len(text) - 1
        except KnownError:
            pass


def test_letters_that_look_alike_are_taken_for_what_was_meant():
    text = spelled.spelled("cxspace1", bytes(range(40)))
    assert spelled.read("cxspace1", text[:9] + text[9:].replace("0", "O").replace("1", "l")) == bytes(
        range(40)
    )
