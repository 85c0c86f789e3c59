"""Two colours and a logo become a set of colours that can be read, and one file that can be passed on."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cxaudit.errors import KnownError
from cxaudit.i18n import translator
from cxaudit.model import Rating, Text
from cxaudit.paths import RESOURCES
from cxaudit.reports import colours
from cxaudit.reports.brand.contrast import pairs, remarks
from cxaudit.reports.brand.file import LARGEST_FILE, MIMETYPE, load_brand, packed, read_picture, save_brand
from cxaudit.reports.brand.kit import DEFAULT, NEUTRAL_DATA, Brand
from cxaudit.reports.brand.pictures import colours_of
from cxaudit.reports.colours import INK, WHITE, contrast

ANY_COLOUR = st.integers(0, 0xFFFFFF).map("#{:06X}".format)
TYPICAL = ["#FFD400", "#C8102E", "#6A1B9A", "#000000", "#0057B8", "#808080", "#16A37B", "#FFFFFF", "#F5E6D3"]


def palette(colour, second=""):
    return Brand("Brand", colour, second).palette


def is_readable(colour, second=""):
    set_ = palette(colour, second)
    return all(pair.readable for pair in pairs(set_)) and contrast(set_.title, WHITE) >= 7


@given(ANY_COLOUR, ANY_COLOUR | st.just(""))
def test_any_two_colours_give_a_set_that_can_be_read(colour, second):
    assert is_readable(colour, second)


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


def test_the_second_colour_is_for_labels_and_a_strip_on_the_cover():
    set_ = palette("#123B5D", "#B0206A")
    assert (set_.title, set_.data) == ("#123B5D", "#123B5D")
    assert (set_.text, set_.accent) == ("#B0206A", "#B0206A")


def test_without_a_second_colour_labels_have_the_main_one_and_there_is_no_strip():
    assert palette("#16A37B").text == "#117C5D"
    assert palette("#16A37B").accent == ""


def test_a_second_colour_like_the_main_one_makes_no_strip():
    assert palette("#123B5D", "#143E60").accent == ""


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


# --- in words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("colour", "second", "said"),
    [
        ("#123B5D", "", ["Used as it is: 11.6 : 1 on white.", "labels have the main colour, #123B5D"]),
        ("#16A37B", "", ["Text on the cover is dark", "titles are darker, #0E654C, and charts too, #128665"]),
        ("#FFD400", "", ["Text on the cover is dark", "Too light for paper (1.4 : 1)", "labels have"]),
        ("#C8102E", "", ["would look like a low score"]),
        ("#808080", "", ["so the cover is #7"]),
        ("#123B5D", "#FFD400", ["Too light for labels"]),
        ("#123B5D", "#16A37B", ["3.2 : 1 on white: labels are darker, #117C5D"]),
        ("#123B5D", "#143E60", ["no strip of it"]),
    ],
)
def test_what_became_of_each_colour_is_said(colour, second, said):
    lines = [remark.said for remark in remarks(Brand("Brand", colour, second), translator("en"))]
    for part in said:
        assert any(part in line for line in lines), lines


@given(ANY_COLOUR, ANY_COLOUR | st.just(""))
def test_whatever_is_not_used_as_it_is_has_its_remark(colour, second):
    set_ = palette(colour, second)
    found = remarks(Brand("Brand", colour, second), translator("ru"))
    changed = {set_.block, set_.title, set_.data} != {colour} or set_.on_block == INK
    assert any(not remark.kept for remark in found if remark.about == "colour") == changed
    if second:
        changed = set_.text != second or not set_.accent
        assert any(not remark.kept for remark in found if remark.about == "second") == changed


def test_a_white_logo_is_remarked_on_and_a_dark_one_is_not():
    about = [[r.about for r in remarks(Brand("B", "#123B5D", logo=picture(colour)), translator("en"))]
             for colour in ("#FFFFFF", "#123B5D")]  # fmt: skip
    assert "logo" in about[0]
    assert "logo" not in about[1]


# --- from a file ----------------------------------------------------------------------------


def picture(colour="#16A37B", size=(400, 100), kind="PNG", **more):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **more)
    return out.getvalue()


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
    assert Image.open(io.BytesIO(brand.logo)).size == (40, 10)
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
        ('name = "A"\ncolour = "#16A37B"\nlogo = "../logo.png"', "“logo” is not right: name a picture"),
        ('name = "A"\ncolour = "#16A37B"\nlogo = "/home/logo.png"', "“logo” is not right"),
        ("name = 'A'\ncolour = '#16A37B'\ncover = '\\\\host\\share\\cover.jpg'", "“cover” is not right"),
        ('name = "A"\ncolour = "#16A37B"\nfooter = {en = "x"}', "footer"),
        ('name = "A"\ncolour = "#16A37B"\nslogan = "x"', "a field “slogan”, which brands do not have"),
        ('name = "A"\ncolour = "#16A37B"\nfont = "Comic"', "font"),
        ('name = "A"\ncolour = "#16A37B"\nsecond = "red"', "second"),
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


# --- one file to pass on --------------------------------------------------------------------

FULL = Brand(
    'Advisory "North"',
    "#16A37B",
    "#123B5D",
    logo=picture(),
    cover=picture("#8090A0", (800, 300), "JPEG"),
    footer=Text("For you", "Для вас \\ ё"),
    confidentiality=Text("", "Тихо"),
)


@pytest.fixture
def zipped(tmp_path):
    """Write a file of those entries, in the place of a sound brand's: `zipped(**{"brand.toml": b"..."})`."""

    def write(entries=None, twice=(), packing=zipfile.ZIP_STORED, drop=()):
        with zipfile.ZipFile(io.BytesIO(packed(FULL))) as sound:
            held = {name: sound.read(name) for name in sound.namelist() if name not in drop}
        path = tmp_path / "given.cxbrand"
        with zipfile.ZipFile(path, "w", packing) as target:
            for name, data in {**held, **(entries or {})}.items():
                target.writestr(name, data)
            for name in twice:
                with pytest.warns(UserWarning):
                    target.writestr(name, held[name])
        return path

    return write


