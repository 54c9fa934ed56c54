"""A web server and a way to ask it, for the tests of fetching."""

import asyncio

import pytest
from web_server import WebServer

from briefing.edges.fetch import Fetcher
from briefing.settings import Fetch


@pytest.fixture
def web():
    with WebServer() as server:
        yield server


@pytest.fixture
def ask(web):
    """Ask addresses one after the other with one fetcher that may ask the server; a path alone is one of the server."""

    def all_of(*urls, since=None, pause=0.0, allow=(), contact="", **more):
        async def run():
            fetch = Fetch(allow_hosts=(web.authority, *allow), pause=pause, contact=contact)
            async with Fetcher(fetch, **more) as net:
                return [await net.get(web.url + url if url.startswith("/") else url, since=since) for url in urls]

        replies = asyncio.run(run())
        return replies if len(replies) > 1 else replies[0]

    return all_of
