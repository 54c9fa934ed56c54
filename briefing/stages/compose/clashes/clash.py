"""Whether two claims stand against each other: who makes them, what they bear on, and whether they are of one event."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from briefing.language import places
from briefing.language.recorded import recorded
from briefing.language.speakers.nations import nations
from briefing.language.words import fold
from briefing.model import Article, Claim, Passage
from briefing.stages.compose.clashes.bearings import Bearing, bearings
from briefing.stages.compose.figures.wares import content
from briefing.stages.compose.wording import words_at

ALIKE, SHARE = 3, 0.4  # words that a denial shares with what it denies: at least so many, and of the shorter of the two
BLAMED_ALIKE = 2  # words that two who blame each other share
AGAIN = 0.5  # of the words of the shorter: a claim that shares more with another says the same
CLOSE = 8  # paragraphs between two claims of an article on one event
OF_ONE_NEWS = 30  # paragraphs of an article that tells of one event; what is longer tells of several
NEAR = timedelta(days=1)  # between two articles whose claims are of one event

# The matters that have two ends, in our words, and what is said at either.
HIT: Final = recorded("What was hit")
HELD: Final = recorded("Who holds it")
DOWNED: Final = recorded("Shot down or hit")
DID: Final = recorded("Who did it")
DENIED: Final = recorded("Claimed and denied")
MATTERS: Final[tuple[tuple[str, frozenset[Bearing], frozenset[Bearing]], ...]] = (
    (HIT, frozenset(("military", "spared")), frozenset(("civilian",))),
    (HELD, frozenset(("took",)), frozenset(("held",))),
    (DOWNED, frozenset(("downed",)), frozenset(("struck",))),
    (DID, frozenset(("blamed",)), frozenset(("blamed",))),
)
# A demand or a plan that is rejected was not said to be untrue.
_REFUSED = re.compile(
    r"\b(?:reject|refus|dismiss|rebuff)\w*\b.{0,60}\b(?:demands?|proposals?|plans?|offers?|ideas?|calls?|concessions?|deals?|talks|negotiations|requests?|invitations?)\b"
    r"|\b(?:відхил|відкин|отклон|отверг)\w*\b.{0,60}\b(?:вимог|пропозиці|план|ідею|угод|переговор|требован|предложен|идею|сделк)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A claim with its article, the words that are printed of it, and what its words tell, looked up once.

    `bears` is what it bears on, `matter` the stems of its words without countries, `nations` the countries it names, `places`
    its towns and regions and `lands` the countries they lie in, `about` the countries that its article is about. `order` is
    that in which it is read: article, paragraph, character.
    """

    claim: Claim
    article: Article
    words: Passage
    order: tuple[int, int, int]
    bears: frozenset[Bearing]
    matter: frozenset[str]
    nations: frozenset[str]
    places: frozenset[str]
    lands: frozenset[str]
    about: frozenset[str]

    @property
    def text(self) -> str:
        """The words that are printed."""
        return words_at(self.words, self.article)

    @property
    def camp(self) -> str:
        """The country it is said for, "" where it is not said by an official of one."""
        party = self.claim.party
        return party.country if party.bloc == "official" and party.country else ""

    @property
    def speaker(self) -> str:
        """The last word of the speaker's name: "Kremlin spokesman Ivan Petrov" and "Petrov" are one."""
        return (fold(self.claim.speaker).split() or [""])[-1]


