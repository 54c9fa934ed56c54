"""The day in a few lines: every section first, then whatever room is left."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Section, Statement
from briefing.stages.compose.glance import MOST_LINES, glance


@given(st.lists(st.integers(0, 5), max_size=8))
def test_each_section_with_a_story_is_heard_and_the_block_stays_short(sizes):
    sections = [Section(id=f"s{number}", title=f"Section {number}") for number in range(len(sizes))]
    told = [
        [SimpleNamespace(brief=Statement(text=f"{number}.{depth}", passages=())) for depth in range(size)]
        for number, size in enumerate(sizes)
    ]
    lines = glance(sections, told)
    heard = [line.section for line in lines]
    assert set(heard) == {section.id for section, size in zip(sections, sizes, strict=True) if size}
    assert heard == sorted(heard)
    assert len(lines) == max(min(MOST_LINES, sum(sizes)), len(set(heard)))
    for section in sections:
        texts = [line.statement.text for line in lines if line.section == section.id]
        assert texts == [f"{section.id[1:]}.{depth}" for depth in range(len(texts))]