def test_a_brand_comes_back_from_its_file_as_it_was(tmp_path):
    file = tmp_path / "north.cxbrand"
    save_brand(FULL, file)
    assert load_brand(file) == FULL
    assert list(tmp_path.iterdir()) == [file]


def test_the_same_brand_gives_the_same_bytes():
    assert packed(FULL) == packed(FULL)


def test_a_file_says_what_it_is_in_its_first_bytes():
    assert packed(FULL)[30:].startswith(b"mimetype" + MIMETYPE)


def test_a_brand_without_pictures_and_words_comes_back_too(tmp_path):
    save_brand(DEFAULT, tmp_path / "own.cxbrand")
    assert load_brand(tmp_path / "own.cxbrand") == DEFAULT


@given(name=st.text(min_size=1, max_size=80), line=st.text(max_size=400))
def test_any_line_of_text_comes_back_or_is_refused(name, line, tmp_path_factory):
    file = tmp_path_factory.mktemp("brand") / "x.cxbrand"
    brand = Brand(name, "#16A37B", footer=Text(line, "x"))
    try:
        save_brand(brand, file)
    except UnicodeEncodeError:
        return  # half a character cannot be typed
    try:
        back = load_brand(file)
    except KnownError:
        assert not name.strip() or any(not letter.isprintable() for letter in name + line)
        return
    assert (back.name, back.footer) == (name.strip(), Text(line, "x"))


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({"../evil.txt": b"x"}, "does not belong"),
        ({"/etc/logo.png": b"x"}, "does not belong"),
        ({"LOGO.PNG": b"x"}, "does not belong"),
        ({"logo.svg": b"<svg/>"}, "does not belong"),
        ({"mimetype": b"application/zip"}, "no brand file"),
        ({"logo.png": b"<svg/>"}, "logo.png.*not a whole PNG"),
        ({"logo.png": b"GIF89a" + bytes(50)}, "logo.png.*not a whole PNG"),
        ({"cover.jpg": FULL.cover[:300]}, "cover.jpg.*not a whole PNG"),
        ({"logo.png": bytes(4_000_001)}, "more than a brand may hold"),
        ({"brand.toml": b"name = 'A'\ncolour = '#000000'"}, "not the ones that it names"),
        ({"brand.toml": b"name = 'A'\ncolour = '#000000'\nlogo = '../x.png'"}, "not the ones"),
        ({"brand.toml": b"name = 'A'\ncolour = '#000000'\nlogo = 5\ncover = 'cover.jpg'"}, "not the ones"),
        ({"brand.toml": b"a" * 64_001}, "more than a brand may hold"),
        ({"brand.toml": b"\xff"}, "UTF-8"),
    ],
)
def test_a_hostile_file_is_refused_in_one_sentence(zipped, entries, said):
    with pytest.raises(KnownError, match=said) as caught:
        load_brand(zipped(entries))
    assert "\n" not in caught.value.said(translator("ru"))