def said(claim: Claim, article: Article, words: Passage, number: int, about: frozenset[str]) -> Said:
    """The claim made ready to be held against others; `number` is that of its article, `about` the countries its opening names."""
    text = words_at(claim.said, article)
    countries = nations(text)
    capitals = {one.start for one in countries if one.form == "capital"}  # a government as often as a town
    towns = [mention for mention in places.places(text) if mention.kind != "country"]
    bare = "".join(char for at, char in enumerate(text) if not any(one.start <= at < one.end for one in countries))
    return Said(
        claim=claim,
        article=article,
        words=words,
        order=(number, claim.passage.paragraph, claim.passage.start),
        bears=bearings(text, denied=claim.stance == "denied", verb=claim.verb),
        matter=content(bare),
        nations=frozenset(one.country for one in countries),
        places=frozenset(one.name for one in towns),
        lands=frozenset(one.place.country for one in towns if one.place.country and one.start not in capitals),
        about=about | named_countries(words_at(claim.passage, article)),
    )


def named_countries(text: str) -> frozenset[str]:
    """The countries that a text names, and those of its towns and regions."""
    found = (*(nation.country for nation in nations(text)), *(mention.place.country for mention in places.places(text)))
    return frozenset(country for country in found if country)


def clash(one: Said, other: Said, label: str) -> bool:
    """Whether two claims, at the two ends of the matter `label`, contradict each other: for two countries, of one event."""
    if not one.camp or not other.camp or one.camp == other.camp or _apart(one, other):
        return False
    if label == HIT:  # whoever says it was military struck the other's land, and whoever counts the harmed stands on it
        return (
            _of_one_event(one, other)
            and one.camp not in one.lands | other.lands
            and (not one.lands or other.camp in one.lands)
            and (not other.lands or other.camp in other.lands)
            and one.camp in other.about
            and other.camp in one.about
        )
    if not one.places & other.places:
        return False
    if label == DID:  # each says it was the other
        return other.camp in one.nations and one.camp in other.nations and len(one.matter & other.matter) >= BLAMED_ALIKE
    return True


def denies(denial: Said, other: Said) -> bool:
    """Whether a denial is of what another says: somebody of another country speaks of the denier's own, much in the same words,
    and the denial names that country or stands close by.
    """
    country, party = denial.camp, other.claim.party
    if not country or country == party.country or denial.claim.stance != "denied" or other.claim.stance == "denied":
        return False
    if party.bloc in ("other", "witness") or any(nation.country == country for nation in nations(other.claim.speaker)):
        return False
    if _apart(denial, other) or _REFUSED.search(words_at(denial.claim.passage, denial.article)):
        return False
    sentence = {nation.country for nation in nations(words_at(denial.claim.passage, denial.article))}
    close = denial.article.id == other.article.id and abs(denial.order[1] - other.order[1]) <= CLOSE
    if country not in other.nations or not (close or other.camp in sentence):
        return False
    return len(denial.matter & other.matter) >= max(ALIKE, SHARE * min(len(denial.matter), len(other.matter)))


def says_again(one: Said, other: Said) -> bool:
    """Whether a claim adds nothing beside another of its own side: it has much the same words."""
    here, there = content(one.text), content(other.text)
    return len(here & there) > AGAIN * min(len(here), len(there))


def _apart(one: Said, other: Said) -> bool:
    """Whether two claims are of different places or days, or nothing says that they are of one time."""
    days = one.claim.event_date, other.claim.event_date
    if None not in days and days[0] != days[1]:
        return True
    here, there = one.article.published, other.article.published
    if here and there and abs(here.day - there.day) > NEAR:
        return True
    if one.claim.place and other.claim.place:
        return not (places.within(one.claim.place, other.claim.place) or places.within(other.claim.place, one.claim.place))
    return False


def _of_one_event(one: Said, other: Said) -> bool:
    """Whether two claims of a story are of one event: they stand close together, name one day or place, share words, or all
    that their articles tell is the story.
    """
    if one.claim.event_date and one.claim.event_date == other.claim.event_date:
        return True
    if one.article.id == other.article.id:
        return abs(one.order[1] - other.order[1]) <= CLOSE
    return (
        bool(one.places & other.places)
        or len(one.matter & other.matter) >= ALIKE
        or max(len(one.article.paragraphs), len(other.article.paragraphs)) <= OF_ONE_NEWS
    )
