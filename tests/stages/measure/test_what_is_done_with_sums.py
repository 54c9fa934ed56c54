"""Acts: whether a sum or equipment is pledged, delivered, sought or spent, by the verb of its clause."""

import pytest

from briefing.model import Article
from briefing.stages.measure import measure


def acts(sentence: str) -> list[str | None]:
    found = measure([Article(id="a", capture="c", item=0, title="", publisher=None, paragraphs=(sentence,))])
    return [figure.act for figure in found if figure.kind in ("money", "equipment")]


CASES = [
    ("Japan pledged $500 million for the dam.", ["pledged"]),
    ("A $225 million package was announced on Friday.", ["pledged"]),
    ("Parliament approved a €60 million loan.", ["pledged"]),
    ("Norway will provide 14 howitzers worth $20 million.", ["pledged", "pledged"]),
    ("Norway has disbursed €5 million of the €20 million it promised.", ["delivered", "pledged"]),
    ("Kyiv received 31 tanks from Poland.", ["delivered"]),
    ("Denmark handed over 19 fighter jets to the army.", ["delivered"]),
    ("They promised $9 million, but $2 million was delivered.", ["pledged", "delivered"]),
    ("Ukraine needs $40 billion next year.", ["sought"]),
    ("The minister asked the allies for seven more Patriot systems.", ["sought"]),
    ("Kyiv urged the allies to provide 20 howitzers.", ["sought"]),
    ("The mayor demanded that $4 million be spent on shelters.", ["sought"]),
    ("The flood did $9 million of damage, and repairs cost $3 million.", [None, "spent"]),
    ("Losses amount to $3 billion.", ["spent"]),
    ("The brigade lost 31 tanks.", ["spent"]),
    ("Уряд виділить 300 млн гривень на школи.", ["pledged"]),
    ("Норвегія передала 15 мільйонів доларів.", ["delivered"]),
    ("Громада просить 40 млн грн на генератори.", ["sought"]),
    ("The agency has signed a contract worth $820 million for shells.", [None]),
    ("The president signed a bill with $61 billion for the allies.", ["pledged"]),
    ("Ущерб оценили в 7 миллионов рублей.", ["spent"]),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0] for case in CASES])
def test_the_verb_of_the_clause_tells_what_is_done(sentence, expected):
    assert acts(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The asking price fell to $355,000.",
        "To meet humanitarian needs, the bill has $900 million.",
        "They won an appeal against a $2 million fine.",
        "The firm agreed to buy its rival for $2 billion.",
        "A bill would have provided $110 million.",
        "Repairs will cost $12 million.",
        "He plans to spend $4 million.",
        "Judges gave way, allowing the town to use $8 million.",
        "They will be ruined if $6 billion more isn't approved.",
        "They announced that they could not make a $23 million payment.",
        "Norway should pay $4 million.",
        "Some $15 million will be spent on roads.",
        "Senators gave them a gift by blocking a $50 million package.",
        "The bank holds $213 billion.",
        "Police announced the seizure of two tanks.",
    ],
)
def test_in_doubt_no_act_is_told(sentence):
    assert acts(sentence) == [None]


def test_a_converted_amount_is_no_second_sum():
    assert acts("Berlin approved $1.2 billion (€1.1 billion).") == ["pledged"]
