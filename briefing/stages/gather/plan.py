"""What follows from what a source lists: which addresses become known, and which are to be asked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from briefing.model import Address, Link, Listing
from briefing.settings import Fetch, Source

_LONG: Final = timedelta(hours=6)  # that an article waits to be fetched where its source is visited at all


@dataclass(frozen=True, kw_only=True, slots=True)
class Sifted:
    """What a listing brings: the addresses it makes known or asks to be read again, and how many of them are new.

    `carries` is true where a feed's own words are news: an item not known before, or one that has changed. `left` are listed
    addresses for which another source's turn has not come for long: its profile may name it no more.
    """

    addresses: tuple[Address, ...] = ()
    fresh: int = 0
    carries: bool = False
    left: tuple[Address, ...] = ()


def sift(listing: Listing, known: Mapping[str, Address], *, source: Source, fetch: Fetch, at: datetime) -> Sifted:
    """What is new in a listing beside what is `known` of its addresses. What does not fit the source's `only`, what is too old
    and what another source has brought is left alone.
    """
    addresses: list[Address] = []
    left: list[Address] = []
    fresh = 0
    carries = False
    for link in listing.links:
        if not _fits(link, source.only) or _old(link, fetch.days, at):
            continue
        before = known.get(link.url)
        carried = source.kind == "feed" and (link.whole or not source.whole)
        if before is None:
            addresses.append(_first(link, source, at, carried=carried))
            fresh += 1
        elif before.source != source.key:
            if before.state == "waiting" and at - before.first_seen > _LONG:
                left.append(before)
            continue
        elif before.digest == link.digest:
            continue
        elif carried:
            addresses.append(replace(before, state="carried", digest=link.digest, checked_at=at, changed_at=at))
        else:
            again = at if before.state in ("read", "carried", "failed") else before.due
            addresses.append(replace(before, digest=link.digest, due=again, title=link.title or before.title))
        carries = carries or source.kind == "feed"
    return Sifted(addresses=tuple(addresses), fresh=fresh, carries=carries, left=tuple(left))


def _first(link: Link, source: Source, at: datetime, *, carried: bool) -> Address:
    return Address(
        url=link.url,
        source=source.key,
        state="carried" if carried else "waiting",
        first_seen=at,
        checked_at=at if carried else None,
        digest=link.digest,
        title=link.title,
        published=link.published or link.updated,
    )


def _old(link: Link, days: int, at: datetime) -> bool:
    when = link.updated or link.published
    return when is not None and when < at - timedelta(days=days)


def _fits(link: Link, only: Sequence[str]) -> bool:
    return not only or bool(_wanted(tuple(only)).search(f"{link.title}\n{link.summary}\n{link.url}"))


@lru_cache(maxsize=64)
def _wanted(only: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds any of these words; `*` stands for any letters, the parts of an address are words too."""
    words = (r"\w*".join(map(re.escape, word.strip().split("*"))) for word in only)
    return re.compile(rf"(?:\b|_)(?:{'|'.join(words)})(?:\b|_)", re.IGNORECASE)
