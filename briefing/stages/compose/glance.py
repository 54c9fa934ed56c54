"""The at-a-glance block: the day in at most six lines, every section with a story heard."""

from collections.abc import Sequence

from briefing.model import Highlight, Section
from briefing.stages.compose.telling.story import Told

MOST_LINES = 6


def glance(sections: Sequence[Section], told: Sequence[Sequence[Told]]) -> tuple[Highlight, ...]:
    """A line a story, in the order of the sections: each section's first story, then, while there is room, the second ones.

    `told` runs parallel to `sections`.
    """
    lines = [0] * len(told)
    for depth in range(max(map(len, told), default=0)):
        for number, stories in enumerate(told):
            if len(stories) > depth and (depth == 0 or sum(lines) < MOST_LINES):
                lines[number] += 1
    return tuple(
        Highlight(section=section.id, label=section.title, statement=story.brief)
        for section, stories, count in zip(sections, told, lines, strict=True)
        for story in stories[:count]
    )
