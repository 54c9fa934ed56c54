"""What is due, who reads it, and the mail."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)
_STATES = "'planned', 'inflight', 'sent', 'deferred', 'failed', 'bounced', 'suppressed', 'in_doubt'"
_STEPS = (
    ("planned", ("inflight", "deferred", "failed", "suppressed")),
    ("deferred", ("inflight", "failed", "suppressed")),
    ("inflight", ("sent", "deferred", "failed", "in_doubt")),
    ("in_doubt", ("sent", "deferred", "failed", "bounced")),
    ("sent", ("bounced",)),
)


def upgrade() -> None:
    """Add tables; nothing that was there changes."""
    op.create_table(
        "run",
        sa.Column("profile", sa.String(63), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("due", _INSTANT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("token", sa.Integer, nullable=False),
        sa.Column("until", _INSTANT),
        sa.Column("holder", sa.Text),
        sa.Column("begun_at", _INSTANT),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("quality", sa.String(16)),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("next_at", _INSTANT),
        sa.Column("updated_at", _INSTANT, nullable=False),
    )
    op.create_table(
        "watch",
        sa.Column("profile", sa.String(63), primary_key=True),
        sa.Column("since", _INSTANT, nullable=False),
        sa.Column("seen", _INSTANT, nullable=False),
    )
    op.create_table(
        "secret",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("made_at", _INSTANT, nullable=False),
    )
    op.create_table(
        "notice",
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("told", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    _create_readers()
    _create_ledger()


def _create_readers() -> None:
    op.create_table(
        "subscriber",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("profile", sa.String(63), nullable=False),
        sa.Column("address_key", sa.String(64), nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("sections", sa.Text, nullable=False),
        sa.Column("style", sa.String(16), nullable=False),
        sa.Column("language", sa.String(35)),
        sa.Column("at", sa.String(5)),
        sa.Column("since", _INSTANT, nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.UniqueConstraint("profile", "address_key", name="subscriber_address"),
        sqlite_autoincrement=True,
    )
    op.create_index("subscriber_state", "subscriber", ["profile", "state", "number"])
    op.create_table(
        "bounce",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("subscriber", sa.Integer, sa.ForeignKey("subscriber.number"), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("bounce_subscriber", "bounce", ["subscriber", "at"])


def _create_ledger() -> None:
    op.create_table(
        "posting",
        sa.Column("profile", sa.String(63), primary_key=True),
        sa.Column("edition", sa.String(21), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("due", _INSTANT, nullable=False),
        sa.Column("planned_at", _INSTANT, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("readers", sa.Integer, nullable=False),
        sa.Column("briefing", sa.LargeBinary, nullable=False),
        sa.Column("pdf", sa.LargeBinary),
    )
    op.create_table(
        "delivery",
        sa.Column("profile", sa.String(63), primary_key=True),
        sa.Column("edition", sa.String(21), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("subscriber", sa.Integer, sa.ForeignKey("subscriber.number"), primary_key=True),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sections", sa.Text, nullable=False),
        sa.Column("style", sa.String(16), nullable=False),
        sa.Column("language", sa.String(35)),
        sa.Column("message_id", sa.String(255), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("not_before", _INSTANT),
        sa.Column("first_at", _INSTANT),
        sa.Column("next_at", _INSTANT),
        sa.Column("token", sa.Integer, nullable=False),
        sa.Column("until", _INSTANT),
        sa.Column("holder", sa.Text),
        sa.Column("wire_sha256", sa.String(64)),
        sa.Column("code", sa.Integer),
        sa.Column("reply", sa.Text, nullable=False),
        sa.Column("updated_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["profile", "edition", "revision"], ["posting.profile", "posting.edition", "posting.revision"]),
        sa.CheckConstraint(f"state IN ({_STATES})", name="delivery_state"),
    )
    op.create_index("delivery_owed", "delivery", ["profile", "state", "next_at", "edition", "subscriber"])
    op.create_index("delivery_holder", "delivery", ["profile", "holder"])
    op.create_index("delivery_subscriber", "delivery", ["subscriber"])
    op.create_index("delivery_message_id", "delivery", ["message_id"])
    op.create_table(
        "delivery_event",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("profile", sa.String(63), nullable=False),
        sa.Column("edition", sa.String(21), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("subscriber", sa.Integer, nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("code", sa.Integer),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("delivery_event_of", "delivery_event", ["profile", "edition", "revision", "subscriber"])
    _guard_states()


def _guard_states() -> None:
    """Have the database itself refuse a step that no mail can take: one that is sent never becomes owed again."""
    steps = " OR ".join(
        f"(OLD.state = '{state}' AND NEW.state IN ({', '.join(map(repr, next_ones))}))" for state, next_ones in _STEPS
    )
    taken = f"OLD.state = NEW.state OR {steps}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER delivery_step BEFORE UPDATE OF state ON delivery WHEN NOT ({taken}) "
            "BEGIN SELECT RAISE(ABORT, 'a mail cannot take this step'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION delivery_step() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT ({taken}) THEN RAISE EXCEPTION 'a mail cannot take this step'; END IF; RETURN NEW; END $$"
    )
    op.execute("CREATE TRIGGER delivery_step BEFORE UPDATE OF state ON delivery FOR EACH ROW EXECUTE FUNCTION delivery_step()")


def downgrade() -> None:
    """Not done: an older program refuses a newer archive."""
    raise NotImplementedError("an archive is not taken back to an older schema")
