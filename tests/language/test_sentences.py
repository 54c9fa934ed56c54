"""Sentences: exact spans, and a quotation kept with who spoke."""

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


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from([*'The mill burned . ! ? “ ” " Vik said U.S. 2.5 ... Млин'.split(), "\u2028", " "])).map(" ".join)
)
def test_spans_cover_everything_but_white_space_in_order(paragraph):
    found = spans(paragraph)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert "".join("".join(paragraph[start:end].split()) for start, end in found) == "".join(paragraph.split())
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
