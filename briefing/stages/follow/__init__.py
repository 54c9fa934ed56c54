"""Stories over days: which thread each belongs to, what of it earlier editions did not know, what sources took back.

stories ─joined→ one an affair; + memory ─threads→ stories with a thread ─news→ stories with what is new; memory ─corrections→ Correction
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from briefing.model import Changes, Earlier, Figure, Memory, News, Past, Remembered, Story, Window
from briefing.stages.follow.corrections import corrections
from briefing.stages.follow.known import Known, Read, by_article
from briefing.stages.follow.marks import Marks
from briefing.stages.follow.news import facts, untold
from briefing.stages.follow.ranges import joined
from briefing.stages.follow.remember import remember
from briefing.stages.follow.sketch import of_remembered, of_story, rarity
from briefing.stages.follow.threads import Joined, Threads, name

__all__ = ["Followed", "follow", "remember"]

_KIN = 6  # remembered stories beside the thread's own whose facts a story is held against


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """The stories that have something to print, and how the edition differs from the one before."""

    stories: tuple[Story, ...]
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Told:
    """A story of an earlier edition, with the edition."""

    past: Past
    story: Remembered

    @property
    def earlier(self) -> Earlier:
        return Earlier(
            thread=self.story.thread,
            edition=self.past.name,
            day=self.past.last,
            headline=self.story.headline,
            section=self.story.section,
        )


def follow(stories: Sequence[Story], figures: Sequence[Figure], *, memory: Memory, window: Window) -> Followed:
    """The stories with their threads and what is new in each; those with nothing new are counted in the changes alone.

    Neither the order of the stories nor that of the editions remembered matters. The edition before is the one remembered
    that ended last, however long ago; what any of those remembered told is known.
    """
    counted = by_article(figures)
    found = joined(stories, counted) if window.first < window.last else tuple(stories)
    editions = sorted(memory.past, key=lambda past: (past.end, past.first, past.name))
    told = [
        _Told(past=past, story=story)
        for past in editions
        for story in sorted(past.stories, key=lambda story: (story.thread, story.headline, story.articles))
    ]
    followed = _Following(told, Marks(editions)).run(found, counted)
    printed = tuple(story for story in followed if story.news.kind != "known")
    if not editions:
        return Followed(stories=printed)
    before = editions[-1]
    going_on = {thread for story in followed for thread in (story.thread, *(earlier.thread for earlier in story.news.before))}
    return Followed(
        stories=printed,
        changes=Changes(
            since=before.name,
            day=before.last,
            known=tuple(story.news.before[0] for story in followed if story.news.kind == "known"),
            dropped=tuple(one.earlier for one in told if one.past is before and one.story.thread not in going_on),
            corrections=corrections(memory),
        ),
    )


class _Following:
    """The stories of a window set beside those told before."""

    def __init__(self, told: Sequence[_Told], marks: Marks) -> None:
        self._told = told
        self._marks = marks
        self._read = Read()
        self._of: dict[str, list[int]] = {}
        for number, one in enumerate(told):
            self._of.setdefault(one.story.thread, []).append(number)

    def run(self, stories: Sequence[Story], figures: Mapping[str, Sequence[Figure]]) -> tuple[Story, ...]:
        """The stories with thread and news, in the order given."""
        sketches = [of_story(story, figures) for story in stories]
        remembered = [of_remembered(one.story, one.past) for one in self._told]
        self._rarity = rarity([*remembered, *sketches])
        threads = Threads(self._rarity)
        for one, sketch in zip(self._told, remembered, strict=True):
            threads.add(one.story.thread, sketch)
        found = threads.join(sketches, [story.id for story in stories])
        news = [self._news(story, one, figures) for story, one in zip(stories, found, strict=True)]
        names = self._names(stories, _by_news(stories, found, news))
        return tuple(replace(story, thread=names[story.id], news=its) for story, its in zip(stories, news, strict=True))

    def _names(self, stories: Sequence[Story], found: Sequence[Joined]) -> dict[str, str]:
        taken = set(self._of)
        names = {}
        for story, one in sorted(zip(stories, found, strict=True), key=lambda pair: pair[0].id):
            names[story.id] = one.thread or name(story, taken)
            taken.add(names[story.id])
        return names

    def _news(self, story: Story, one: Joined, figures: Mapping[str, Sequence[Figure]]) -> News:
        thread = one.thread or one.branch_of
        if thread is None:
            return self._first_told(story, one)
        own = self._of[thread]
        numbers = [*own, *(number for number in one.kin if number not in own)][: len(own) + _KIN]
        known = Known([(number, self._told[number].story) for number in numbers], self._read, self._rarity)
        fresh = facts(
            story,
            known,
            self._marks,
            figures,
            since=max(self._told[number].past.last for number in own),
            begun=min(self._begun(number) for number in own),
        )
        before = tuple(self._told[number].earlier for number in reversed(own))
        return News(kind="update" if fresh else "known", fresh=fresh, before=before)

    def _first_told(self, story: Story, one: Joined) -> News:
        """The news of a story of no thread: all of it, but for sentences that an edition printed in another story."""
        left = untold(story, self._marks)
        if left is None:
            return News()
        if not left and one.kin:
            return News(kind="known", before=(self._told[one.kin[0]].earlier,))
        return News(fresh=left)

    def _begun(self, number: int) -> date:
        one = self._told[number]
        return min((one.past.first, *one.story.events))


def _by_news(stories: Sequence[Story], found: Sequence[Joined], news: Sequence[News]) -> tuple[Joined, ...]:
    """What each story goes on with, where the likest one of a thread may have no news: then the likest that has goes on with it."""
    silent = {one.thread for one, its in zip(found, news, strict=True) if one.thread and its.kind == "known"}
    telling: dict[str, int] = {}
    branches = [at for at, one in enumerate(found) if one.branch_of in silent and news[at].kind == "update"]
    for at in sorted(branches, key=lambda at: (-found[at].likeness, stories[at].id)):
        telling.setdefault(found[at].branch_of or "", at)
    going_on = set(telling.values())
    return tuple(replace(one, thread=one.branch_of, branch_of=None) if at in going_on else one for at, one in enumerate(found))
