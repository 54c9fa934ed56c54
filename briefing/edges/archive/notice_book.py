"""The book of notices: what the operator was told, each once, and what nobody could be told yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select, update

from briefing.edges.archive.delivery_tables import notice
from briefing.edges.archive.engine import Database, insert_into

PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)
TRIES = 30  # about a week
_LONGEST = 4_000  # characters that are kept of a text
_KEY = 200  # characters of a key; what is longer is told apart by its hash


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """What the operator is to be told. `tries` counts the attempts before that told nobody."""

    key: str
    text: str
    tries: int = 0


class NoticeBook:
    """On SQLite or PostgreSQL; every method is one transaction.

    Of a notice that nobody could be told yet, `told` is minus how often that was tried and `at` when it was tried last: whoever
    tries next moves both, so that of two who do at once one alone tells.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, key: str, text: str, *, now: datetime) -> Notice | None:
        """Put down that the operator is to be told something, now and by us; None where that was put down before."""
        new = Notice(key=_short(key), text=_cut(text))
        with self._database.writing() as connection:
            row = {"key": new.key, "at": now, "told": 0, "text": new.text}
            added = insert_into(connection, notice).values(row).on_conflict_do_nothing().returning(notice.c.key)
            return None if connection.scalar(added) is None else new

    def told(self, key: str, *, now: datetime) -> None:
        """Somebody was told; it is not tried again."""
        with self._database.writing() as connection:
            connection.execute(update(notice).where(notice.c.key == _short(key)).values(told=1, at=now))

    def again(self, prefix: str, *, now: datetime, most: int = 3) -> tuple[Notice, ...]:
        """Notices whose key begins so and that nobody could be told, ours to try now: the oldest of those whose pause is over."""
        waiting = select(notice).where(notice.c.told <= 0, notice.c.told > -TRIES, notice.c.at <= now - PAUSE)
        with self._database.reading() as connection:  # nearly always there is none
            found = [row for row in connection.execute(waiting.order_by(notice.c.at)) if row.key.startswith(prefix)]
        ripe = [row for row in found if row.at <= now - min(PAUSE * 2 ** min(-row.told, 10), LONGEST_PAUSE)][:most]
        taken: list[Notice] = []
        if not ripe:
            return ()
        with self._database.writing() as connection:
            for row in ripe:
                same = (notice.c.key == row.key, notice.c.told == row.told, notice.c.at == row.at)
                moved = update(notice).where(*same).values(told=row.told - 1, at=now)
                if connection.scalar(moved.returning(notice.c.key)) is not None:
                    taken.append(Notice(key=row.key, text=row.text, tries=1 - row.told))
        return tuple(taken)

    def try_writing(self) -> None:
        """Write nothing, but as a writer; raises `BriefingError` where that cannot be."""
        with self._database.writing() as connection:
            connection.execute(update(notice).where(notice.c.key == "").values(told=notice.c.told))

    def waiting(self, prefix: str) -> tuple[Notice, ...]:
        """What nobody could be told, those given up among them; oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(notice).where(notice.c.told <= 0).order_by(notice.c.at))
            return tuple(Notice(key=row.key, text=row.text, tries=-row.told) for row in rows if row.key.startswith(prefix))


def _short(key: str) -> str:
    return key if len(key) <= _KEY else f"{key[: _KEY - 33]}#{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def _cut(text: str) -> str:
    # PostgreSQL takes no NUL, and neither database half a character.
    return text[:_LONGEST].replace("\0", "").encode("utf-8", "replace").decode("utf-8")
