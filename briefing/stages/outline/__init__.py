"""Stories to sections: what belongs where, what leads, what stays out, each with its reasons."""

from collections.abc import Sequence

from briefing.model import OTHER, Figure, LeftOut, Outline, Placed, Reason, Section, Story, Window
from briefing.settings import SectionPlan
from briefing.stages.outline.ranking import rank
from briefing.stages.outline.sections import Verdict, classify

__all__ = ["Verdict", "classify", "outline"]

PER_SECTION = 8
_LEAD_VOTES = 2.0  # the lead's verdict counts as two of the other articles'
_ALSO = 0.5
_REASONS = 6


def outline(
    stories: Sequence[Story],
    figures: Sequence[Figure],
    *,
    plans: tuple[SectionPlan, ...],
    window: Window,
    subject: tuple[str, ...] = (),
    per_section: int = PER_SECTION,
) -> Outline:
    """The sections of the profile with their stories, highest rank first, at most `per_section` each; the rest is left out.

    Stories that fit no section, or are not about the `subject` where one is named, are `others`, ranked too. The result does not depend on the order of stories or figures.
    """
    by_article: dict[str, list[Figure]] = {}
    for figure in sorted(figures, key=lambda figure: (figure.passage, figure.kind, figure.value)):
        by_article.setdefault(figure.passage.article, []).append(figure)
    placed = [
        _place(story, [one for a in story.articles for one in by_article.get(a.id, ())], plans, subject, window)
        for story in stories
    ]
    placed.sort(key=lambda one: (-one.rank, one.story.id))
    sections, left_out = [], []
    for plan in plans:
        found = [one for one in placed if one.section == plan.id]
        sections.append(Section(id=plan.id, title=plan.title, stories=tuple(found[:per_section])))
        for one in found[per_section:]:
            left_out += _left_out(one.story, f"{plan.title} holds {per_section} stories, and this one ranks lower")
    others = tuple(one for one in placed if one.section == OTHER)
    return Outline(sections=tuple(sections), others=others, left_out=tuple(left_out))


def _place(
    story: Story, figures: Sequence[Figure], plans: tuple[SectionPlan, ...], subject: tuple[str, ...], window: Window
) -> Placed:
    section, also, why = _section(story, plans, subject)
    reasons = rank(story, figures, window)
    total = round(sum(reason.weight for reason in reasons), 3)
    return Placed(story=story, section=section, also=also, why=why, rank=total, rank_why=reasons)


def _section(
    story: Story, plans: tuple[SectionPlan, ...], subject: tuple[str, ...]
) -> tuple[str, tuple[str, ...], tuple[Reason, ...]]:
    """A story's section by the votes of its articles, the lead's counting double; "other" where most belong nowhere."""
    votes = dict.fromkeys((plan.id for plan in plans), 0.0)
    nowhere = cast = 0.0
    why: dict[str, dict[str, float]] = {plan.id: {} for plan in plans}
    verdicts = [
        (_LEAD_VOTES if at == 0 else 1.0, classify(article.title, article.paragraphs, plans, subject))
        for at, article in enumerate(story.articles)
    ]
    for weight, verdict in verdicts:
        cast += weight
        if verdict.section == OTHER:
            nowhere += weight
            continue
        for name, vote in verdict.votes:
            votes[name] += weight * vote
        for reason in verdict.why:
            of = why[verdict.section]
            of[reason.what] = of.get(reason.what, 0.0) + weight * reason.weight
    if nowhere > cast / 2 or not any(votes.values()):
        return OTHER, (), ()
    best = max(plans, key=lambda plan: votes[plan.id]).id  # of equals the first in the profile
    candidates = {name for _, verdict in verdicts for name in (verdict.section, *verdict.also)}
    also = tuple(plan.id for plan in plans if plan.id != best and plan.id in candidates and votes[plan.id] >= _ALSO * votes[best])
    reasons = sorted((Reason(what=what, weight=round(weight / cast, 3)) for what, weight in why[best].items()), key=_heaviest)
    return best, also, tuple(reasons[:_REASONS])


def _left_out(story: Story, reason: str) -> list[LeftOut]:
    return [LeftOut(title=one.title, publisher=one.publisher, url=one.url, reason=reason) for one in story.articles]


def _heaviest(reason: Reason) -> tuple[float, str]:
    return -reason.weight, reason.what
