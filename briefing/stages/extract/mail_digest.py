"""Mails that announce articles instead of carrying one: an alert, a digest of headlines, each with a link and a teaser.

Each is read as a summary, as a feed's items are: with its link, where that is an address of the article and not a trace of the
reader, it gives way to the article itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefing.stages.extract import phrases
from briefing.stages.extract.mail_layout import Block, plain_address
from briefing.stages.extract.text.lines import count_words, is_of_the_article

_HEADLINE = range(3, 31)  # words
_TEASER = 8  # words at least of a block that says something
_LONGEST_TEASER = 90  # words on average; what has more is told in the mail, not announced
_ENOUGH = 3  # items with a teaser
_MOST_OF_IT = 0.6  # of the mail's words
_MOST_ITEMS = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One announced article: its headline, its address where it can be printed, the paragraphs of its teaser."""

    title: str
    url: str | None
    teaser: tuple[str, ...]


def announced(blocks: Sequence[Block]) -> tuple[Item, ...]:
    """The articles a mail announces, in its order; () where it does something else."""
    pieces = [piece for block in blocks for piece in _pieces(block)]
    items: list[Item] = []
    for headed, run in groupby(_numbered(pieces), key=lambda one: one[0]):
        if not headed:
            continue
        (_, head), *rest = run
        teaser = tuple(
            piece.text for _, piece in rest if piece.link is None and piece.words >= _TEASER and is_of_the_article(piece.text)
        )
        items.append(Item(title=head.text, url=plain_address(head.link), teaser=teaser))
    told = [item for item in items if item.teaser]
    lengths = [sum(map(count_words, item.teaser)) for item in told]
    words = sum(lengths) + sum(count_words(item.title) for item in items)
    if len(told) < _ENOUGH or sum(lengths) > _LONGEST_TEASER * len(told):
        return ()
    return tuple(items[:_MOST_ITEMS]) if words >= _MOST_OF_IT * sum(piece.words for piece in pieces) else ()


def _numbered(pieces: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    """The pieces with the number of the headline they stand under, from 1; 0 above the first."""
    number = 0
    for piece in pieces:
        number += _is_headline(piece)
        yield number, piece


def _is_headline(piece: Block) -> bool:
    return (
        piece.link is not None
        and piece.words in _HEADLINE
        and not any(phrases.whole(role, piece.text) for role in ("cue", "share", "menu"))
    )


def _pieces(block: Block) -> tuple[Block, ...]:
    """A block, or its lines where the first of them is a headline."""
    return block.lines if block.lines and block.link is None and _is_headline(block.lines[0]) else (block,)
