"""Of articles that are one text: which versions there are, which one stands, and what the others are to it.

same text, another masthead      copy       the wire's own stands, else the fullest, else the earliest
same text, same page or outlet   version
a number moved                   update     the latest stands, if it is no mere note; its copies are copies of it
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC

from briefing.language.event_days import age
from briefing.language.mastheads import masthead
from briefing.model import Article, Repeat, RepeatKind
from briefing.stages.group.moved import Moved, moved
from briefing.stages.group.sameness import Known
from briefing.stages.group.wording import common

_AS_FULL = 0.9  # of the words of the fullest: what such a text lacks is a subscription line
_NO_NOTE = 0.5  # of the words of the fullest: what is shorter is a note on the news, and the full text stands
_CUT = 0.7  # of the wording: a later reading of a page that has this and is shorter was cut, not written anew
_MOST = 6  # versions that are told apart
_COMPARED = 10  # words; with fewer of them the headline was compared


def standing(readings: Sequence[Known]) -> Known:
    """Of several readings of one page the latest, unless it is a cut one of an earlier."""
    latest = max(readings, key=lambda known: (_time(known.article), length(known.article), known.article.id))
    for other in sorted(readings, key=lambda known: (-length(known.article), _time(known.article), known.article.id)):
        if _length_share(latest, other) >= _AS_FULL:
            break
        note = _length_share(latest, other) < _NO_NOTE
        cut = common(latest.text, other.text)[0] >= _CUT and not moved(other.marks, latest.marks).numbers
        if note or cut:
            return other
    return latest


def settle(members: Sequence[Known], wires: frozenset[str]) -> tuple[Repeat, ...]:
    """What each but one of some articles of one text is to the one that stands, or to the version it is a copy of."""
    versions: list[list[Known]] = []
    for known in sorted(members, key=lambda known: (-length(known.article), age(known.article))):
        same = next((some for some in versions if not moved(some[0].marks, known.marks).numbers), None)
        if same is not None:
            same.append(known)
        elif len(versions) < _MOST:
            versions.append([known])
        else:
            versions[-1].append(known)
    heads = [_head(some, wires) for some in versions]
    leading = _leading(versions, heads)
    lead = heads[leading]
    updates = [describe(head, lead) for head in heads if head is not lead]
    return (
        *updates,
        *(describe(known, head) for head, some in zip(heads, versions, strict=True) for known in some if known is not head),
    )


def describe(known: Known, of: Known, *, same_page: bool = False) -> Repeat:
    """One article as a repeat of another, with the reason."""
    change = moved(of.marks, known.marks)
    kind: RepeatKind = "update" if change.numbers else "copy" if _other_masthead(known.article, of.article) else "version"
    return Repeat(article=known.article, of=of.article.id, kind=kind, reason=_reason(known, of, change, same_page=same_page))


def length(article: Article) -> int:
    """How many words its text has."""
    return sum(len(paragraph.split()) for paragraph in article.paragraphs)


def in_known_order(one: Article, other: Article) -> bool:
    """Whether their times say which of two versions is the later."""
    return _later(_time(one), _time(other)) or _later(_time(other), _time(one))


def wires(articles: Iterable[Article]) -> frozenset[str]:
    """The agencies these articles credit, by outlet."""
    return frozenset(masthead(name) for article in articles for name in (*article.agencies, *article.authors))


def _head(some: Sequence[Known], wires: frozenset[str]) -> Known:
    """The text that stands for one version."""
    fullest = max(length(known.article) for known in some)
    wire = [known for known in some if _is_wire(known.article, wires) and length(known.article) >= _NO_NOTE * fullest]
    full = [known for known in some if length(known.article) >= _AS_FULL * fullest]
    return min(wire or full, key=lambda known: (age(known.article)[:2], -length(known.article), known.article.id))


def _leading(versions: Sequence[Sequence[Known]], heads: Sequence[Known]) -> int:
    """The number of the version that leads: the fullest of those that no other is later than, if it is no mere note."""
    first = [min((time for known in some if (time := _time(known.article)) != ("", "")), default=("", "")) for some in versions]
    fullest = max(range(len(heads)), key=lambda at: (length(heads[at].article), -at))
    latest = [at for at in range(len(heads)) if not any(_later(time, first[at]) for time in first)]
    best = max(latest, key=lambda at: (length(heads[at].article), -at))
    return best if _length_share(heads[best], heads[fullest]) >= _NO_NOTE else fullest


def _later(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether one time is surely later: another day, or a later clock time of the same day."""
    if not one[0] or not other[0] or one[0] != other[0]:
        return bool(other[0]) and one[0] > other[0]
    return bool(other[1]) and one[1] > other[1]


def _time(article: Article) -> tuple[str, str]:
    """The day and UTC time of this version, empty where unknown; they sort by time."""
    when = article.updated or article.published
    if when is None:
        return "", ""
    return when.day.isoformat(), when.at.astimezone(UTC).isoformat() if when.at else ""


def _length_share(one: Known, other: Known) -> float:
    return length(one.article) / max(1, length(other.article))


def _is_wire(article: Article, wires: frozenset[str]) -> bool:
    return bool(article.publisher) and masthead(article.publisher or "") in wires


def _other_masthead(one: Article, other: Article) -> bool:
    return bool(one.publisher and other.publisher) and masthead(one.publisher or "") != masthead(other.publisher or "")


def _reason(known: Known, of: Known, change: Moved, *, same_page: bool) -> str:
    said = "the same address"
    if not same_page:
        share = common(known.text, of.text)[0]
        said = f"{share:.0%} of the wording is the same"
        if min(len(known.text.words), len(of.text.words)) < _COMPARED:
            said = "the same headline, and no text that differs"
    if not change.numbers:
        return said
    now, before = change.numbers[0]
    return f"{said}; it has {before} where the other has {now}"


def root(repeat: Repeat, by_id: Mapping[str, Repeat]) -> str:
    """The id of the article that stands in the end: a copy of an older version leads to the newest."""
    while found := by_id.get(repeat.of):
        repeat = found
    return repeat.of