def test_a_picture_that_the_brand_names_and_lacks_is_refused(zipped):
    with pytest.raises(KnownError, match="not the ones"):
        load_brand(zipped(drop=("cover.jpg",)))


def test_two_files_of_one_name_are_refused(zipped):
    with pytest.raises(KnownError, match="two files of one name"):
        load_brand(zipped(drop=("cover.jpg",), twice=("logo.png",)))


def test_a_bomb_is_refused_before_it_is_unpacked(zipped):
    path = zipped({"cover.jpg": bytes(60_000_000)}, packing=zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < 100_000
    with pytest.raises(KnownError, match="unpack"):
        load_brand(path)


def test_a_file_that_lies_about_its_size_is_refused(zipped):
    path = zipped()
    raw = bytearray(path.read_bytes())
    at = raw.rfind(b"PK\x01\x02")
    raw[at + 24 : at + 28] = (10).to_bytes(4, "little")
    path.write_bytes(raw)
    with pytest.raises(KnownError, match="damaged"):
        load_brand(path)


def test_a_picture_of_very_many_pixels_is_refused(zipped):
    huge = io.BytesIO()
    Image.new("1", (16_000, 2_000)).save(huge, "PNG")
    with pytest.raises(KnownError, match="16 million pixels"):
        load_brand(zipped({"logo.png": huge.getvalue()}))


def test_a_file_cut_short_anywhere_is_refused(tmp_path):
    whole = packed(FULL)
    for size in range(4, len(whole) - 1, 97):
        path = tmp_path / "cut.cxbrand"
        path.write_bytes(whole[:size])
        with pytest.raises(KnownError):
            load_brand(path)


@given(at=st.integers(0, len(packed(FULL)) - 1), bit=st.integers(0, 7))
def test_a_flipped_bit_never_gives_more_than_a_known_error(at, bit, tmp_path_factory):
    raw = bytearray(packed(FULL))
    raw[at] ^= 1 << bit
    path = tmp_path_factory.mktemp("flipped") / "x.cxbrand"
    path.write_bytes(raw)
    with suppress(KnownError):
        load_brand(path)


def test_a_file_larger_than_any_brand_is_refused(tmp_path):
    path = tmp_path / "large.cxbrand"
    with path.open("wb") as file:
        file.write(packed(FULL))
        file.truncate(LARGEST_FILE + 10)
    with pytest.raises(KnownError):
        load_brand(path)


def test_a_place_that_cannot_be_written_is_said_and_leaves_nothing(tmp_path):
    with pytest.raises(KnownError, match="could not be written"):
        save_brand(FULL, tmp_path / "none" / "x.cxbrand")


# --- pictures -------------------------------------------------------------------------------


def test_what_a_camera_wrote_into_a_picture_is_not_kept(tmp_path):
    exif = Image.Exif()
    exif[0x010F] = "Some Camera"
    exif[0x0112] = 6
    file = tmp_path / "cover.jpg"
    file.write_bytes(picture("#8090A0", (800, 300), "JPEG", exif=exif, comment=b"secret place"))
    kept = read_picture(file, "cover")
    assert b"Camera" not in kept
    assert b"secret" not in kept
    assert Image.open(io.BytesIO(kept)).size == (300, 800)


def test_a_large_picture_is_kept_as_large_as_paper_needs(tmp_path):
    file = tmp_path / "logo.png"
    file.write_bytes(picture(size=(3000, 1500)))
    assert Image.open(io.BytesIO(read_picture(file, "logo"))).size == (1200, 600)


def test_a_picture_that_was_taken_once_stays_byte_for_byte(tmp_path):
    for role, data in (("logo", FULL.logo), ("cover", FULL.cover)):
        file = tmp_path / role
        file.write_bytes(data)
        assert read_picture(file, role) == data


def test_the_colours_of_a_logo_are_offered_without_its_greys():
    logo = Image.new("RGBA", (400, 100), "#FFFFFF")
    logo.paste("#16A37B", (0, 0, 100, 100))
    logo.paste("#123B5D", (120, 20, 180, 80))
    logo.paste("#777777", (200, 20, 380, 80))
    out = io.BytesIO()
    logo.save(out, "PNG")
    assert colours_of(out.getvalue()) == ("#16A37B", "#123B5D")


# --- on the pages ---------------------------------------------------------------------------


def assert_apart(pieces):
    for i, one in enumerate(pieces):
        for other in pieces[i + 1 :]:
            wide = min(one.right, other.right) - max(one.left, other.left)
            high = min(one.top, other.top) - max(one.bottom, other.bottom)
            assert wide < 0.6 or high < 0.9, (one, other)


def test_the_logo_stands_on_the_cover_and_on_every_page(report, demo):
    import pypdfium2.raw

    pdf = report(demo, "en", brand=Brand("Advisory", DEFAULT.colour, logo=picture()))
    kind = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
    assert all(len(list(page.get_objects(filter=[kind]))) == 1 for page in pdf.file)


def test_the_cover_picture_takes_the_width_of_the_cover_and_covers_no_text(report, demo):
    pdf = report(demo, "ru", brand=Brand("Advisory", "#16A37B", "#B0206A", cover=FULL.cover))
    page = pdf.file[0].render(scale=0.5).to_pil()
    lowest = round(48 / 297 * page.height) - 3
    for x in (2, page.width // 2, page.width - 3):
        assert page.getpixel((x, 5)) == pytest.approx((128, 144, 160), abs=6)
        assert page.getpixel((x, lowest)) == pytest.approx((128, 144, 160), abs=6)
    texts = [p for p in pdf.pieces(0) if "Advisory" not in p.said]
    assert max(p.top for p in texts) < (297 - 48) * 72 / 25.4


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_long_company_name_and_the_cover_picture_do_not_meet_the_line_of_scores(report, demo, lang):
    long_ = replace(demo.brief, company="Северный торговый дом кофейного оборудования и зерна " * 2)
    pdf = report(replace(demo, brief=long_), lang, brand=FULL, sections=("cover",))
    assert_apart(pdf.pieces(0))


def test_the_strip_of_the_second_colour_ends_the_block(report, demo):
    pdf = report(demo, "en", brand=Brand("Advisory", "#123B5D", "#B0206A"), sections=("cover",))
    page = pdf.file[0].render(scale=1).to_pil()
    assert page.getpixel((5, round(171 / 297 * page.height))) == (0xB0, 0x20, 0x6A)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_whole_report_in_the_other_type_embeds_it_alone_and_no_text_lies_on_another(report, demo, lang):
    pdf = report(demo, lang, brand=replace(FULL, font="Serif"))
    names = set(re.findall(rb"/BaseFont /([^\s/]+)", pdf.data))
    assert names
    assert all(
        re.fullmatch(rb"[A-Z0-9]{6}\+SerifReport-(Regular|Medium|SemiBold)", name) for name in names
    ), names
    for page in range(len(pdf)):
        assert_apart(pdf.pieces(page))


def test_a_sign_that_the_other_type_lacks_is_a_box_there_and_itself_in_inter(report, demo, rated):
    noted = rated(demo, SAL_01=Rating(mark=4, note="дом ★ 漢"))
    assert "дом □ □" in report(noted, "ru", brand=replace(DEFAULT, font="Serif")).text
    assert "дом ★ □" in report(noted, "ru").text


def test_a_branded_report_has_the_same_bytes_each_time(report, demo):
    first, second = (report(demo, "ru", brand=FULL, sections=("cover", "executive")).data for _ in range(2))
    assert first == second


def test_the_words_of_the_brand_are_on_the_pages(report, demo):
    brand = Brand(
        "Advisory", "#16A37B", footer=Text("For you", "Для вас"), confidentiality=Text("Hush", "Тихо")
    )
    pdf = report(demo, "ru", brand=brand)
    assert "Тихо" in pdf.pages[0]
    assert all("Для вас" in page for page in pdf.pages[1:])


def test_a_line_that_is_empty_in_a_language_leaves_the_report_its_own_words(report, demo):
    pdf = report(demo, "en", brand=FULL, sections=("cover", "executive"))
    assert "Prepared for Demo Co" in pdf.pages[0]
    assert "For you" in pdf.pages[1]


def test_the_brand_file_that_we_ship_is_our_own_brand():
    brand = load_brand(RESOURCES / "brand" / "brand.toml")
    assert brand.colour == DEFAULT.colour
