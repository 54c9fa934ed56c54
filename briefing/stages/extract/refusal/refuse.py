"""Why a page is no article: blocked, behind a wall, empty, a list of others, a post or a player with a caption."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.stages.extract import phrases
from briefing.stages.extract.live.entry import Entry
from briefing.stages.extract.refusal import barriers
from briefing.stages.extract.refusal.cards import Cards, are_teasers, cards_in, cards_on
from briefing.stages.extract.text.body import Body
from briefing.stages.extract.text.lines import Line, count_words

LISTING = "the page is an index of other pages"
OVERVIEW = "the page is an organisation's undated overview of its own work"
_SHORT = 60  # words; a real article is longer, a caption, a consent text or a notice is not
_STUB = 90  # words before a pay wall that make an article worth keeping
_LONG = 150  # words of running text that no index page has in one piece
_INDEX = 0.06  # share of the page's words in the text below which it is a list of links
_OPENING = 200  # lines in which a page says that it is blocked
_PIECE = 250  # words in one piece that make a text an article's even where cards or an organisation's headings stand around it
_TEASER = (12, 46)  # words a card's text has on average; sections of an explainer have more, sentences cut at links fewer
_CAMPAIGN = 4  # headings of an organisation's own work that make a page an overview
_OURS = re.compile(
    r"(?<!\w)(?:we|our|us|ми|нас|наш\w*|мы|wir|uns|unser\w*|nous|notre|nos|vi|vår\w*|oss|noi|nostr\w+|ci|nosotros|nuestr\w+|my|nasz\w*|nasi|biz|bizim|wij|we|ons|onze)(?!\w)",
    re.IGNORECASE,
)
_FIGURES = 0.5  # share of lines that are figures: a table of weather or prices


@dataclass(frozen=True, kw_only=True, slots=True)
class Signals:
    """What a page's markup says about it: its type (`og:type`, JSON-LD), and that it is not free to read."""

    types: frozenset[str] = frozenset()
    paid: bool = False

    @property
    def is_article(self) -> bool:
        """True where it calls itself an article."""
        return any(kind.casefold().endswith(("article", "posting", "newsstory")) for kind in self.types)

    @property
    def is_list(self) -> bool:
        """True where it calls itself a list of pages, a person's page or a search."""
        return bool(self.types & _LISTS)


_NO_SIGNALS = Signals()
_LISTS = frozenset(("collectionpage", "searchresultspage", "profilepage", "itemlist", "profile"))
_SHOWS = frozenset(
    ("videoobject", "video", "video.other", "video.movie", "video.episode", "imagegallery", "mediagallery", "music.song")
)


def why_refused(lines: Sequence[Line], found: Body | None, signals: Signals = _NO_SIGNALS) -> str | None:
    """The reason not to take a page, or None. Reasons are for the reader of the coverage box.

    A short text passes where it has what a news flash has: a headline, a date and more than one paragraph, or two sentences under
    them, and nothing that says it is cut, checked, a caption or one teaser of many.
    """
    if not lines:
        return "the page is empty"
    texts = [line.text for line in found.paragraphs] if found else []
    words = barriers.left(texts)
    if words < _LONG and (reason := _blocked(lines, found, words)):
        return reason
    if found is None:
        return _shown_instead(lines, signals) or "no article text was found on the page"
    if cut := _stub(lines, found):
        return cut
    return _listed(lines, found, words, signals) or _too_short(lines, found, words, signals)


def why_entries_refused(lines: Sequence[Line], entries: Sequence[Entry]) -> str | None:
    """The reason not to take what looks like a live blog's entries, or None: teasers of other pages, with their dates or without."""
    undated = not any(entry.stamps for entry in entries)
    return LISTING if are_teasers(entries) or (undated and _is_made_of(cards_on(lines))) else None


def why_item_refused(title: str, texts: Sequence[str]) -> str | None:
    """The reason not to take a record or an item of a feed that a parser made of a page, or None: a wall or an error in its place."""
    if reason := barriers.titled(title):
        return reason if count_words(" ".join(texts)) < _LONG else None
    if not texts or barriers.left(texts, enough=8) >= 8:
        prompts = [at for at, text in enumerate(texts) if barriers.is_prompt(text)]
        cut = bool(prompts) and barriers.left(texts) < _STUB and barriers.left(texts[prompts[0] :]) == 0
        return barriers.PAYWALL if cut else None
    return barriers.barrier(texts)


def notes(lines: Sequence[Line], found: Body, signals: Signals = _NO_SIGNALS) -> tuple[str, ...]:
    """What a reader should know of a text that is kept: that its rest is behind a paywall."""
    last = found.paragraphs[-1].number
    after = [line for line in lines if last < line.number][:4]
    cut = found.paragraphs[-1].text.rstrip().endswith(("…", "...", "[…]"))
    asked = any(barriers.is_prompt(line.text) for line in after)
    return (barriers.REST_PAYWALLED,) if asked or (cut and signals.paid) else ()


def _blocked(lines: Sequence[Line], found: Body | None, words: int) -> str | None:
    """A page made of the sentences of a wall: its title says so, or too little is left without them."""
    heads = [line.text for line in lines[:3]]
    if found and found.title:
        heads.append(found.title.text)
    if reason := next(filter(None, map(barriers.titled, heads)), None):
        return reason
    if words >= _SHORT or (found and _is_flash(found, words)):
        return None
    opening = [line.text for line in lines[:_OPENING]]
    if found and (asked := barriers.barrier(line.text for line in found.paragraphs)):
        return asked
    # A banner at the top or the foot of a page is no wall: a wall is most of what the page says.
    return barriers.barrier(opening) if barriers.left(opening) < 3 * _SHORT else None


