"""The languages of what was read: counted in the coverage box, those the profile does not list named, none left out."""

from datetime import UTC, date, datetime

import pytest

from briefing.errors import ProfileError
from briefing.model import Article, Loaded, Memory, When
from briefing.pipeline import brief
from briefing.settings import built_in, built_in_text, fingerprint, parse
from briefing.windows import window_for

DAY = date(2025, 5, 12)


class Nothing:
    """An archive without captures: what is told here is told by the coverage alone."""

    def keep(self, captures):
        return ()

    def save(self, harvests):
        return None

    def load(self, window, captures=None):
        raise AssertionError

    def captures(self, hashes):
        return {}

    def recall(self, profile, window, captures=None):
        return Memory()


def article(number: int, language: str | None) -> Article:
    return Article(
        id=f"{number:016}", capture="c" * 64, item=number, title=f"Ferry {number} runs again", publisher="Post", language=language,
        published=When(day=DAY), paragraphs=("The ferry runs again.",),
    )  # fmt: skip


def notes(*languages: str | None, listed: str = "") -> tuple[str, ...]:
    profile = parse(listed + built_in_text(), "a profile")
    loaded = Loaded(articles=tuple(article(at, one) for at, one in enumerate(languages)), undated=(), failures=(), captures=1)
    made, _ = brief(
        loaded, archive=Nothing(), profile=profile, window=window_for(profile, DAY, DAY), now=datetime(2025, 5, 13, tzinfo=UTC)
    )
    return made.coverage.notes


def test_articles_in_one_language_need_no_count():
    assert not [note for note in notes("en", "en") if "language" in note]


def test_articles_in_several_languages_are_counted_the_most_first():
    assert "Articles read by language: en 2, uk 1, not known 1." in notes("uk", "en", None, "en")


def test_an_article_in_a_language_the_profile_does_not_list_is_used_and_named():
    found = notes("en", "pl", "en", "tr", listed='languages = ["en", "uk"]\n')
    assert "2 articles are in a language the profile does not list (pl 1, tr 1); they were used all the same." in found
    assert "1 article is in a language the profile does not list (de 1); it was used all the same." in notes("de", listed='languages = ["en-GB"]\n')  # fmt: skip


def test_listed_languages_change_what_an_edition_says_and_no_list_changes_nothing():
    listed = parse('languages = ["en", "uk"]\n' + built_in_text(), "a profile")
    assert listed.languages == ("en", "uk")
    assert fingerprint(listed) != fingerprint(built_in())


def test_a_language_that_is_no_tag_is_named():
    with pytest.raises(ProfileError, match="languages: is a list of language tags, but one of them"):
        parse('languages = ["en", "Ukrainian"]\n' + built_in_text(), "a profile")
    with pytest.raises(ProfileError, match="languages: is a list of language tags, here it is text"):
        parse('languages = "en"\n' + built_in_text(), "a profile")
