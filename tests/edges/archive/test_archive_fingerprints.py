"""Fingerprints in the archive: the latest of a site and of pages of unknown site, those of another scheme never."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from briefing.edges.archive import SqlArchive
from briefing.edges.archive.tables import fingerprint as table
from briefing.language.fingerprint import Fingerprint, fingerprints
from briefing.model import Capture

START = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlArchive]:
    postgresql = request.param == "postgresql"
    with SqlArchive.open(request.getfixturevalue("postgresql")() if postgresql else f"sqlite:///{tmp_path / 'a.db'}") as opened:
        yield opened


def page(number: int, site: str | None = None) -> Capture:
    body = f"Page {number} says something of its own about the harbour.".encode()
    return Capture(
        sha256=hashlib.sha256(body).hexdigest(),
        name=f"{number}.txt",
        media_type="text/plain",
        body=body,
        fetched_at=START + timedelta(minutes=number),
        url=f"https://{site}/{number}" if site else None,
    )


def kept(archive: SqlArchive, pages: list[Capture]) -> tuple[Fingerprint, ...]:
    archive.keep(pages)
    archive.remember(fingerprints(pages))
    return fingerprints(pages)


def test_fingerprints_come_back_as_they_were_made(archive: SqlArchive):
    made = kept(archive, [page(1, "example.org"), page(2)])
    assert set(archive.remembered({"example.org"})) == set(made)
    assert all(one.lines for one in made)


def test_only_the_sites_asked_for_come_back_and_what_may_be_of_any(archive: SqlArchive):
    first, _, unknown = kept(archive, [page(1, "example.org"), page(2, "example.com"), page(3)])
    assert set(archive.remembered({"example.org"})) == {first, unknown}
    assert archive.remembered({None}) == (unknown,)
    assert archive.remembered(set()) == ()


def test_of_a_site_with_many_pages_the_latest_come_back(archive: SqlArchive):
    made = kept(archive, [page(number, "example.org") for number in range(70)])
    assert archive.remembered({"example.org"}) == tuple(reversed(made[20:]))


def test_what_is_remembered_twice_is_there_once(archive: SqlArchive):
    kept(archive, [page(1)])
    assert archive.remembered({None}) == kept(archive, [page(1)])


def test_a_fingerprint_without_its_capture_is_not_stored(archive: SqlArchive):
    archive.remember(fingerprints([page(1)]))
    assert archive.remembered({None}) == ()


def test_a_fingerprint_of_another_scheme_is_not_compared(archive: SqlArchive):
    kept(archive, [page(1)])
    with archive._database.writing() as connection:
        connection.execute(update(table).values(scheme=0))
    assert archive.remembered({None}) == ()
