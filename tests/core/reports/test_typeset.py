"""Breaking texts into lines, and what stands for characters that cannot be printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxaudit.reports.pdf import typeset
from cxaudit.reports.pdf.typeset import (
    MISSING,
    NOTE,
    TITLE,
    balanced,
    headline,
    lacks,
    plain,
    shortened,
    width,
    wrap,
)


@given(st.text(), st.floats(5, 100))
def test_no_line_is_wider_than_its_column(text, measure):
    assert all(width(line, NOTE) <= measure + 1e-6 for line in wrap(text, NOTE, measure))


@given(st.text(), st.floats(5, 100))
def test_wrapping_loses_no_letter(text, measure):
    kept = "".join(wrap(text, NOTE, measure)).replace(" ", "")
    assert kept == plain(text).replace(" ", "").replace("\n", "")


@given(st.text(alphabet="abcdefg ", max_size=200))
def test_balancing_takes_no_more_lines_and_breaks_no_word(text):
    lines = balanced(text, NOTE, 40)
    assert len(lines) == len(wrap(text, NOTE, 40))
    if all(width(word, NOTE) <= 40 for word in text.split()):
        assert " ".join(lines).split() == text.split()


def test_a_short_word_does_not_end_a_line():
    text = "Оплата картой и на сайте и в салоне не прошла по вине банка"
    ends = [line.split(" ")[-1] for line in wrap(text, NOTE, 30)[:-1]]
    assert not {"и", "на", "в", "не", "по"} & set(ends)


def test_a_figure_does_not_stand_alone_on_the_last_line():
    for measure in range(30, 60):
        assert len(wrap("Худшая зона «Знание клиента»: 1,33.", NOTE, measure)[-1].split(" ")) > 1


def test_line_ends_of_the_text_are_kept():
    assert wrap("one\r\ntwo\n\nthree", NOTE, 50) == ["one", "two", "", "three"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("漢字", MISSING * 2),
        ("👍🏽", MISSING),
        ("a\x00b\x07", "ab"),
        ("a\u202eb\u200d", "ab"),
        ("a\tb", "a b"),
        ("й", "й"),
        ("★ ✓ № ₽ −", "★ ✓ № ₽ −"),
    ],
)
def test_what_cannot_be_printed_becomes_a_box_or_nothing(text, printed):
    assert plain(text) == printed


def test_only_boxes_of_ours_are_explained():
    assert lacks("漢")
    assert not lacks("□ ordinary")


def test_a_headline_breaks_after_its_first_clause():
    said = "Выше всего «Релевантность коммуникаций»: 2,25, ниже всего «Знание клиента»: 1,33"
    lines = headline(said, TITLE, 176)
    assert lines == ["Выше всего «Релевантность коммуникаций»: 2,25,", "ниже всего «Знание клиента»: 1,33"]


def test_shortening_says_whether_it_did():
    assert shortened("one two", NOTE, 50, 1) == (["one two"], False)
    lines, cut = shortened("word " * 50, NOTE, 30, 2)
    assert cut and len(lines) == 2 and lines[-1].endswith("…")
    assert all(width(line, NOTE) <= 30 for line in lines)


def test_digits_have_one_width_in_every_face():
    for face in typeset.FACES:
        style = typeset.Style(face, 10, 12)
        assert len({round(width(digit, style), 6) for digit in "0123456789"}) == 1


def test_all_faces_have_cyrillic_and_the_signs_of_the_report():
    for letter in "абвгдеёжзийклмнопрстуфхцчшщъыьэюя₽№«»–—−~≠□…·“”":
        assert plain(letter) == letter
