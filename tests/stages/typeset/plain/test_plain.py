"""The edition as plain text, read as a terminal shows it."""

import re
import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.edges.templates import load_design
from briefing.stages.typeset import typeset
from briefing.stages.typeset.plain import WIDTH
from briefing.stages.typeset.plain.lines import columns

DESIGN = load_design()


def text(briefing):
    edition, failures = typeset(briefing, formats=["txt"], design=DESIGN, press=None, archive="x.db", facts={})
    assert not failures
    return dict(edition.files)["briefing.txt"].decode()


def lines(briefing):
    return text(briefing).splitlines()


def test_no_line_is_longer_than_a_terminal_but_for_addresses(sample_day, later_day, several_days, empty_day):
    for briefing in (sample_day, later_day, several_days, empty_day):
        found = text(briefing)
        assert found.endswith("\n")
        assert not found.endswith("\n\n")
        assert [line for line in found.splitlines() if columns(line) > WIDTH and "<http" not in line] == []
        assert not [line for line in found.splitlines() if line != line.rstrip()]


def test_a_story_reads_as_it_would_on_paper(later_day):
    found = text(later_day)
    assert (
        "\n\n\nStrikes\n=======\n\nThree killed as missiles and drones hit Izmail port for second night\n"
        "--------------------------------------------------------------------\n\nUpdate · first in the edition of 10 March, last"
    ) in found
    assert "| Figure revised. Killed, Izmail, 12 March\n|\n| - Regional administration, 12 March: at least three[8]\n" in found


def test_matters_in_dispute_stand_apart(sample_day):
    found = lines(sample_day)
    first = [at for at, line in enumerate(found) if re.match(r"\| (Claims differ|Figure revised|Sources differ)\.", line)]
    assert len(first) > 1
    assert all(found[at - 1] == "" for at in first)


def test_a_reference_gives_the_whole_address_and_the_passages_under_it(later_day):
    found = "\n".join(lines(later_day))
    assert "\n[9]  Дунайський вісник, “Ізмаїл: під завалами елеватора знайшли тіло" in found
    assert "<https://visnyk.example/новини/ізмаїл-елеватор>" in found
    assert re.search(r"\n     ¶2 За її словами, .*\n        \S", found)
    assert re.search(r"\n\[1\d\] Publisher not named, “Power back in most of Sumy", found)
    assert "javascript:alert(1)" in found
    assert "↩" not in found


def test_drawings_are_left_out_with_their_credit(several_days):
    assert "Natural Earth" not in text(several_days)
    assert "Izmail" in text(several_days)


def test_no_mark_of_markdown_or_html_is_left(sample_day, later_day, several_days):
    for briefing in (sample_day, later_day, several_days):
        assert not re.search(r"\*\*|\[\^|\{:|</?[a-z]+[ >]|&#?\w+;|^#|\\", text(briefing), re.MULTILINE)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=120) | st.text("אב جد12 a-|", min_size=1, max_size=120), min_size=1, max_size=6))
def test_whatever_the_sources_say_lines_hold_only_letters_and_isolates_that_close(small_day, poisoned, words):
    for line in lines(poisoned(small_day, words)):
        assert not [
            char for char in line if unicodedata.category(char) in ("Cc", "Cs") or char in "\u202a\u202b\u202d\u202e\u2028\u2029"
        ]
        assert columns(line) <= WIDTH or "<http" in line
        depth = 0
        for char in line:
            depth += (char in "\u2066\u2067\u2068") - (char == "\u2069")
            assert depth in (0, 1)
        assert depth == 0
