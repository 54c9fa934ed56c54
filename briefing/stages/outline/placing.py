"""A story's section by the votes of its articles, or by the editor's word, with the words and sentences that decided."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from briefing.model import OTHER, Article, Passage, Reason, Story
from briefing.settings import SectionPlan
from briefing.stages.outline.sections import Verdict, classify

MOVED = "moved by the editor"
_LEAD, _OTHERS, _LENT = 2.0, 1.0, 0.5  # votes of the lead, of another article, of passages lent by another story's article
_ALSO = 0.5
_REASONS, _SENTENCES = 12, 2  # more words than are printed: some are other forms of others


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a story belongs: its section, further ones, and why: the words that decided, then the sentences with their passages."""

    section: str
    also: tuple[str, ...] = ()
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Vote:
    weight: float
    verdict: Verdict
    sentences: tuple[Reason, ...]


def place(
    story: Story, plans: tuple[SectionPlan, ...], subject: tuple[str, ...], elsewhere: tuple[str, ...], moves: Mapping[str, str]
) -> Place:
    """The place of a story; `moves` are the editor's, by thread, and overrule the words (to a section that is gone: not)."""
    found = _by_words(story, plans, subject, elsewhere)
    to = moves.get(story.thread or story.id)
    if to is None or to not in {OTHER, *(plan.id for plan in plans)}:
        return found
    also = tuple(one for one in (found.section, *found.also) if one not in {to, OTHER})
    return Place(section=to, also=also, why=(Reason(what=MOVED, weight=1.0),))


def _by_words(story: Story, plans: tuple[SectionPlan, ...], subject: tuple[str, ...], elsewhere: tuple[str, ...]) -> Place:
    """The section with most votes, the lead's counting double; "other" where most articles belong nowhere."""
    cast = list(_cast(story, plans, subject, elsewhere))
    total = sum(one.weight for one in cast)
    votes = {
        plan.id: sum(one.weight * dict(one.verdict.votes).get(plan.id, 0.0) for one in cast if one.verdict.section != OTHER)
        for plan in plans
    }
    nowhere = sum(one.weight for one in cast if one.verdict.section == OTHER)
    if nowhere > total / 2 or not any(votes.values()):
        return Place(section=OTHER, why=_words([one for one in cast if one.verdict.section == OTHER], total))
    best = max(plans, key=lambda plan: votes[plan.id]).id  # of equals the first in the profile
    right = {name for one in cast for name in (one.verdict.section, *one.verdict.also)}
    also = tuple(plan.id for plan in plans if plan.id != best and plan.id in right and votes[plan.id] >= _ALSO * votes[best])
    spoke = [one for one in cast if one.verdict.section == best]
    return Place(section=best, also=also, why=(*_words(spoke, total), *_sentences(spoke, total)))


def _cast(story: Story, plans: tuple[SectionPlan, ...], subject: tuple[str, ...], elsewhere: tuple[str, ...]) -> Iterator[_Vote]:
    foreign = {(one.article.id, number) for one in story.elsewhere for number in one.paragraphs}
    for at, article in enumerate(story.articles):
        numbers = tuple(n for n in range(1, len(article.paragraphs) + 1) if (article.id, n) not in foreign)
        yield _vote(_OTHERS if at else _LEAD, article, article.title, numbers, plans, subject, elsewhere)
    for lent in story.lent:
        yield _vote(_LENT, lent.article, "", lent.paragraphs, plans, subject, elsewhere)


def _vote(
    weight: float,
    article: Article,
    title: str,
    numbers: tuple[int, ...],
    plans: tuple[SectionPlan, ...],
    subject: tuple[str, ...],
    elsewhere: tuple[str, ...],
) -> _Vote:
    paragraphs = [article.paragraphs[number - 1] for number in numbers]
    verdict = classify(title, paragraphs, plans, subject, elsewhere, article.language)
    sentences = tuple(
        Reason(
            what=one.text,
            weight=one.weight,
            passage=Passage(
                article=article.id,
                paragraph=numbers[one.paragraph - 1] if one.paragraph else 0,
                start=one.start,
                end=one.end,
                sha256=article.capture,
            ),
        )
        for one in verdict.sentences
    )
    return _Vote(weight=weight, verdict=verdict, sentences=sentences)


def _words(votes: list[_Vote], total: float) -> tuple[Reason, ...]:
    """The words of these votes, each with the part of all that were cast it brought, heaviest first."""
    parts: dict[str, float] = {}
    for one in votes:
        for reason in one.verdict.why:
            parts[reason.what] = parts.get(reason.what, 0.0) + one.weight * reason.weight
    reasons = (Reason(what=what, weight=round(part / total, 3)) for what, part in parts.items())
    return tuple(sorted(reasons, key=lambda reason: (-reason.weight, reason.what))[:_REASONS])


def _sentences(votes: list[_Vote], total: float) -> tuple[Reason, ...]:
    """The heaviest sentences of these votes; of one that several articles print, the first article's."""
    found: dict[str, Reason] = {}
    for one in votes:
        for sentence in one.sentences:
            weighed = replace(sentence, weight=round(one.weight * sentence.weight / total, 3))
            found.setdefault(sentence.what, weighed)
    return tuple(sorted(found.values(), key=lambda reason: (-reason.weight, reason.what))[:_SENTENCES])
