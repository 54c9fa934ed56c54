"""Stories over days: which thread each belongs to, what of it earlier editions did not know, what sources took back.

stories + memory ─threads→ stories with a thread ─news→ stories with what is new; memory ─corrections→ Correction
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.model import Briefing, Changes, Figure, Memory, Past, Story, Window

__all__ = ["Followed", "follow", "remember"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """The stories that have something to print, and how the edition differs from the one before."""

    stories: tuple[Story, ...]
    changes: Changes = Changes()


def follow(stories: Sequence[Story], figures: Sequence[Figure], *, memory: Memory, window: Window) -> Followed:
    """The stories with their threads and what is new in each; those with nothing new are counted in the changes alone."""
    return Followed(stories=tuple(replace(story, thread=story.id) for story in stories))


def remember(briefing: Briefing, stories: Sequence[Story], figures: Sequence[Figure]) -> Past:
    """What the archive shall remember of an edition: its printed stories with all that their articles said by then."""
    window = briefing.window
    first, last = window.first.isoformat(), window.last.isoformat()
    return Past(
        profile=briefing.profile,
        name=first if first == last else f"{first}_{last}",
        first=window.first,
        last=window.last,
        end=window.end,
        made_at=briefing.made_at,
    )
