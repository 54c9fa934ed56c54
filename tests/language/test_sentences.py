"""Sentences: exact spans, and a quotation kept with who spoke."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.sentences import sentences, spans


@pytest.mark.parametrize(
    ("paragraph", "count"),
    [
        ("The mill burned. Nobody was there.", 2),
        ("It was Jan. 2 when the U.S. envoy left. He flew.", 2),
        ("Gen. Hrim met Dr. Vik at 8 p.m. in the port.", 1),
        ("Gunmen came at about 4:30 p.m. Saturday, burning stalls. They left at 6 p.m. Jan. 3.", 2),
        ("It burned at 5 a.m. ET. He left at 4 p.m. Saturday was quiet.", 3),
        ("“Run! Now! Leave it!” the mayor said on the radio.", 1),
        ("“The mill is gone. We saw it burn,” Vik said. Others wept.", 2),
        ("Млин згорів. Людей там не було.", 2),
        ("Прибуло 5 тис. гостей. Усі пішли.", 2),
        ("", 0),
        ("   ", 0),
    ],
)
def test_a_paragraph_has_as_many_sentences_as_a_reader_counts(paragraph, count):
    assert len(sentences(paragraph)) == count


def _unmarked(text: str) -> str:
    return "".join(re.sub(r"\[(?:\d{1,3}|[ivxlc]{1,7})\]", "", text).split())


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from([*'The mill burned . ! ? “ ” " Vik said U.S. 2.5 ... [ii] [3] Млин'.split(), "\u2028", " "])).map(
        " ".join
    )
)
def test_spans_cover_everything_but_white_space_and_footnote_marks_in_order(paragraph):
    found = spans(paragraph)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert _unmarked("".join(paragraph[start:end] for start, end in found)) == _unmarked(paragraph)
    assert all(paragraph[start:end] == paragraph[start:end].strip() != "" for start, end in found)


@pytest.mark.parametrize(
    "text",
    [
        "Senator Ada Moll, R-N. D., asked for the minutes.",
        "The market opens Sept. 3 and closes Oct. 9.",
        "J. R. Orlyk signed for the district.",
        "Brig. Gen. Halyna Moroz inspected the bridge.",
    ],
)
def test_an_abbreviation_ends_no_sentence(text):
    assert sentences(text) == (text,)


def test_a_single_letter_may_end_a_sentence():
    assert sentences("They chose plan B. The army left.") == ("They chose plan B.", "The army left.")


def test_a_footnotes_mark_opens_no_sentence():
    paragraph = "Two drones hit the depot on Monday.[ii] The fire was out by noon.[3] [4] Nobody was hurt."
    assert sentences(paragraph) == ("Two drones hit the depot on Monday.", "The fire was out by noon.", "Nobody was hurt.")
