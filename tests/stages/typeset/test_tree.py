"""Cleaned HTML as a tree."""

import re
from html import unescape

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.stages.typeset.tree import SVG, classes, text, tree


def test_names_of_html_empty_elements_and_drawings_are_read():
    found = tree(
        'a&nbsp;b<br>c <p class="x y">1 &lt; 2<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><text>no</text></svg> &amp;c</p>'
    )
    assert text(found) == "a\u00a0bc 1 < 2 &c"
    assert classes(found.find("p")) == {"x", "y"}
    assert found.find(f".//{SVG}").get("viewBox") == "0 0 1 1"


@pytest.mark.parametrize("html", ["<p>open", "</p>", "<p><b></p></b>", "<!DOCTYPE a [<!ENTITY b 'c'>]>&b;"])
def test_what_is_not_balanced_is_no_tree(html):
    with pytest.raises(ValueError, match="no tree"):
        tree(html)


@given(st.text(st.sampled_from("<>&;#x0a1b/\"'=! \x00\x0b\ufffe\u00a0p"), max_size=60))
def test_whatever_was_cleaned_is_a_tree_and_says_the_same(html):
    cleaned = nh3.clean(html, tags={"p", "b", "br"})
    assert letters(text(tree(cleaned))) == letters(unescape(nh3.clean(cleaned, tags=set())))


def letters(words):
    """Text without spaces, and without what XML has no character for."""
    return re.sub("[\\s\x00-\x1f\ufffe]", "", words)
