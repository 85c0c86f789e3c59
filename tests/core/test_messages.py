"""Every text of the program can be read in Russian, whole, from the compiled catalog."""

import re

import pytest
from babel.messages.catalog import Catalog

from installer import messages

PLACE = re.compile(r"\{(\w*)\}")


@pytest.fixture(scope="module")
def merged():
    return messages.merged("ru")


def pairs(catalog):
    """Every English text with every Russian one that is said for it."""
    for message in catalog:
        if message.id and message.pluralizable:
            yield from ((message.id[1], said) for said in message.string if said)
        elif message.id and message.string:
            yield message.id, message.string


def test_every_text_of_the_sources_has_a_russian_translation(merged):
    assert messages.untranslated(merged) == []


def test_the_written_catalog_holds_exactly_the_texts_of_the_sources(merged):
    written = {(m.id, m.context) for m in messages.written("ru")}
    assert written == {(m.id, m.context) for m in merged}


def test_the_text_of_every_kind_of_error_is_collected():
    kinds = set()
    for top in ("cxaudit", "installer", "ui"):
        for file in (messages.ROOT / top).rglob("*.py"):
            kinds.update(re.findall(r"^class (\w+)\(KnownError\)", file.read_text(encoding="utf-8"), re.M))
    assert kinds
    assert kinds <= set(messages.KEYWORDS)


def test_a_text_is_said_either_with_a_number_form_or_without():
    """Python 3.11.2 finds no translation of a plain text whose entry has plural forms."""
    plain, plural = set(), set()
    for found in messages.texts_of(messages.ROOT):
        if isinstance(found.text, tuple):
            plural.add((found.context, found.text[0]))
        else:
            plain.add((found.context, found.text))
    assert plain & plural == set()


def test_no_entry_is_fuzzy_since_gettext_would_leave_it_out():
    written = messages.written("ru")
    assert not written.fuzzy
    assert [m.id for m in written if m.fuzzy] == []


def test_the_compiled_catalog_is_that_of_the_written_one(merged):
    path = messages.LOCALE / "ru" / "LC_MESSAGES" / "cxaudit.mo"
    assert path.read_bytes() == messages.compiled(merged)


def test_a_translation_has_the_places_of_its_text(merged):
    wrong = [
        (text, said)
        for text, said in pairs(merged)
        if set(PLACE.findall(said)) | {"n"} != set(PLACE.findall(text)) | {"n"}
    ]
    assert wrong == []


def test_russian_has_its_quotes_its_space_before_percent_and_no_english_ones(merged):
    wrong = [said for _, said in pairs(merged) if re.search(r"[\d}] ?%|[“”\"]", said)]
    assert wrong == []


@pytest.mark.parametrize("said", [("", "", ""), ("файл", "файла", ""), ("файл", "файла")])
def test_a_plural_short_of_a_form_counts_as_untranslated(said):
    catalog = Catalog(locale="ru")
    catalog.add(("{n} file", "{n} files"), said)
    assert len(messages.untranslated(catalog)) == 1


def test_a_fuzzy_entry_counts_as_untranslated():
    catalog = Catalog(locale="ru")
    catalog.add("File", "Файл", flags={"fuzzy"})
    assert messages.untranslated(catalog) == ["File"]
