"""A page read twice: what it said before is a revision of its own, and nothing else is."""

from dataclasses import replace
from datetime import date

import pytest

from briefing.stages.compose.figures.compare import compared
from briefing.stages.compose.figures.counts import Count
from briefing.stages.compose.figures.events import events
from briefing.stages.compose.figures.rereadings import replaced

DAY = date(2025, 3, 4)


@pytest.fixture
def read(article, figure, story):
    """A function: the comparisons of a page that said `before` (sentence, number, value), later `now`."""

    def readings(before, now, **fields):
        pages = [article("page", "Raid on Korsun", sentence) for sentence, *_ in (before, now)]
        old, new = replace(pages[0], capture="e" * 64), pages[1]
        told = [
            figure(page, "killed", value, written, **{"place": "Korsun", "event_date": DAY, "as_of": DAY, **fields})
            for page, (_, written, value) in zip((old, new), (before, now), strict=True)
        ]
        placed = [story(new)]
        counts = [Count(figure=told[1], article=new, story=0), *replaced(placed, [old], told[:1], {new.id: told[1:]})]
        return [compared(event, year=2025, language="en") for event in events(counts)]

    return readings


def test_a_page_that_lets_its_toll_rise_has_revised_it(read):
    (one,) = read(
        ("The raid on the port killed 17 people, the mayor said.", "17", 17),
        ("The raid on the port has killed 19 people, the mayor said.", "19", 19),
    )
    assert one.row.relation == "revised"
    assert one.row.note == "Revised upward: 17 → 19."
    assert [side.statement.passages[0].sha256[0] for side in one.row.sides] == [
        "e",
        one.row.sides[1].statement.passages[0].sha256[0],
    ]
    assert len({side.statement.passages[0].sha256 for side in one.row.sides}) == 2


@pytest.mark.parametrize(
    ("before", "now", "fields"),
    [
        (("The raid on the port killed 17 people.", "17", 17), ("The raid on the port killed 17 people.", "17", 17), {}),
        (("The raid on the port killed 17 people.", "17", 17), ("Nine sailors drowned off the cape in a storm.", "Nine", 9), {}),
        (
            ("The raid on the port killed 17 people.", "17", 17),
            ("The raid on the port killed 19 people.", "19", 19),
            {"role": "part"},
        ),
    ],
    ids=["the same", "another sentence", "a part"],
)
def test_what_the_page_did_not_edit_is_no_revision(read, before, now, fields):
    assert not any(one.disputed for one in read(before, now, **fields))
