"""`briefing add`: addresses given by hand, fetched into the archive, and files read into it."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from briefing.collecting.pages import capture_of
from briefing.commands.asking import BY_HAND, listing_of, side_by_side, this_moment
from briefing.commands.context import archive_url, output_for, profile_for, workers_for
from briefing.edges.archive import SqlArchive
from briefing.edges.fetch import Fetcher
from briefing.edges.inputs import Reading, iter_inputs
from briefing.edges.progress import progress
from briefing.edges.shelf import check_writable
from briefing.errors import Exit, UsageError
from briefing.language.fingerprint import fingerprints
from briefing.language.served import kind_served
from briefing.model import Answer, Article, Capture, Harvest, Link
from briefing.pipeline import Workers, collect
from briefing.settings import Profile
from briefing.stages.extract import extract_beside, unread
from briefing.stages.extract.standing import beside
from briefing.stages.gather.answered import wrong

_BATCH = 100  # captures that are read, and told of, at one time
_LISTS = ("application/xml", "application/json")
In = TypeVar("In")
Out = TypeVar("Out")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Got:
    """What came of one address or file: its capture, or why there is none; `links` where it lists articles (a sitemap is no capture)."""

    name: str
    capture: Capture | None = None
    reason: str = ""
    links: tuple[Link, ...] = ()


@dataclass(kw_only=True, slots=True)
class _Watched:
    """Workers that show their progress and remember what they made of each capture."""

    workers: Workers
    harvests: dict[str, Harvest] = field(default_factory=dict)

    def map(self, work: Callable[[In], Out], items: Sequence[In], instead: Callable[[In, str], Out]) -> Iterator[Out]:
        for one in progress(self.workers.map(work, items, instead), "reading", len(items)):
            if isinstance(one, Harvest):
                self.harvests[one.capture] = one
            yield one


def run(args: argparse.Namespace) -> int:
    """Fetch and read everything that was named, and print a line for each; exit code 10 where something could not be had."""
    profile = profile_for(args)
    addresses, paths, wrong_lines = _told(args.what)
    files = iter_inputs(paths, now=this_moment()) if paths else iter(())  # a path that is wrong is said before anything is fetched
    output = output_for(args, profile)
    check_writable(output)
    workers = workers_for(profile)
    good = True
    with SqlArchive.open(archive_url(args, profile, output)) as archive:
        fetched = asyncio.run(_fetched(addresses, profile, archive, workers)) if addresses else []
        everything = chain(fetched, map(_of_file, files), wrong_lines)
        while batch := list(islice(everything, _BATCH)):
            good &= _read(batch, archive, workers, profile)
    return Exit.OK if good else Exit.PARTIAL


def _told(words: Sequence[str]) -> tuple[tuple[str, ...], list[str], list[_Got]]:
    """The addresses and the paths among the words given, each once; those of standard input where a word is "-".

    A wrong word of the command line is wrong use; a wrong line of a list costs that line alone.
    """
    lines = ((line.strip(), word == "-") for word in words for line in (sys.stdin if word == "-" else [word]))
    named = {line: listed for line, listed in lines if line and not line.startswith("#")}
    if not named:
        raise UsageError("no address and no file is named")
    paths = {line: listed for line, listed in named.items() if "://" not in line}
    lost = [line for line, listed in paths.items() if listed and not Path(line).exists()]
    return (
        tuple(line for line in named if "://" in line),
        [line for line in paths if line not in lost],
        [_Got(name=line, reason="there is no such file; an address begins with https://") for line in lost],
    )


async def _fetched(urls: Sequence[str], profile: Profile, archive: SqlArchive, workers: Workers) -> list[_Got]:
    """What the addresses answered, each kept as soon as it is there; after them the articles that feeds among them list."""
    async with Fetcher(profile.fetch, clock=this_moment, register=archive.sources()) as net:

        async def ask(url: str) -> _Got:
            reply = await net.get(url)
            if (reason := wrong(reply)) or not isinstance(reply, Answer):
                return _Got(name=url, reason=reason)
            media_type = kind_served(reply.media_type, reply.body, reply.charset)
            if media_type in _LISTS or (
                media_type is None and reply.body.lstrip().startswith(b"<")
            ):  # a packed sitemap is said to be gzip
                sitemap = await listing_of(reply, workers, kind="sitemap")
                feed = await listing_of(reply, workers)
                if feed.wrong and (sitemap.links or sitemap.more):
                    reason = "" if sitemap.links else f"is an index of sitemaps; name one of them, such as {sitemap.more[0]}"
                    return _Got(name=url, reason=reason, links=sitemap.links)
                links = feed.links
            else:
                links = ()
            if media_type is None:
                return _Got(name=url, reason=f"is {reply.media_type or 'of no kind'} and no page that is read")
            capture = capture_of(BY_HAND, reply, media_type=media_type)
            archive.keep([capture])
            return _Got(name=url, capture=capture, links=links)

        first = await side_by_side(ask, urls, "fetching")
        links = [link.url for got in first for link in got.links if not link.whole]
        return first + await side_by_side(ask, [one for one in dict.fromkeys(links) if one not in urls], "fetching articles")


def _of_file(one: Reading) -> _Got:
    if isinstance(one.outcome, Capture):
        return _Got(name=one.path, capture=one.outcome)
    return _Got(name=one.path, reason=one.outcome.reason)


def _read(batch: Sequence[_Got], archive: SqlArchive, workers: Workers, profile: Profile) -> bool:
    """Keep and read what there is, and print a line for each; whether all of it held something."""
    by_hash = {
        got.capture.sha256: got.capture for got in reversed(batch) if got.capture
    }  # of the same bytes the first, as archived
    captures = list(reversed(by_hash.values()))
    watched = _Watched(workers=workers)
    collect(captures, archive=archive, workers=watched, zone=profile.zone)
    known = [one for one in captures if one.sha256 not in watched.harvests]
    again = partial(extract_beside, zone=profile.zone)  # what was read before is read again to be told of, not to be stored
    for harvest in workers.map(again, beside(known, fingerprints(known)), lambda page, reason: unread(page[0], reason)):
        watched.harvests[harvest.capture] = harvest
    before = {one.sha256 for one in known}
    good = True
    for got in batch:
        harvest = watched.harvests[got.capture.sha256] if got.capture else Harvest(capture="")
        held = bool(harvest.articles or (got.links and not got.reason))
        mark = "FAIL" if not held else "same" if harvest.capture in before else "ok  "
        print(f"{mark}  {got.name}: {got.reason or _said(harvest, got.links, profile.zone)}")
        good &= held
    return good


def _said(harvest: Harvest, links: Sequence[Link], zone: tzinfo) -> str:
    """What a capture holds or an address lists, in a line."""
    if links:
        missing = sum(not link.whole for link in links)
        return f"lists {_many(len(links), 'article')}, {missing or 'none'} of them to be fetched from {'its page' if missing == 1 else 'their pages'}"
    if not harvest.articles:
        return harvest.failures[0].reason if harvest.failures else "holds no article"
    first = harvest.articles[0]
    if len(harvest.articles) > 1:
        return f"{len(harvest.articles)} articles or entries, the first “{first.title}”, {_of(first, zone)}"
    return f"“{first.title}”, {_of(first, zone)}, {_many(len(first.paragraphs), 'paragraph')}"


def _of(article: Article, zone: tzinfo) -> str:
    published = article.published
    when = "no date"
    if published:
        when = f"{published.at.astimezone(zone):%Y-%m-%d %H:%M}" if published.at else f"{published.day}"
    return f"{article.publisher or 'publisher not named'}, {when}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
