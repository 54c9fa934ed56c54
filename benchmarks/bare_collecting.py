"""Collecting with the bare libraries: httpx2 fetches the feeds and the pages they name, two processes read them with trafilatura.

As many hosts at once and as long a pause for each as ours has; no robots.txt, no checks of addresses, no limits, no archive.
Usage: bare_collecting.py WHAT HOSTS PAUSE FEED …   (WHAT is "pages", or "whole" for the texts in the feeds; FEED is a file of addresses)
"""

import asyncio
import io
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import feedparser
import httpx2
import trafilatura


def links(body: bytes) -> list[str]:
    """The addresses a feed names."""
    return [entry.link for entry in feedparser.parse(io.BytesIO(body)).entries]


def texts(body: bytes) -> int:
    """How many items of a feed carry a text that trafilatura finds."""
    whole = [entry.content[0].value for entry in feedparser.parse(io.BytesIO(body)).entries if "content" in entry]
    return sum(bool(trafilatura.bare_extraction(f"<html><body><article>{one}</article></body></html>")) for one in whole)


def article(body: bytes) -> int:
    """Whether trafilatura finds an article on a page, with what the page says of it."""
    return bool(trafilatura.bare_extraction(body, with_metadata=True))


async def collect(feeds: Sequence[str], what: str, hosts: int, pause: float) -> int:
    """How many articles were found."""
    loop, room = asyncio.get_running_loop(), asyncio.Semaphore(hosts)
    limits = httpx2.Limits(max_connections=hosts, max_keepalive_connections=hosts)
    with ProcessPoolExecutor(2) as readers:
        async with httpx2.AsyncClient(limits=limits, timeout=30) as client:

            async def visit(feed: str) -> int:
                async with room:
                    found = []
                    answer = await client.get(feed)
                    if what == "whole":
                        found.append(loop.run_in_executor(readers, texts, answer.content))
                    else:
                        for link in await loop.run_in_executor(readers, links, answer.content):
                            await asyncio.sleep(pause)
                            page = await client.get(link)
                            found.append(loop.run_in_executor(readers, article, page.content))
                return sum(await asyncio.gather(*found))

            return sum(await asyncio.gather(*map(visit, feeds)))


if __name__ == "__main__":
    addresses = Path(sys.argv[4]).read_text(encoding="utf-8").split()
    print(asyncio.run(collect(addresses, sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))))
