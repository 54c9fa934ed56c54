"""The book of runs: which scheduled editions there are, and who is at one."""

from briefing.edges.archive import delivery_tables as tables
from briefing.edges.archive.engine import Database

__all__ = ["RunBook", "tables"]


class RunBook:
    """On SQLite or PostgreSQL; every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
