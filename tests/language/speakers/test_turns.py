"""Whose turn it is to speak: pronouns and quotations that go on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.speakers.cast import cast
from briefing.language.speakers.turns import Turns


def speakers(*sentences):
    """Who speaks in the last of these sentences, all of one paragraph but where a sentence begins with a pilcrow."""
    numbered, paragraph = [], 1
    for one in sentences:
        paragraph += one.startswith("¶")
        numbered.append((paragraph, one.removeprefix("¶")))
    turns = Turns(numbered, cast(text for _, text in numbered))
    return [voice.name for voice in turns.voices(len(numbered) - 1)]


MINISTER = "Fisheries minister Taras Hrim said two barns burned."


@pytest.mark.parametrize(
    ("sentences", "names"),
    [
        ((MINISTER, "He added that a mill was lost."), ["Fisheries minister Taras Hrim"]),
        ((MINISTER, "“It was a bad night,” he said."), ["Fisheries minister Taras Hrim"]),
        ((MINISTER, "“Two barns are gone.”"), ["Fisheries minister Taras Hrim"]),
        ((MINISTER, "¶“Two barns are gone.”"), ["Fisheries minister Taras Hrim"]),
        ((MINISTER, "He said the port was open.", "He also said the mill was closed."), ["Fisheries minister Taras Hrim"]),
        (("The fisheries ministry said two barns burned.", "It added that a mill was lost."), ["The fisheries ministry"]),
        (
            ("Норвезький міністр Тарас Грім повідомив про пожежу.", "Він додав, що млин зачинено."),
            ["Норвезький міністр Тарас Грім"],
        ),
        (("“Well, that was a night.”", "Fisheries minister Taras Hrim told reporters."), ["Fisheries minister Taras Hrim"]),
        (("Fisheries minister Taras Hrim toured the port, warning that the mill might burn.",), ["Fisheries minister Taras Hrim"]),
        (("Fisheries minister Taras Hrim said the mill burned, adding that nobody was hurt.",), ["Fisheries minister Taras Hrim"]),
        (("Polish minister Ann Vik met the press.", "Vik criticised a plan worth what she said was $3 million."), ["Vik"]),
    ],
)
def test_reported_speech_keeps_its_speaker(sentences, names):
    assert list(dict.fromkeys(speakers(*sentences))) == names


@pytest.mark.parametrize(
    "sentences",
    [
        ("The mill burned.", "He said two barns were lost."),
        (MINISTER, "The mill burned.", "He said two barns were lost."),
        ("Minister Taras Hrim said one thing, but envoy Ann Vik said another.", "He added that a mill was lost."),
        (MINISTER, "They said a mill was lost."),
        (MINISTER, "It said a mill was lost."),
        (MINISTER, "The mill burned."),
    ],
)
def test_where_nobody_certain_speaks_there_is_nobody(sentences):
    assert speakers(*sentences) == []


def test_a_quotation_without_a_speaker_takes_the_one_named_behind_it():
    numbered = [(1, "“Well, that was a night.”"), (1, "Fisheries minister Taras Hrim told reporters.")]
    turns = Turns(numbered, cast(text for _, text in numbered))
    assert [voice.name for voice in turns.voices(0)] == ["Fisheries minister Taras Hrim"]


def test_the_minister_is_of_the_country_of_whoever_spoke_before():
    numbered = [(1, "Norway's minister Ann Vik said two barns burned."), (1, "“Nobody was hurt,” the minister said.")]
    turns = Turns(numbered, cast(text for _, text in numbered))
    assert [turns.party(voice).country for voice in turns.voices(1)] == ["NO"]


@given(
    st.lists(
        st.lists(
            st.sampled_from(
                "He said Hrim , “ ” the ministry added that it denied . minister Ann Vik told reporters она сказала".split()
            ),
            min_size=1,
        ).map(" ".join),
        max_size=8,
    )
)
def test_who_speaks_is_named_in_the_article(texts):
    numbered = [(1 + at // 3, text) for at, text in enumerate(texts)]
    turns = Turns(numbered, cast(texts))
    for at in range(len(texts)):
        for voice in turns.voices(at):
            assert voice.name in texts[voice.at]
        turns.main(at)
