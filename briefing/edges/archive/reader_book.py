"""The book of readers: who subscribes to which profile and how, what came back, the keys that sign."""

from briefing.edges.archive import delivery_tables as tables
from briefing.edges.archive.engine import Database

__all__ = ["ReaderBook", "tables"]


class ReaderBook:
    """On SQLite or PostgreSQL; every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
