"""What a storage sees of a space with a key, and who can open what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxaudit.errors import KnownError
from cxaudit.sync.identity import Identity
from cxaudit.sync.keyed import OVERHEAD, Keyed, KeyRing, NoKey, unwrap, wrap
from cxaudit.sync.target import is_name

NAME = "0a1b/segments/17.seg"
CANARIES = ("Кофейня «Заря»", "note: rude at the till", "IMG_2041.jpg")


@given(st.binary(max_size=5000))
def test_what_was_closed_opens_as_it_was(data):
    seal = Keyed(KeyRing.new())
    closed = seal.close(data, NAME)
    assert len(closed) == len(data) + OVERHEAD
    assert seal.open(closed, NAME) == data


def test_every_altered_byte_is_found():
    seal = Keyed(KeyRing.new())
    closed = seal.close(b"one small change", NAME)
    for place in range(len(closed)):
        for bit in (1, 128):
            bent = bytearray(closed)
            bent[place] ^= bit
            with pytest.raises(KnownError):
                seal.open(bytes(bent), NAME)


def test_whatever_is_cut_or_added_is_found():
    seal = Keyed(KeyRing.new())
    closed = seal.close(b"one small change", NAME)
    for size in range(len(closed)):
        with pytest.raises(KnownError, match="altered"):
            seal.open(closed[:size], NAME)
    with pytest.raises(KnownError, match="altered"):
        seal.open(closed + b"\0", NAME)
    with pytest.raises(KnownError, match="altered"):
        seal.open(b"plain text of somebody who has no key", NAME)


def test_data_under_another_name_is_refused_and_said_so():
    seal = Keyed(KeyRing.new())
    with pytest.raises(KnownError, match="another name"):
        seal.open(seal.close(b"data", NAME), NAME + "x")


def test_the_key_of_another_space_opens_nothing():
    closed = Keyed(KeyRing.new()).close(b"data", NAME)
    with pytest.raises(NoKey, match="not got yet"):
        Keyed(KeyRing.new()).open(closed, NAME)


def test_a_newer_form_is_not_called_damage():
    seal = Keyed(KeyRing.new())
    closed = bytearray(seal.close(b"data", NAME))
    closed[6] = 2
    with pytest.raises(KnownError, match="newer version"):
        seal.open(bytes(closed), NAME)


def test_the_storage_sees_no_text_and_nothing_twice():
    ring = KeyRing.new()
    seal = Keyed(ring)
    text = "\n".join(CANARIES).encode() * 3
    closed, again = seal.close(text, NAME), seal.close(text, NAME)
    assert closed[-len(text) :] != again[-len(text) :]
    ringed = wrap(ring, [Identity.new().public.recipient])
    for canary in (*(c.encode() for c in CANARIES), *ring.epochs, ring.naming, NAME.encode()):
        for seen in (closed, again, ringed, repr(ring).encode(), repr(seal).encode()):
            assert canary not in seen


def test_names_at_the_storage_are_fixed_by_the_space_and_tell_nothing():
    ring, sha = KeyRing.new(), "ab" * 32
    name = Keyed(ring).name(sha)
    assert is_name(name) and len(name) == 64
    assert name == Keyed(ring.renewed()).name(sha)
    assert name != sha and name != Keyed(KeyRing.new()).name(sha)


def test_a_removed_member_opens_what_came_before_and_nothing_after():
    founder, ann, bob = Identity.new(), Identity.new(), Identity.new()
    everyone = [one.public.recipient for one in (founder, ann, bob)]
    ring = KeyRing.new()
    before = Keyed(ring).close(b"before", NAME)
    bobs = unwrap(wrap(ring, everyone), bob)

    renewed = ring.renewed()
    wrapped = wrap(renewed, everyone[:2])
    after = Keyed(renewed).close(b"after", NAME)

    with pytest.raises(NoKey):
        unwrap(wrapped, bob)
    assert Keyed(bobs).open(before, NAME) == b"before"
    with pytest.raises(NoKey):
        Keyed(bobs).open(after, NAME)
    anns = Keyed(unwrap(wrapped, ann))
    assert anns.open(before, NAME) == b"before"
    assert anns.open(after, NAME) == b"after"


def test_a_new_member_opens_what_came_before():
    founder, late = Identity.new(), Identity.new()
    ring = KeyRing.new().renewed().renewed()
    closed = Keyed(KeyRing(ring.naming, ring.epochs[:1])).close(b"old", NAME)
    joined = unwrap(wrap(ring, [founder.public.recipient, late.public.recipient]), late)
    assert joined == ring
    assert Keyed(joined).open(closed, NAME) == b"old"


def test_every_altered_byte_of_a_wrapped_ring_is_found():
    one = Identity.new()
    wrapped = wrap(KeyRing.new(), [one.public.recipient])
    for place in range(len(wrapped)):
        bent = bytearray(wrapped)
        bent[place] ^= 1
        with pytest.raises(KnownError):
            unwrap(bytes(bent), one)
        with pytest.raises(KnownError):
            unwrap(wrapped[:place], one)


def test_of_two_rings_the_one_that_grew_from_the_other_is_used():
    ring = KeyRing.new()
    grown = ring.renewed().renewed()
    assert ring.joined(ring) == ring
    assert ring.joined(grown) == grown == grown.joined(ring)


def test_rings_that_were_renewed_apart_open_what_both_open():
    ring = KeyRing.new()
    one, other = ring.renewed(), ring.renewed()
    both = one.joined(other)
    assert both == other.joined(one) and set(both.epochs) == {*one.epochs, *other.epochs}
    assert both.epochs[0] == ring.epochs[0]
    for part in (ring, one, other):
        assert Keyed(both).open(Keyed(part).close(b"data", NAME), NAME) == b"data"
    healed = both.renewed()
    assert other.joined(healed) == healed == one.joined(healed)


def test_a_ring_of_another_space_adds_nothing():
    ring = KeyRing.new()
    assert ring.joined(KeyRing.new()) == ring
    assert ring.joined(KeyRing(KeyRing.new().naming, (*ring.epochs, bytes(32)))) == ring


def test_the_epoch_in_use_is_the_last_and_has_a_name_of_its_own():
    ring = KeyRing.new().renewed()
    assert ring.current == ring.ids[-1] and len(set(ring.ids)) == 2
    assert KeyRing.from_bytes(ring.to_bytes()) == ring


@pytest.mark.parametrize(
    "change", [lambda b: b[:-1], lambda b: b[:40], lambda b: b[8:], lambda b: b + b[-32:]]
)
def test_bytes_that_are_no_ring_are_refused(change):
    with pytest.raises(KnownError, match="not the keys"):
        KeyRing.from_bytes(change(KeyRing.new().to_bytes()))


def test_a_ring_for_nobody_is_not_made():
    with pytest.raises(ValueError):
        wrap(KeyRing.new(), [])
