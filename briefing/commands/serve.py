"""`briefing serve`: answers the links in mails, as a service, until it is told to end."""

import argparse
import json
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from briefing.commands.context import archive_url, output_for, profile_for
from briefing.edges.archive import SqlArchive
from briefing.edges.templates import load_design
from briefing.edges.web.app import App, Page
from briefing.edges.web.callers import Network, networks
from briefing.edges.web.doors import Door, Doors, ListNamed
from briefing.edges.web.health import Watched, health
from briefing.edges.web.server import serve
from briefing.errors import Exit, UsageError
from briefing.settings import Profile
from briefing.stages.typeset.web_page import WebKind, WebPage, web_page

_PATIENCE = 5.0  # seconds a link waits for an archive that is in use


def run(args: argparse.Namespace) -> int:
    """Answer until SIGTERM or Ctrl-C; exit code 0 then."""
    profiles: dict[str, Profile] = {}
    kept: dict[str, tuple[list[str], Path]] = {}  # by the archive's address: profiles, folder
    for file in args.profile or [None]:
        named = argparse.Namespace(profile=file, output=args.output)
        profile = profile_for(named)
        if profiles.setdefault(profile.id, profile) is not profile:
            raise UsageError(f"two profiles have the id {profile.id!r}; links would lead to either")
        output = output_for(named, profile)
        kept.setdefault(archive_url(named, profile, output), ([], output))[0].append(profile.id)
        _remark(profile)
    proxies = _proxies(args.proxies)
    with ExitStack() as open_:
        archives = [
            (open_.enter_context(SqlArchive.open(url, patience=_PATIENCE)), ids, folder) for url, (ids, folder) in kept.items()
        ]
        doors = Doors(
            [Door(readers=archive.readers(), lists={one: _named(profiles[one]) for one in ids}) for archive, ids, _ in archives]
        )
        watched = [Watched(archive=archive, profiles=tuple(ids), folder=folder) for archive, ids, folder in archives]
        app = App(
            doors,
            _pages(),
            health=lambda: health(watched, _now),
            clock=_now,
            log=_log,
            proxies=proxies,
            below=["", *(_below(profile) for profile in profiles.values())],
        )
        serve(app, host=args.host, port=args.port, proxies=proxies, ready=_ready)
    return Exit.OK


def _pages() -> Page:
    design = load_design()

    @lru_cache(512)
    def page(kind: str, language: str, title: str) -> WebPage:
        return web_page(cast(WebKind, kind), design, language=language, title=title)

    return page


def _named(profile: Profile) -> ListNamed:
    return ListNamed(title=profile.title, language=profile.language)


def _below(profile: Profile) -> str:
    """The path that the links of a profile begin with, where its public address has one: a proxy may pass it on or take it off."""
    return urlsplit(profile.public_url or "").path.rstrip("/")


def _proxies(written: list[str] | None) -> tuple[Network, ...]:
    try:
        return networks(",".join(written or ()).split(","))
    except ValueError as error:
        raise UsageError(f"--proxies: {error}") from None


def _remark(profile: Profile) -> None:
    """Say what will keep links from working; not an error, since it can be put right while this runs."""
    if not profile.public_url:
        print(f"briefing: {profile.id}: no public_url in the profile, so no mail has a link that leads here", file=sys.stderr)
    elif not profile.public_url.startswith("https://"):
        print(
            f"briefing: {profile.id}: public_url is not https, and mail programs offer one-click leaving for https alone",
            file=sys.stderr,
        )


def _ready(address: str) -> None:
    print(f"serve: {address} (Ctrl-C ends it)", flush=True)


def _log(method: str, route: str, status: int, milliseconds: float) -> None:
    at = _now().isoformat(timespec="seconds").replace("+00:00", "Z")
    print(json.dumps({"at": at, "method": method, "route": route, "status": status, "ms": round(milliseconds, 1)}), flush=True)


def _now() -> datetime:
    return datetime.now(UTC)
