"""What an article can be of: a day it was published on, the day before, or one it names; a place it names."""

from datetime import date

import pytest

from briefing.language.proof import can_be_of, is_among, whereabouts
from briefing.model import Article, When

PUBLISHED = date(2025, 3, 12)  # a Wednesday


def article(*paragraphs: str, day: date | None = PUBLISHED) -> Article:
    when = When(day=day) if day else None
    return Article(
        id="a", capture="0" * 64, item=1, title="Ferry stopped", publisher="Brod Daily", published=when, paragraphs=paragraphs
    )


@pytest.mark.parametrize(
    ("text", "day", "holds"),
    [
        ("Nothing else.", date(2025, 3, 12), True),
        ("Nothing else.", date(2025, 3, 11), True),
        ("Nothing else.", date(2025, 3, 10), False),
        ("It burned on Monday.", date(2025, 3, 10), True),
        ("It burned on Monday.", date(2025, 3, 3), False),
        ("It burned on 3 March.", date(2025, 3, 3), True),
        ("Nothing else.", date(2025, 3, 13), False),
    ],
)
def test_a_day_is_that_of_publication_the_one_before_or_one_that_is_named(text, day, holds):
    assert can_be_of(article(text), day) is holds


def test_an_article_without_a_day_proves_none():
    assert not can_be_of(article("It burned on 3 March 2025.", day=None), date(2025, 3, 3))


def test_a_place_that_is_named_proves_itself_and_what_it_lies_in():
    found = whereabouts(article("A silo burned in Izmail."))
    assert is_among("Izmail", found)
    assert is_among("Odesa Oblast", found)
    assert is_among("Ukraine", found)
    assert not is_among("Odesa", found)
    assert not is_among("Russia", found)
    assert not is_among("Atlantis", found)
