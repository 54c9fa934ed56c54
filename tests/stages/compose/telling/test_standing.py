"""Which sentences can be printed on their own."""

import pytest

from briefing.stages.compose.telling.standing import standing


@pytest.mark.parametrize(
    "sentence",
    [
        "He also promised to rebuild the bridge before winter.",
        "They were taken to a hospital in the regional centre.",
        "This was the third raid of the week on the harbour.",
        "However, the ferry to Korsun kept running all day.",
        "Meanwhile, a second train was stopped at the border.",
        "But the governor gave no figure for the wounded.",
        "Earlier, the mayor had asked people to stay at home.",
        "The day before, a depot outside Brod had burned down.",
        "Although it was dark, crews went on clearing the road to Korsun.",
        "Two others were pulled out of the cellar alive.",
        "The ministry in Brod said it could not confirm these claims.",
        '"The roof fell in within seconds," she said.',
        "“We counted nine impacts,” he added.",
        "Він також пообіцяв відбудувати міст до зими.",
        "Водночас пором до Корсуня працював увесь день.",
        "Она сказала, что мост восстановят до зимы.",
        "Однако паром в Корсунь ходил весь день.",
    ],
)
def test_a_sentence_that_takes_up_an_earlier_one_is_bound_to_it(sentence):
    assert standing(sentence).bound


@pytest.mark.parametrize(
    "sentence",
    [
        "Mayor Ilona Marsh said she had asked people to stay at home.",
        "A drone hit a grain store in Korsun, and this store has been burning since dawn.",
        "Prices in Brod rose by a fifth this week, the statistics office said.",
        "Ferry captain Petro Dunai crossed the strait twice. “I counted nine impacts,” he said.",
        "Itinerant traders returned to the market of Brod on Monday.",
        "Butter is short in Korsun, the regional council reported.",
        "Theirfield, a village of 300 people, lost its only bridge.",
        "Мер Ілона Марш повідомила, що попросила людей залишитися вдома.",
    ],
)
def test_a_sentence_that_names_what_it_speaks_of_stands_alone(sentence):
    assert not standing(sentence).bound
    assert not standing(sentence).unfit


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("“The roof fell in within seconds and nobody heard the siren.”", "a quotation without its speaker"),
        ("“The roof fell in within seconds. Nobody heard the siren at all.", "unbalanced quotation or bracket"),
        ("Will the ferry to Korsun ever run again?", "a question"),
        ("Here is what is known about the raid on Korsun:", "unfinished"),
        ("Firefighters at work in Korsun on Monday. Image: Ada Brandt", "page furniture"),
        ("Subscribe to the evening letter from Brod to read it first.", "page furniture"),
        ("We went to Korsun to see what is left of the harbour.", "the writer's own voice"),
        ("12:30 14:15 16:40 18:20 +380 44 000 00 00", "hardly a sentence"),
    ],
)
def test_what_no_reader_should_meet_is_unfit_with_a_reason(sentence, why):
    assert standing(sentence).unfit == why


def test_a_definite_thing_needs_to_have_been_introduced():
    (needed,) = standing("The vote comes after a long delay.").needs
    assert "vote" in needed


@pytest.mark.parametrize(
    "sentence", ["The mayor of Brod opened the new bridge.", "The raid on Korsun lasted an hour.", "The EU has sent three ferries."]
)
def test_a_definite_thing_that_says_which_one_it_is_needs_nothing(sentence):
    assert standing(sentence).needs == ()


def test_a_generic_place_needs_the_place_unless_a_name_stands_before_it():
    assert standing("On Saturday, 25 ferries were sunk in the city on the strait.").needs == (frozenset({"city"}),)
    assert standing("In Korsun, Mayor Ilona Marsh counted 25 ferries in the city.").needs == ()
