"""The ledger of mail: editions frozen as they are mailed, one delivery for each reader, every change of its state."""

from briefing.edges.archive import delivery_tables as tables
from briefing.edges.archive.engine import Database

__all__ = ["MailBook", "tables"]


class MailBook:
    """On SQLite or PostgreSQL; every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
