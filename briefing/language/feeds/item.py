"""The nouns of a feed: what it says of itself and of each of its items, texts as it writes them."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from briefing.language.markup import plain
from briefing.language.words import clean


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One text of an item. `marked_up` where it may be HTML."""

    text: str
    marked_up: bool = True

    def lines(self) -> tuple[str, ...]:
        """The text a paragraph a line, without markup."""
        return _lines(self.text, self.marked_up)


@lru_cache(maxsize=16)  # each is asked for several times in a row, and a summary is often the text once more
def _lines(text: str, marked_up: bool) -> tuple[str, ...]:
    text = plain(text) if marked_up and ("<" in text or "&" in text) else text
    return tuple(line for one in text.splitlines() if (line := clean(one)))


@dataclass(frozen=True, kw_only=True)
class Item:
    """What a feed says of one article. `link` is its address as the feed writes it, made absolute; "" where it has none.

    `published` and `updated` are as written; `key` is the feed's own id of it. `summary` describes the article, `texts` hold it, or a
    part of it.
    """

    title: str = ""
    link: str = ""
    key: str = ""
    published: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    source: str = ""
    summary: Part = Part(text="")
    texts: tuple[Part, ...] = ()

    @cached_property
    def described(self) -> tuple[str, ...]:
        """The paragraphs of its summary."""
        return self.summary.lines()

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The paragraphs of the longest of its texts, its summary among them."""
        longest = max((self.summary, *self.texts), key=lambda part: len(part.text))
        return self.described if longest is self.summary else longest.lines()


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A feed's own title, publisher and language, and its items; `wrong` says why it is none."""

    title: str = ""
    publisher: str = ""
    language: str = ""
    items: tuple[Item, ...] = ()
    wrong: str = ""
