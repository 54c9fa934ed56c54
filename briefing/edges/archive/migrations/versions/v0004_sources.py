"""Sources, their addresses and visits; captures nobody has read yet; readings that a later extraction replaced."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add tables and columns; of what was there only the captures without a harvest are looked up."""
    op.add_column("capture", sa.Column("charset", sa.Text))
    op.add_column("sighting", sa.Column("source", sa.String(64)))
    op.create_index("sighting_source", "sighting", ["source", "fetched_at"])
    op.add_column("harvest", sa.Column("lean", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("article", sa.Column("summary", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "unread",
        sa.Column("capture", sa.String(64), sa.ForeignKey("capture.sha256"), primary_key=True),
        sa.Column("fetched_at", _INSTANT, nullable=False),
    )
    op.create_index("unread_fetched_at", "unread", ["fetched_at"])
    op.execute(
        "INSERT INTO unread (capture, fetched_at) SELECT sha256, fetched_at FROM capture"
        " WHERE NOT EXISTS (SELECT 1 FROM harvest WHERE harvest.capture = capture.sha256)"
    )
    op.create_table(
        "former",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("capture", sa.String(64), sa.ForeignKey("harvest.capture"), nullable=False),
        sa.Column("id", sa.String(255), nullable=False),
        sa.Column("extractor", sa.Text, nullable=False),
        sa.Column("retired_at", _INSTANT, nullable=False),
        sa.Column("editions", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_index("former_capture", "former", ["capture"])
    op.create_index("former_id", "former", ["id"])
    _create_book()


def _create_book() -> None:
    op.create_table(
        "address",
        sa.Column("url_key", sa.String(64), primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("first_seen", _INSTANT, nullable=False),
        sa.Column("listed_at", _INSTANT, nullable=False),
        sa.Column("checked_at", _INSTANT),
        sa.Column("changed_at", _INSTANT),
        sa.Column("due", _INSTANT),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("capture", sa.String(64)),
        sa.Column("moved_to", sa.Text),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("published", _INSTANT),
    )
    op.create_index("address_due", "address", ["source", "due"])
    op.create_index("address_state", "address", ["source", "state", "listed_at"])
    left = sa.text("state = 'gone' OR moved_to IS NOT NULL")
    op.create_index("address_left", "address", ["checked_at"], sqlite_where=left, postgresql_where=left)
    op.create_table(
        "visit",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("began", _INSTANT, nullable=False),
        sa.Column("ended", _INSTANT, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("listed", sa.Integer, nullable=False),
        sa.Column("fresh", sa.Integer, nullable=False),
        sa.Column("fetched", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("requests", sa.Integer, nullable=False),
        sa.Column("wire", sa.BigInteger, nullable=False),
        sa.Column("due", _INSTANT, nullable=False),
    )
    op.create_index("visit_source", "visit", ["source", "ended", "number"])
    op.create_table(
        "hold",
        sa.Column("source", sa.String(64), primary_key=True),
        sa.Column("token", sa.Integer, nullable=False),
        sa.Column("until", _INSTANT),
        sa.Column("due", _INSTANT),
        sa.Column("holder", sa.Text),
    )
    op.create_table(
        "robots",
        sa.Column("origin_key", sa.String(64), primary_key=True),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("fetched_at", _INSTANT, nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "rest",
        sa.Column("host_key", sa.String(64), primary_key=True),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("until", _INSTANT, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Not done: an older program refuses a newer archive."""
    raise NotImplementedError("an archive is not taken back to an older schema")
