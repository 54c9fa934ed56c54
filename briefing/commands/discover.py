"""`briefing discover`: the feeds and sitemaps of a site, tried, and printed as lines for the profile."""

import argparse
import asyncio
import json
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from briefing.commands.asking import in_worker, listing_of, this_moment
from briefing.commands.context import profile_for, workers_for
from briefing.edges.fetch import Fetcher
from briefing.errors import Exit
from briefing.model import Answer, Link, NoAnswer
from briefing.pipeline import Workers
from briefing.settings import Profile
from briefing.stages.gather.answered import wrong
from briefing.stages.gather.discovering import Candidate, candidates, profile_lines, site_name

_MOST = 9  # addresses of a site that are asked, beside its robots.txt


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """A feed or a sitemap that was tried, and the articles it lists."""

    candidate: Candidate
    links: tuple[Link, ...]

    @property
    def newest(self) -> datetime | None:
        times = (link.updated or link.published for link in self.links)
        return max((when for when in times if when), default=None)

    @property
    def whole(self) -> int:
        return sum(link.whole for link in self.links)

    def lists(self, other: "_Found") -> bool:
        """Whether it lists most of what another does."""
        theirs = {link.url for link in other.links}
        return 2 * len(theirs & {link.url for link in self.links}) > len(theirs)


def run(args: argparse.Namespace) -> int:
    """Ask a page for the feeds and sitemaps of its site, try them, print what they are; nothing is stored."""
    profile = profile_for(args)
    url = args.url if "://" in args.url else f"https://{args.url}"
    searched = asyncio.run(_Search(profile, workers_for(profile)).of(url))
    if isinstance(searched, str):
        print(f"briefing: {url}: {searched}", file=sys.stderr)
        return Exit.PARTIAL
    site, found = searched
    if not found:
        print(f"briefing: no feed and no sitemap was found at {url}", file=sys.stderr)
        return Exit.NOTHING
    lines = map(_as_json, found) if args.json else _lines(found, site, {(one.kind, one.url) for one in profile.sources})
    for line in lines:
        print(line)
    return Exit.OK


class _Search:
    """A search of one site, which says on standard error what it asks."""

    def __init__(self, profile: Profile, workers: Workers) -> None:
        self._profile, self._workers = profile, workers
        self._left = _MOST

    async def of(self, url: str) -> tuple[str, Sequence[_Found]] | str:
        """The name of the site that a page is of and what was found of it; or why the page could not be had."""
        async with Fetcher(self._profile.fetch, clock=this_moment) as net:
            reply = await self._ask(net, url)
            if not isinstance(reply, Answer) or (reason := wrong(reply)):
                return reply.reason if isinstance(reply, NoAnswer) else reason
            name = partial(site_name, base=reply.url, charset=reply.charset)
            site = await in_worker(name, reply.body, self._workers, lambda _: "")
            for itself in (Candidate(url=reply.url, kind="feed"), Candidate(url=reply.url, kind="sitemap")):
                if one := await self._found(net, itself, reply):
                    return site, [one]
            sitemaps = await net.robots_sitemaps(reply.url)
            look = partial(candidates, base=reply.url, charset=reply.charset, sitemaps=sitemaps)
            found: list[_Found] = []
            for candidate in await in_worker(look, reply.body, self._workers, lambda _: ()):
                guessed = candidate.why == "a usual place"
                if self._left <= 0 or (guessed and any(one.candidate.kind == candidate.kind for one in found)):
                    continue  # what a site names itself makes guessing idle
                if one := await self._found(net, candidate, await self._ask(net, candidate.url)):
                    found.append(one)
        return site, found

    async def _ask(self, net: Fetcher, url: str) -> Answer | NoAnswer:
        print(f"asking {url}", file=sys.stderr)
        self._left -= 1
        return await net.get(url)

    async def _found(self, net: Fetcher, candidate: Candidate, reply: Answer | NoAnswer) -> _Found | None:
        """What a candidate is that answered so; of an index of sitemaps what the first of them lists."""
        if not isinstance(reply, Answer) or wrong(reply):
            return None
        listing = await listing_of(reply, self._workers, kind=candidate.kind)
        if listing.more and not listing.links and self._left > 0:
            below = await self._ask(net, listing.more[0])
            if isinstance(below, Answer) and not wrong(below):
                listing = await listing_of(below, self._workers, kind="sitemap")
        if not listing.links:
            return None
        found = _Found(candidate=candidate, links=listing.links)
        print(f"  found {_described(found)}", file=sys.stderr)
        return found


def _lines(found: Sequence[_Found], site: str, known: Collection[tuple[str, str]]) -> Iterator[str]:
    """Each as a table for the profile below a line that says what it is: the first as it stands, the others as comments.

    Where the profile has one of them already, all are comments: a site's articles need not come twice.
    """
    used = any((one.candidate.kind, one.candidate.url) in known for one in found)
    for number, one in enumerate(found):
        twin = next((other for other in found[:number] if other.lists(one)), None)
        note = f"; {twin.candidate.url} lists the same" if twin else ""
        note = "; it is in the profile already" if (one.candidate.kind, one.candidate.url) in known else note
        yield f"\n# {_described(one)}{note}"
        for line in profile_lines([one.candidate], name=site).splitlines():
            yield f"# {line}" if used and not line.startswith("#") else line
        used = True


def _described(one: _Found) -> str:
    said = [f"{len(one.links)} article{'s' * (len(one.links) != 1)}"]
    if one.newest:
        said.append(f"the newest of {one.newest.astimezone(UTC):%Y-%m-%d %H:%M} UTC")
    if one.candidate.kind == "feed":
        said.append(f"{'all' if one.whole == len(one.links) else one.whole or 'none'} with full text")
    return f"{one.candidate.url}: {one.candidate.kind}, {', '.join(said)}"


def _as_json(one: _Found) -> str:
    facts: dict[str, Any] = {"kind": one.candidate.kind, "url": one.candidate.url, "title": one.candidate.title}
    facts |= {"items": len(one.links), "newest": one.newest.isoformat() if one.newest else None, "whole": one.whole}
    return json.dumps(facts, ensure_ascii=False)
