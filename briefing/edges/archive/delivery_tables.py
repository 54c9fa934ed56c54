"""The tables of what is due, of who reads it and of the mail, in the archive's database.

run            the scheduled edition of each profile and day, and who is at it
watch          by profile: since when its editions are due by themselves, when that was looked at last
subscriber     who reads a profile's editions, and how
posting ─── delivery ─── delivery_event
               an edition frozen as it is mailed; one mail to one subscriber; every change of its state, for good
bounce         what came back, each notification once
secret         the keys that sign the ways out of a list; the newest signs, all are accepted
notice         what the operator was told, each once
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from briefing.edges.archive.tables import Instant, metadata

_ID = 63  # characters of a profile's id
_STATES = "'planned', 'inflight', 'sent', 'deferred', 'failed', 'bounced', 'suppressed', 'in_doubt'"

run = Table(
    "run",
    metadata,
    Column("profile", String(_ID), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("due", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("token", Integer, nullable=False),
    Column("until", Instant),
    Column("holder", Text),
    Column("begun_at", Instant),  # the first attempt
    Column("attempts", Integer, nullable=False),
    Column("quality", String(16)),
    Column("reason", Text, nullable=False),
    Column("next_at", Instant),
    Column("updated_at", Instant, nullable=False),
)
watch = Table(
    "watch",
    metadata,
    Column("profile", String(_ID), primary_key=True),
    Column("since", Instant, nullable=False),
    Column("seen", Instant, nullable=False),
)
subscriber = Table(
    "subscriber",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("profile", String(_ID), nullable=False),
    Column("address_key", String(64), nullable=False),  # the hash of the address in small letters
    Column("address", Text, nullable=False),  # empty where it was erased: the key keeps it from being added unawares
    Column("name", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("sections", Text, nullable=False),  # ids with commas between
    Column("style", String(16), nullable=False),
    Column("language", String(35)),
    Column("at", String(5)),
    Column("since", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("reason", Text, nullable=False),
    UniqueConstraint("profile", "address_key", name="subscriber_address"),
    Index("subscriber_state", "profile", "state", "number"),
    sqlite_autoincrement=True,  # no number is given twice
)
posting = Table(
    "posting",
    metadata,
    Column("profile", String(_ID), primary_key=True),
    Column("edition", String(21), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("due", Instant, nullable=False),
    Column("planned_at", Instant, nullable=False),
    Column("note", Text, nullable=False),
    Column("readers", Integer, nullable=False),  # how many mails were planned
    Column("briefing", LargeBinary, nullable=False),  # zlib
    Column("pdf", LargeBinary),
)
delivery = Table(
    "delivery",
    metadata,
    Column("profile", String(_ID), primary_key=True),
    Column("edition", String(21), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("subscriber", Integer, ForeignKey("subscriber.number"), primary_key=True),
    Column("address", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("sections", Text, nullable=False),
    Column("style", String(16), nullable=False),
    Column("language", String(35)),
    Column("message_id", String(255), nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", Instant),  # when the reader wants it
    Column("first_at", Instant),  # the first attempt
    Column("next_at", Instant),  # when one that is owed is tried
    Column("token", Integer, nullable=False),
    Column("until", Instant),
    Column("holder", Text),  # whose it is now; nobody's where there is none
    Column("wire_sha256", String(64)),
    Column("code", Integer),
    Column("reply", Text, nullable=False),
    Column("updated_at", Instant, nullable=False),
    ForeignKeyConstraint(["profile", "edition", "revision"], ["posting.profile", "posting.edition", "posting.revision"]),
    CheckConstraint(f"state IN ({_STATES})", name="delivery_state"),
    Index("delivery_owed", "profile", "state", "next_at", "edition", "subscriber"),
    Index("delivery_holder", "profile", "holder"),
    Index("delivery_subscriber", "subscriber"),
    Index("delivery_message_id", "message_id"),
)
delivery_event = Table(
    "delivery_event",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("profile", String(_ID), nullable=False),
    Column("edition", String(21), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("subscriber", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", String(16), nullable=False),  # the one it came to
    Column("code", Integer),
    Column("note", Text, nullable=False),
    Index("delivery_event_of", "profile", "edition", "revision", "subscriber"),
)
bounce = Table(
    "bounce",
    metadata,
    Column("key", String(64), primary_key=True),  # the hash of the notification and of the recipient it names
    Column("subscriber", Integer, ForeignKey("subscriber.number"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("status", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Index("bounce_subscriber", "subscriber", "at"),
)
secret = Table(
    "secret",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("key", LargeBinary, nullable=False),
    Column("made_at", Instant, nullable=False),
)
notice = Table(
    "notice",
    metadata,
    Column("key", String(255), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("told", Integer, nullable=False),  # 1 once somebody was told, else minus how often that was tried
    Column("text", Text, nullable=False),
)
