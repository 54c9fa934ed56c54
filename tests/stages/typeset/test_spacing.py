"""White space before punctuation: taken out where the language does not want it, and nothing else is changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.words import squash
from briefing.stages.typeset.spacing import respaced


@pytest.mark.parametrize(
    ("language", "written", "printed"),
    [
        ("en", "She became the interim mayor .", "She became the interim mayor."),
        ("en", "The mayor ’s office , closed since May , reopened .", "The mayor’s office, closed since May, reopened."),
        ("en", "“ We stay , ” she said ; nobody left .", "“We stay,” she said; nobody left."),
        ("en", "The port ( since 1990 ) is shut !", "The port (since 1990) is shut!"),
        ("uk", "« Міст » закрито , каже мер .", "«Міст» закрито, каже мер."),
        ("de", "»Wort« und »Wort« , sagte sie .", "»Wort« und »Wort«, sagte sie."),
        ("de", "„Nein“ , sagte er", "„Nein“, sagte er"),
        ("fr", "« Non » : le pont , dit-il , est fermé !", "« Non » : le pont, dit-il, est fermé !"),
        ("fr-BE", "Vraiment ?", "Vraiment ?"),
        (None, "Seite « a » : ja .", "Seite « a » : ja."),
    ],
)
def test_white_space_that_a_page_left_before_punctuation_is_not_printed(language, written, printed):
    assert respaced(written, language) == printed


@pytest.mark.parametrize("text", ["a .NET page", "he waited ... and left", "no :) here", "they won 3 : 1", "size 10 .5", "“open"])
def test_what_is_no_stray_space_stays(text):
    assert respaced(text, "en") == text


@given(st.text(st.sampled_from("ab1 .,;:!?«»“”()’s\u00a0"), max_size=40), st.sampled_from(["en", "uk", "fr", "de", None]))
def test_nothing_but_white_space_is_taken_out(text, language):
    printed = respaced(text, language)
    assert "".join(printed.split()) == "".join(text.split())
    assert squash(printed) == squash(text)
