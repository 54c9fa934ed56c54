"""What collecting knows: what a source lists, what an address answered, what became of a visit.

Source ─fetch→ Answer ─list→ Listing(Link, …) ─fetch→ Answer → Capture
Address   what is known of one address from one visit to the next
Visit     what became of one visit to one source
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

AddressState = Literal["waiting", "read", "carried", "failed", "closed", "gone"]
Outcome = Literal["read", "unchanged", "partly", "failed", "closed"]
HealthState = Literal["well", "new", "quiet", "boilerplate", "failing", "dead"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What an address answered over HTTP, its body decoded (gzip, deflate, brotli) and within the limits.

    `asked` is the address asked for, `url` the one that answered after redirects; `moved_to` is where permanent redirects
    (301, 308) alone lead, None where there was none. `media_type` is lower-case and without parameters, "" where not said;
    `charset` is the one the header names. `body` is empty for any status but 200. `retry_after` is in seconds from `fetched_at`.
    `wire` is the bytes received, headers included.
    """

    asked: str
    url: str
    status: int
    fetched_at: datetime
    media_type: str = ""
    charset: str | None = None
    body: bytes = field(default=b"", repr=False)
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    retry_after: float | None = None
    wire: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class NoAnswer:
    """Why there is no answer of an address. `closed` where we may not ask: robots.txt, an address of the inside, no such scheme."""

    asked: str
    reason: str
    at: datetime
    closed: bool = False
    retry_after: float | None = None
    wire: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Robots:
    """What a host said of robots: `origin` is "https://host[:port]", `status` that of its robots.txt (0 where there was no answer)."""

    origin: str
    fetched_at: datetime
    status: int
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rest:
    """That a host ("host[:port]") asked to be left alone until a moment; `reason` says how."""

    host: str
    until: datetime
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """An article that a feed, a sitemap or a topic page lists. `whole` where the listing itself carries its full text.

    `url` is absolute, http or https, without a fragment; of an item of a feed that has no address it is the feed's, with a fragment of
    the item's own, and the item is `whole`. `digest` changes when what the listing says of the article changes.
    """

    url: str
    title: str = ""
    summary: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    whole: bool = False
    digest: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """What a feed, a sitemap or a topic page lists, in its order; `more` are further sitemaps of an index, newest first.

    `wrong` says why it is no listing (then there are no links): a page instead of a feed, XML that cannot be read.
    """

    links: tuple[Link, ...] = ()
    more: tuple[str, ...] = ()
    wrong: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """What is known of one address of one source.

    `waiting` is listed and not fetched yet; `read` was fetched (`capture` names its latest bytes); `carried` stands whole in the
    feed; `failed` did not answer as it should (`tries` times in a row); `closed` may not be read (robots.txt, a wall); `gone` was
    read once and answers 404 or 410. `due` is when it is asked next, None for never. `digest` is that of the listing that named
    it, or for a listing that of its own links. `moved_to` is where it has moved for good.
    """

    url: str
    source: str
    state: AddressState = "waiting"
    first_seen: datetime
    checked_at: datetime | None = None
    changed_at: datetime | None = None
    due: datetime | None = None
    tries: int = 0
    reason: str = ""
    etag: str | None = None
    last_modified: str | None = None
    capture: str | None = None
    moved_to: str | None = None
    digest: str = ""
    title: str = ""
    published: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Hold:
    """The right to visit a source until it runs out or is given back: `token` rises with every hold on that source."""

    source: str
    token: int


@dataclass(frozen=True, kw_only=True, slots=True)
class NotNow:
    """Why a source is not visited: another collector is at it (`busy`), or it is not due before `until`."""

    busy: bool
    until: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """What became of one visit to one source.

    `outcome`: "read" all went well, "unchanged" the source had nothing new, "partly" some articles failed, "failed" the source
    itself did, "closed" it may not be read. `listed` counts the articles it named, `fresh` those not seen before, `fetched` the
    captures kept, `failed` the addresses that did not answer as they should. `due` is when the source may be visited next.
    """

    source: str
    name: str
    began: datetime
    ended: datetime
    outcome: Outcome
    reason: str = ""
    listed: int = 0
    fresh: int = 0
    fetched: int = 0
    failed: int = 0
    requests: int = 0
    wire: int = 0
    due: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Yield:
    """What the captures of one source brought over a span of time: articles not known before, pages rejected, pages failed.

    `full` are the pages that brought an article in full, which a feed's teasers are not, that was not known word for word.
    `delays` are the minutes from publication to fetching of its articles whose minute of publication is known, ascending.
    """

    source: str
    captures: int = 0
    articles: int = 0
    full: int = 0
    rejected: int = 0
    failed: int = 0
    delays: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """How a source is doing, by the visits to it and what it brought.

    `state`: "new" was never visited, "well", "quiet" is silent for longer than it ever was, "boilerplate" suddenly has pages
    without an article, "failing" did not answer as it should at the last visit, "dead" has not for a week. `visited` is the end of
    the last visit, `succeeded` of the last at which it answered, `brought` of the last with something new. `reason` says why it
    fails. `told` is what a reader of an edition should know of it, in words; "" where there is nothing.
    """

    source: str
    name: str
    state: HealthState = "well"
    visited: datetime | None = None
    succeeded: datetime | None = None
    brought: datetime | None = None
    reason: str = ""
    told: str = ""
