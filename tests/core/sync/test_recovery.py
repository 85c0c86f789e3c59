"""The key on paper opens the space again, however it is typed."""

import pytest

from cxaudit import qr
from cxaudit.errors import KnownError
from cxaudit.sync.identity import Identity
from cxaudit.sync.keyed import Keyed, KeyRing, unwrap, wrap
from cxaudit.sync.recovery import Recovery
from tests.photos import code_photo

LETTERS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"


def test_the_sheet_opens_a_space_whose_devices_are_lost():
    sheet, ring = Recovery.new(), KeyRing.new()
    closed = Keyed(ring).close(b"audit", "name")
    wrapped = wrap(ring, [Identity.new().public.recipient, sheet.recipient])
    typed = Recovery.from_text(sheet.to_text())
    assert Keyed(unwrap(wrapped, typed)).open(closed, "name") == b"audit"


def test_the_key_may_be_typed_in_any_case_and_spacing():
    sheet = Recovery.new()
    groups = sheet.groups()
    for typed in (
        " ".join(groups),
        "\n".join(groups).lower(),
        "age-secret-key-1 " + "-".join(groups),
        "AGE-SECRET-KEY-1\r\n" + "\t".join(groups) + "\n",
        sheet.to_text().replace("0", "o").replace("L", "I").lower(),
        sheet.to_text().replace("E", "Е").replace("C", "С").replace("A", "А").replace("8", "В"),
    ):
        assert Recovery.from_text(typed).to_text() == sheet.to_text()


def test_one_wrong_letter_is_told_by_its_group():
    sheet = Recovery.new()
    for group, letters in enumerate(sheet.groups()):
        wrong = next(letter for letter in LETTERS if letter != letters[-1])
        groups = [*sheet.groups()[:group], letters[:-1] + wrong, *sheet.groups()[group + 1 :]]
        with pytest.raises(KnownError, match=f"group {group + 1} of"):
            Recovery.from_text(" ".join(groups))


def test_missing_and_many_wrong_letters_are_told():
    groups = Recovery.new().groups()
    with pytest.raises(KnownError, match="these are 54"):
        Recovery.from_text(" ".join(groups[1:]))
    with pytest.raises(KnownError, match="these are 0"):
        Recovery.from_text("")
    with pytest.raises(KnownError, match="Several letters"):
        Recovery.from_text(" ".join(group[::-1] for group in groups))


def test_nothing_that_is_printed_or_raised_shows_the_key():
    sheet = Recovery.new()
    assert (
        sheet.groups()[3] not in f"{sheet!r} {sheet}".upper() or sheet.groups()[3] in sheet.recipient.upper()
    )
    with pytest.raises(KnownError) as caught:
        Recovery.from_text(" ".join(sheet.groups())[:-1] + "QQ")
    assert "".join(sheet.groups())[:20] not in repr(caught.value)


def test_the_key_is_read_from_a_scan_of_the_sheet(tmp_path):
    sheet, scan = Recovery.new(), tmp_path / "scan.jpg"
    code_photo(qr.modules(sheet.to_text()), scan)
    assert Recovery.from_picture(scan).to_text() == sheet.to_text()
    code_photo(qr.modules("SOMETHING ELSE"), scan)
    with pytest.raises(KnownError, match="No QR code of a recovery sheet"):
        Recovery.from_picture(scan)