def _stub(lines: Sequence[Line], found: Body) -> str | None:
    """A text that a prompt to pay cuts short: few words before it, no text that runs on behind it."""
    first = found.paragraphs[0].number
    prompt = next((line.number for line in lines if line.number > first and barriers.is_prompt(line.text)), None)
    if prompt is None:
        return None
    before = sum(line.words for line in found.paragraphs if line.number < prompt)
    if before >= _STUB:
        return None
    behind = tuple(line for line in found.paragraphs if line.number > prompt and not barriers.is_barrier(line.text))
    if sum(line.words for line in behind) >= _LONG and cards_in(lines, replace(found, paragraphs=behind)).share < 0.5:
        return None
    return barriers.PAYWALL


def _listed(lines: Sequence[Line], found: Body, words: int, signals: Signals) -> str | None:
    cards, dated = cards_in(lines, found), _is_dated(found)
    total = sum(line.words for line in lines)
    if words < min(_INDEX * total, _LONG) and not (_is_flash(found, words) and cards.number < 2):
        return LISTING
    if _is_made_of(cards) and (not dated or cards.dates >= 0.6 * cards.number or cards.share >= 0.65):
        return LISTING if cards.dates or cards.linked >= 4 or not _campaigns(lines) else OVERVIEW
    if cards.dates >= max(5, 0.5 * len(found.paragraphs)) and len(found.paragraphs) >= 5 and cards.run < _LONG:
        return LISTING
    around = cards_on(lines) if words < _LONG and (len(found.paragraphs) == 1 or 0 < cards.number <= 2) else None
    if around and around.number >= 6 and (not (dated and found.title) or around.dates >= around.number / 2):
        return LISTING  # one card of many: the others have been told from it by nothing but their place
    if not dated and not signals.is_article and cards.run < _LONG and _campaigns(lines) and _speaks_of_itself(found):
        return OVERVIEW
    if words < 2 * _LONG and not signals.is_article and signals.is_list:
        return LISTING
    if words >= _LONG or (dated and found.title):
        return None
    says = {line.text.casefold() for line in lines if phrases.whole("listing", line.text)}
    return LISTING if len(says) >= 2 and cards_on(lines).number >= 3 else None


def _is_made_of(cards: Cards) -> bool:
    """Cards enough, of a teaser's length, and most of the text; the more of them, or where each has a date or leads on, the less is needed."""
    enough = (
        (cards.number >= 10 and cards.share >= 0.5 and cards.run < _PIECE)
        or (cards.number >= 6 and cards.share >= 0.6 and cards.run < _LONG)
        or (cards.number >= 4 and cards.share >= 0.7 and cards.run < _LONG)
        or (cards.number >= 3 and cards.share >= 0.9 and max(cards.dates, cards.linked) >= cards.number)
    )
    return enough and cards.mean < _TEASER[1] and (cards.mean >= _TEASER[0] or cards.linked >= 0.5 * cards.number)


def _too_short(lines: Sequence[Line], found: Body, words: int, signals: Signals) -> str | None:
    if instead := (_shown_instead(lines, signals) if words < _STUB or (words < _LONG and not _is_dated(found)) else None):
        return instead
    if words < _SHORT and not _is_flash(found, words):
        return f"too little text for an article ({words} words)"
    return None


def _shown_instead(lines: Sequence[Line], signals: Signals) -> str | None:
    """What a page shows that has no text of an article: a post, a video, pictures, figures."""
    post = {line.text.casefold() for line in lines if line.words <= 5 and phrases.whole("post", line.text)}
    if len(post) >= 4:
        return "the page is a post of a social network"
    player = {line.text.casefold() for line in lines if line.words <= 9 and phrases.whole("player", line.text)}
    if len(player) >= 3 or (signals.types & _SHOWS and not signals.is_article):
        return "the page shows a video or pictures with little text"
    figures = sum(line.words <= 6 and any(map(str.isdigit, line.text)) and line.kind != "stamp" for line in lines)
    if figures >= 20 and figures >= _FIGURES * len(lines):
        return "the page is a table of figures"
    return None


def _is_flash(found: Body, words: int) -> bool:
    """A headline, a date and two paragraphs, or two sentences' length: what the shortest news has and a caption has not."""
    return bool(found.title) and _is_dated(found) and words >= 15 and (len(found.paragraphs) >= 2 or words >= _SHORT / 2)


def _is_dated(found: Body) -> bool:
    return any(line.kind in ("stamp", "published", "byline") for line in found.header)


def _campaigns(lines: Sequence[Line]) -> bool:
    return len({line.text.casefold() for line in lines if line.words <= 5 and phrases.whole("campaign", line.text)}) >= _CAMPAIGN


def _speaks_of_itself(found: Body) -> bool:
    """In the first person, or in headings and short sections: how organisations write of what they do."""
    text = " ".join(line.text for line in found.paragraphs if "“" not in line.text and '"' not in line.text)
    return len(_OURS.findall(text)) >= 0.01 * max(1, count_words(text)) and len(_OURS.findall(text)) >= 3
