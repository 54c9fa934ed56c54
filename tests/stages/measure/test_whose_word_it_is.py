"""Whose word a figure is: the sentence's speaker, whoever a pronoun or a running quotation means, or nobody."""

from datetime import date

import pytest

from briefing.model import Article, Party, When
from briefing.stages.measure import measure

MINISTER = "Norwegian fisheries minister Ann Vik said two people were killed."


def figures(*paragraphs):
    made = Article(
        id="a",
        capture="c",
        item=1,
        title="",
        publisher="Brod Daily",
        published=When(day=date(2024, 3, 5)),
        paragraphs=paragraphs,
        language="en",
    )
    return measure([made])


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        ((MINISTER,), "Norwegian fisheries minister Ann Vik"),
        ((MINISTER, "She said 14 people were injured."), "Norwegian fisheries minister Ann Vik"),
        ((MINISTER, "“Fourteen people were injured.”"), "Norwegian fisheries minister Ann Vik"),
        (("A guard reportedly close to the navy claimed that 14 people were injured.",), "A guard"),
        (("The mayor toured the port and said 14 people were injured.",), "The mayor"),
        (("14 people injured in the port – White House",), "White House"),
    ],
)
def test_a_figure_is_the_word_of_whoever_certainly_speaks(paragraphs, name):
    assert figures(*paragraphs)[-1].attributed_to == name


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Norway denied that 14 people were injured.",),
        ("14 people were reportedly injured, a spokesman said.",),
        (MINISTER, "14 people were injured."),
        (MINISTER, "The mill burned.", "She said 14 people were injured."),
        ("14 people were injured, but the army said nothing of it.",),
        ("Navy estimates put the injured at 14 people.",),
    ],
)
def test_where_it_is_not_certain_it_is_nobodys(paragraphs):
    assert figures(*paragraphs)[-1].attributed_to is None


def test_the_party_is_that_of_the_office_said_before():
    last = figures("Kharkiv regional governor Taras Hrim toured the port.", "Hrim said 14 people were injured.")[-1]
    assert (last.attributed_to, last.party) == ("Hrim", Party(bloc="official", country="UA"))


@pytest.mark.parametrize(
    ("paragraph", "name"),
    [
        ("Police say 14 people were injured.", "Police"),
        (
            "The boats turned back, with Norwegian opposition groups claiming that 14 people were injured.",
            "Norwegian opposition groups",
        ),
        ("The suspect allegedly injured 14 people, the harbour police said.", "the harbour police"),
        ("14 people injured in the port after police say a ferry sank", None),
    ],
)
def test_a_figure_is_theirs_whose_clause_it_stands_in(paragraph, name):
    assert figures(paragraph)[-1].attributed_to == name
