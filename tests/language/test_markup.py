"""What no XML may hold is taken out of markup before it is parsed, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as markup

from briefing.language.markup import parsable, plain

FERRY = "The ferry stays{0}in port."


@pytest.mark.parametrize(
    "odd", ["\x00", "\x0b", "\x1b", "\x1f", "\ufffe", "\uffff", "\ud800", "&#11;", "&#0;", "&#27", "&#x1F;", "&#X0b;", "&#xFFFE;", "&#65535;"]
)  # fmt: skip
def test_a_character_that_no_xml_may_hold_becomes_a_space(odd: str):
    assert parsable(FERRY.format(odd)) == FERRY.format(" ")
    assert plain(f"<p>{FERRY.format(odd)}</p>").strip() == FERRY.format(" ")


@pytest.mark.parametrize(
    "kept",
    [
        "\t",
        "\n",
        "\r",
        "&#9;",
        "&#10;",
        "&#13;",
        "&#x9;",
        "&#110;",
        "&#x1F4;",
        "&#xFFFEE;",
        "&#1100;",
        "\x85",
        "є",
        "🚢",
        "&amp;#11;",
    ],
)
def test_any_other_character_stays_as_it_is(kept: str):
    assert parsable(FERRY.format(kept)) == FERRY.format(kept)


@given(st.text(st.characters(codec=None), max_size=60))
def test_the_text_of_whatever_was_made_parsable_can_be_put_into_a_tree(text: str):
    tree = markup.fragment_fromstring(f"<p>{parsable(text)}</p>", create_parent="div")
    for element in tree.iter():
        element.text, element.tail = element.text, element.tail  # the tree refuses what no XML may hold, though it was parsed
    plain(f"<p>{text}</p>")  # and never raises
