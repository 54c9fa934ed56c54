"""An archive on SQLite and on PostgreSQL: what holds on one has to hold on the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.edges.archive import SqlArchive


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return request.getfixturevalue("postgresql")()
    return f"sqlite:///{tmp_path / 'briefing.db'}"


@pytest.fixture
def archive(url: str) -> Iterator[SqlArchive]:
    with SqlArchive.open(url) as opened:
        yield opened
