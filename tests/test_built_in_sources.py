"""The sources that `briefing init` writes: complete, explained, and none of them asked on the sly."""

import re
import textwrap
from dataclasses import fields
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from briefing.settings import Fetch, Source, built_in, built_in_text, parse

FOLDER = Path(__file__).parents[1] / "docs"
DOCS = (FOLDER / "profile.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"(?:^    .*\n)+", (FOLDER / "collecting.md").read_text(encoding="utf-8"), re.MULTILINE)
SOURCES = built_in().sources


def test_it_names_sources_of_several_kinds_and_of_several_languages():
    assert len(SOURCES) >= 30
    assert {"feed", "sitemap", "page"} <= {source.kind for source in SOURCES}
    assert any(re.search("[їієґ]", source.name) for source in SOURCES)
    assert any(re.search("[ыэ]|^[А-я ]+$", source.name) for source in SOURCES)


def test_no_two_sources_have_one_name():
    assert len({source.name for source in SOURCES}) == len(SOURCES)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_source_is_asked_openly_and_not_too_often(source: Source):
    parts = urlsplit(source.url)
    assert parts.scheme in ("http", "https")
    assert parts.port in (None, 80, 443)
    assert not parts.username
    assert source.every.total_seconds() >= 600
    assert (source.kind == "page") == (source.links is not None)


def test_a_family_is_shared():
    families = [source.family for source in SOURCES if source.family]
    assert [family for family in set(families) if families.count(family) < 2] == []


@pytest.mark.parametrize("key", [one.name for one in fields(Source)])
def test_every_key_of_a_source_is_explained_where_the_profile_is_edited_and_in_the_docs(key: str):
    assert re.search(rf"^#   {key} +\S", built_in_text(), re.MULTILINE)
    assert f"\n| `{key}` |" in DOCS


@pytest.mark.parametrize("key", [one.name for one in fields(Fetch)])
def test_every_key_of_how_sources_are_asked_is_explained(key: str):
    assert re.search(rf"^(# )?{key} = .+# \S", built_in_text(), re.MULTILINE)
    assert f"\n| `{key}` |" in DOCS


def test_how_sources_are_asked_is_written_out_with_the_values_it_has_anyway():
    assert built_in().fetch == Fetch()


def test_the_examples_of_the_docs_and_those_in_comments_are_sources():
    commented = "\n".join(re.findall(r"^# (\[\[source\]\]|\w+ = .*)$", built_in_text().partition("Further kinds")[2], re.MULTILINE))
    shown = [textwrap.dedent(one) for one in EXAMPLES if "[[source]]" in one]
    kinds = set()
    for text in (*shown, commented.partition("contact =")[0]):
        kinds |= {source.kind for source in parse(f"{built_in_text()}\n{text}\n", "an example").sources[len(SOURCES) :]}
    assert kinds == {"feed", "sitemap", "page", "folder", "imap"}
