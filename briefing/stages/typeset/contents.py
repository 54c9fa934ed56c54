"""What a long edition lists after its first page: its sections and the stories in them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from briefing.model import Briefing

FRONT = frozenset({"corrections", "nothing", "glance", "totals", "map"})  # the sections of the first page
MANY = 12  # stories of one day that are looked over without a list
_SECTION = re.compile(r'<section aria-labelledby="(?P<name>[a-z0-9-]+)">')


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading of a page: 2 is a section, 3 a story in it; `id` is where it stands, `language` that of its words (None: ours)."""

    level: int
    id: str
    title: str
    language: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A section in the list, and its stories."""

    section: Heading
    stories: tuple[Heading, ...] = ()


def is_long(briefing: Briefing) -> bool:
    """Whether an edition lists its contents: one of several days, or of more stories than can be looked over."""
    stories = sum(len(chapter.reports) for chapter in briefing.chapters)
    return stories > MANY or (briefing.window.first != briefing.window.last and stories > 0)


def entries(headings: Iterable[Heading]) -> tuple[Entry, ...]:
    """The sections after the first page, each with its stories, in the order of print."""
    found: list[Entry] = []
    for heading in headings:
        if heading.level == 2:
            found.append(Entry(section=heading))
        elif found:
            found[-1] = Entry(section=found[-1].section, stories=(*found[-1].stories, heading))
    return tuple(entry for entry in found if entry.section.id not in FRONT)


def halves(main: str) -> tuple[str, str]:
    """The cleaned sections of a page as those of the first page and those after it."""
    place = next((match.start() for match in _SECTION.finditer(main) if match["name"] not in FRONT), len(main))
    return main[:place], main[place:]
