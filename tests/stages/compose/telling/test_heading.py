"""How a sentence heads a story whose page has no headline."""

import pytest

from briefing.model import Passage, Statement
from briefing.stages.compose.telling.heading import heading

LONG = "The harbour board said on Monday that it had lent the islands two of its boats and both of its pilots"


def headed(text, **fields):
    where = Passage(article="a", paragraph=1, start=7, end=7 + len(text), sha256="0" * 64)
    made = heading(Statement(text=text, passages=(where,), **fields))
    assert text.startswith(made.text)
    assert made.passages[0].end - made.passages[0].start == len(made.text) or fields
    return made.text


@pytest.mark.parametrize(
    ("sentence", "head"),
    [
        ("Two boats sank off Brod on Tuesday.", "Two boats sank off Brod on Tuesday"),
        (f"{LONG}, marking the first time since 1990 that it lends anything.", LONG),
        (f"{LONG} while the storm went on and the old landing stages broke one after the other.", LONG),
        ("The boats are lent to the U.S.", "The boats are lent to the U.S."),
    ],
)
def test_a_heading_has_no_full_stop_and_no_clause_that_can_be_left_away(sentence, head):
    assert headed(sentence) == head


@pytest.mark.parametrize(
    "rest",
    [
        "although nobody has seen any of them since the storm of last week",
        "which the council of the islands denied on the same evening in two statements",
        "as if there had been no storm at all in the whole of the last week there",
    ],
)
def test_a_doubt_is_never_left_away(rest):
    assert headed(f"{LONG}, {rest}.") == f"{LONG}, {rest}"


def test_who_says_it_is_never_left_away():
    text = "Two boats and both of the pilots of the harbour were lent to the islands on Monday, leaving Brod without any, the harbour board said."
    assert headed(text) == text[:-1]


def test_what_has_words_of_ours_stays():
    text = "Two boats sank, Brod Daily reports."
    assert headed(text, own=(", Brod Daily reports",)) == text
