"""Tokens: whoever signed is known again, for that purpose alone, and nothing else is a token."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.signing import FOLDED_LENGTH, LENGTH, Secret, Signed, read, sign, sign_folded

OLD, NEW = Secret(number=1, key=b"a" * 32), Secret(number=2, key=b"b" * 32)
PROFILES = ("daily", "weekly")
PURPOSES = ("leave", "confirm", "bounce")
NUMBERS = st.integers(1, 2**32 - 1)


def who(token, purpose="leave", secrets=(OLD, NEW), profiles=PROFILES):
    return read(token, purpose, profiles=profiles, secrets=secrets)


@given(NUMBERS, st.sampled_from(PROFILES), st.sampled_from(PURPOSES))
def test_a_token_in_either_spelling_says_whose_it_is(number, profile, purpose):
    token, folded = (make(purpose, profile, number, (OLD, NEW)) for make in (sign, sign_folded))
    assert (len(token), len(folded)) == (LENGTH, FOLDED_LENGTH)
    for one in (token, folded, folded.upper()):
        assert who(one, purpose) == Signed(profile=profile, number=number)


@given(NUMBERS, st.sampled_from(PURPOSES), st.sampled_from(PURPOSES))
def test_a_token_is_good_for_its_purpose_and_profile_alone(number, made_for, used_for):
    token = sign(made_for, "daily", number, (OLD,))
    assert (who(token, used_for) is not None) == (made_for == used_for)
    assert who(token, made_for, profiles=("weekly",)) is None


def test_a_profile_whose_name_begins_like_another_gets_no_token_of_it():
    assert who(sign("leave", "daily", 1, (OLD,)), profiles=("dail", "daily1", "")) is None


def test_the_newest_key_signs_and_older_ones_are_accepted():
    token = sign("leave", "daily", 7, (NEW, OLD))
    assert token == sign("leave", "daily", 7, (NEW,))
    assert who(sign("leave", "daily", 7, (OLD,))) == Signed(profile="daily", number=7)
    assert who(token, secrets=(OLD,)) is None
    assert who(token, secrets=()) is None


@pytest.mark.parametrize("make", [sign, sign_folded])
def test_a_token_with_any_one_character_changed_is_nobodys(make):
    token = make("leave", "daily", 1234, (OLD, NEW))
    alphabet = string.ascii_letters + string.digits + "-_=+/ "
    others = (token[:at] + char + token[at + 1 :] for at in range(len(token)) for char in alphabet)
    assert [one for one in others if one.lower() != token.lower() and who(one)] == []


def test_capitals_count_in_links():
    token = sign("leave", "daily", 1234, (OLD, NEW))
    assert who(token.swapcase()) is None


@given(st.text(max_size=60) | st.text("abcdefghij234567", min_size=FOLDED_LENGTH, max_size=FOLDED_LENGTH))
def test_no_text_that_nobody_signed_is_a_token(text):
    assert who(text) is None


def test_nobody_has_number_nought():
    assert who(sign("leave", "daily", 0, (OLD,))) is None


@given(NUMBERS)
def test_links_of_usual_hosts_are_short_and_do_not_end_in_a_sign_that_mail_programs_cut_off(number):
    token = sign("leave", "daily", number, (OLD, NEW))
    assert len(f"https://briefing.example.org/u/{token}") <= 70
    assert token[-1] not in "-_"


def test_a_key_is_not_shown():
    assert "aaaa" not in repr(OLD)
