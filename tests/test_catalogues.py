"""The catalogues hold every message of ours, and each translation says it whole."""

import importlib.util
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "briefing" / "locale"
LANGUAGES = sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/briefing.po"))
MEND = "run `python scripts/catalogue.py`, then translate what is empty (docs/languages.md)"
GAP = re.compile(r"%\((\w+)\)s")


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("catalogue_script", ROOT / "scripts" / "catalogue.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def current(script) -> Catalog:
    return script.template()


def held(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "briefing.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(catalogue: Catalog):
    return [one for one in catalogue if one.id]


def parts(value) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def test_there_is_a_ukrainian_catalogue():
    assert "uk" in LANGUAGES


def test_the_template_holds_the_messages_of_templates_and_modules(current):
    with (LOCALE / "briefing.pot").open("rb") as file:
        assert {str(one.id) for one in messages(read_po(file))} == {str(one.id) for one in messages(current)}, MEND


def test_a_catalogue_is_written_alike_every_time(script, current):
    assert script.written(current) == script.written(script.template())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_no_other_is_there(current, language):
    catalogue = held(language)
    assert {str(one.id) for one in messages(catalogue)} == {str(one.id) for one in messages(current)}, MEND
    assert [one.id for one in messages(catalogue) if not all(parts(one.string))] == [], MEND
    assert [one.id for one in messages(catalogue) if one.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_gaps_of_its_message(language):
    for one in messages(held(language)):
        wanted = set(GAP.findall(parts(one.id)[-1]))
        for said in parts(one.string):
            assert set(GAP.findall(said)) == wanted, one.id
            assert "%" not in GAP.sub("", said), one.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_begins_and_ends_as_its_message_does(language):
    """Spaces and full stops stand where the templates count on them."""
    for one in messages(held(language)):
        for asked, said in zip((parts(one.id)[0], parts(one.id)[-1]), (parts(one.string)[0], parts(one.string)[-1]), strict=True):
            assert (said[:1].isspace(), said[-1:].isspace()) == (False, False), one.id
            assert asked.endswith(".") == said.endswith(".") or asked == "No.", one.id  # "№"


def test_ukrainian_has_the_forms_for_one_few_and_many():
    for one in messages(held("uk")):
        if isinstance(one.id, tuple):
            assert len(one.string) == 3, one.id


def test_ukrainian_is_written_in_ukrainian_letters_and_marks():
    for one in messages(held("uk")):
        for said in parts(one.string):
            assert not re.search("[ыэъё]|[\"'“”]", said), said
            letters = re.sub(
                r"%\(\w+\)s|JSON|PDF|HTML|HTTP|https?\b|WARC|gzip|deflate|brotli|briefing\.json|STARTTLS|robots\.txt|Natural Earth|<time>|Date",
                "",
                said,
            )
            assert not re.search("[A-Za-z]", letters), said
