"""One colour and a logo become a set of colours that can be read whatever the colour is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cxaudit.errors import KnownError
from cxaudit.model import Text
from cxaudit.paths import RESOURCES
from cxaudit.reports import colours
from cxaudit.reports.brand import DEFAULT, NEUTRAL_DATA, Brand, load_brand
from cxaudit.reports.colours import INK, WHITE, contrast

ANY_COLOUR = st.integers(0, 0xFFFFFF).map("#{:06X}".format)
TYPICAL = ["#FFD400", "#C8102E", "#6A1B9A", "#000000", "#0057B8", "#808080", "#16A37B", "#FFFFFF", "#F5E6D3"]


def palette(colour):
    return Brand("Brand", colour).palette


def is_readable(colour):
    set_ = palette(colour)
    return (
        contrast(set_.on_block, set_.block) >= 4.5
        and contrast(set_.on_block2, set_.block) >= 4.5
        and contrast(set_.title, WHITE) >= 7
        and contrast(set_.text, WHITE) >= 4.5
        and contrast(WHITE, set_.data) >= 4.5
        and contrast(INK, set_.tint2) >= 4.5
        and contrast(INK, set_.tint) >= 4.5
    )


@given(ANY_COLOUR)
def test_every_colour_gives_a_set_that_can_be_read(colour):
    assert is_readable(colour)


@pytest.mark.parametrize("colour", TYPICAL)
def test_typical_brand_colours_give_a_set_that_can_be_read(colour):
    assert is_readable(colour)


def test_a_deep_brand_colour_is_used_as_it_is():
    set_ = palette("#123B5D")
    assert {set_.block, set_.title, set_.text, set_.data} == {"#123B5D"}


@pytest.mark.parametrize("colour", ["#FFD400", "#C8102E", "#E4572E"])
def test_a_warm_brand_colours_no_mark_that_could_read_as_a_score(colour):
    set_ = palette(colour)
    assert set_.data == NEUTRAL_DATA
    assert set_.title == INK


def test_no_brand_changes_what_text_on_a_score_looks_like():
    for fill, text in zip(colours.SCORES, colours.ON_SCORES, strict=True):
        assert contrast(text, fill) >= 4.5


def test_scores_get_lighter_step_by_step():
    lights = [colours.luminance(fill) for fill in colours.SCORES]
    assert lights == sorted(lights)


@pytest.mark.parametrize("grey", [colours.INK2, colours.INK3])
@pytest.mark.parametrize("paper", [WHITE, colours.PANEL])
def test_grey_text_can_be_read_on_paper_and_panel(grey, paper):
    assert contrast(grey, paper) >= 4.4


def test_contrast_of_black_and_white_is_twenty_one():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


# --- from a file ----------------------------------------------------------------------------


@pytest.fixture
def brand_file(tmp_path):
    def write(text):
        path = tmp_path / "brand.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_brand_is_read_from_toml(brand_file, tmp_path):
    Image.new("RGBA", (40, 10)).save(tmp_path / "logo.png")
    brand = load_brand(
        brand_file(
            'name = "Advisory"\ncolour = "#16a37b"\nlogo = "logo.png"\nfooter = "Only for you"\n'
            'confidentiality = {en = "Secret", ru = "Секрет"}'
        )
    )
    assert brand.colour == "#16A37B"
    assert brand.logo == tmp_path / "logo.png"
    assert brand.footer == Text("Only for you", "Only for you")
    assert brand.confidentiality == Text("Secret", "Секрет")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('colour = "#16A37B"', "name"),
        ('name = ""\ncolour = "#16A37B"', "name"),
        ('name = "A"\ncolour = "teal"', "colour"),
        ('name = "A"\ncolour = 5', "colour"),
        ('name = "A"\ncolour = "#16A37B"\nlogo = "none.png"', "none.png"),
        ('name = "A"\ncolour = "#16A37B"\nfooter = {en = "x"}', "footer"),
        ('name = "A"\ncolour = "#16A37B"\nslogan = "x"', "slogan"),
        ('name = "A', "TOML"),
    ],
)
def test_a_brand_file_with_a_fault_is_refused_and_the_fault_named(brand_file, text, said):
    with pytest.raises(KnownError, match=said):
        load_brand(brand_file(text))


def test_a_logo_that_is_no_picture_is_refused(brand_file, tmp_path):
    (tmp_path / "logo.png").write_bytes(b"<svg/>")
    with pytest.raises(KnownError, match=r"logo\.png"):
        load_brand(brand_file('name = "A"\ncolour = "#16A37B"\nlogo = "logo.png"'))


def test_a_missing_brand_file_is_the_users_to_correct(tmp_path):
    with pytest.raises(KnownError, match="could not be read"):
        load_brand(tmp_path / "none.toml")


def test_the_logo_stands_on_the_cover_and_on_every_page(report, demo, tmp_path):
    import pypdfium2.raw

    logo = tmp_path / "logo.png"
    Image.new("RGBA", (400, 100), (200, 30, 30, 128)).save(logo)
    pdf = report(demo, "en", brand=Brand("Advisory", DEFAULT.colour, logo=logo))
    kind = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
    assert all(len(list(page.get_objects(filter=[kind]))) == 1 for page in pdf.file)


def test_the_words_of_the_brand_are_on_the_pages(report, demo):
    brand = Brand(
        "Advisory", "#16A37B", footer=Text("For you", "Для вас"), confidentiality=Text("Hush", "Тихо")
    )
    pdf = report(demo, "ru", brand=brand)
    assert "Тихо" in pdf.pages[0]
    assert all("Для вас" in page for page in pdf.pages[1:])


def test_the_brand_file_that_we_ship_is_our_own_brand():
    brand = load_brand(RESOURCES / "brand" / "brand.toml")
    assert brand.colour == DEFAULT.colour
