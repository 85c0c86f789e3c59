"""Sums read as people write them, in both languages."""

import pytest

from cxaudit import money
from cxaudit.i18n import translator


def plain(said):
    return said.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "english", "russian"),
    [
        (0, "₽0", "0 ₽"),
        (9_999, "₽9,999", "9 999 ₽"),
        (94_499.9999999997, "₽95 thousand", "95 тыс. ₽"),
        (2_331_910.78, "₽2.33 million", "2,33 млн ₽"),
        (-1.5e9, "−₽1.50 billion", "−1,50 млрд ₽"),
        (-0.2, "₽0", "0 ₽"),
        (12_345_678, "₽12.3 million", "12,3 млн ₽"),
        (1.95e12, "₽1,950 billion", "1 950 млрд ₽"),
    ],
)
def test_a_sum_is_rounded_to_its_size(value, english, russian):
    assert plain(money.amount(translator("en"), value, "RUB")) == english
    assert plain(money.amount(translator("ru"), value, "RUB")) == russian


@pytest.mark.parametrize(
    ("low", "high", "currency", "english"),
    [
        (1_938_919, 2_745_204, "EUR", "€1.94–2.75 million"),
        (2_745_204, 1_938_919, "EUR", "€1.94–2.75 million"),
        (146_667, 183_333, "RUB", "₽147–183 thousand"),
        (-500_000, 1_200_000, "USD", "−$0.50 to 1.20 million"),
        (100, 100, "RUB", "₽100"),
    ],
)
def test_a_band_has_one_unit_and_its_lower_end_first(low, high, currency, english):
    assert plain(money.band(translator("en"), low, high, currency)) == english


def test_a_column_of_sums_names_its_unit_once():
    scale = money.scale_of([80_000, 184_000])
    assert plain(money.unit(translator("ru"), scale, "RUB")) == "тыс. ₽"
    assert [money.number(translator("ru"), v, scale) for v in (80_000, 184_000)] == ["80", "184"]


def test_two_ends_are_said_the_lower_first_and_once_if_they_read_the_same():
    tr = translator("en")
    assert money.span(tr, 2_750_000, 1_940_000, money.SCALES[1]) == "1.94–2.75"
    assert money.span(tr, 1.2, -5.4, money.ONES) == "−5 to 1"
    assert money.span(tr, -5.1, -5.2, money.ONES) == "−5"


def test_a_whole_sum_has_its_sign_where_the_language_has_it():
    assert money.whole(translator("en"), 2331910.78, "RUB") == "₽2,331,911"
    assert money.whole(translator("en"), -1500.4, "RUB") == "\u2212₽1,500"
    assert money.whole(translator("ru"), 2331910.78, "RUB").replace("\u00a0", " ") == "2 331 911 ₽"
