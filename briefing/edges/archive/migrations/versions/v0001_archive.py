"""Captures, sightings, harvests, articles with their passages, failures."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the first schema."""
    op.create_table(
        "capture",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("fetched_at", _INSTANT, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("capture_fetched_at", "capture", ["fetched_at"])
    op.create_table(
        "sighting",
        sa.Column("capture", sa.String(64), sa.ForeignKey("capture.sha256"), primary_key=True),
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("fetched_at", _INSTANT, nullable=False),
    )
    op.create_table(
        "harvest",
        sa.Column("capture", sa.String(64), sa.ForeignKey("capture.sha256"), primary_key=True),
        sa.Column("extractor", sa.Text, nullable=False),
    )
    op.create_table(
        "article",
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("capture", sa.String(64), sa.ForeignKey("harvest.capture"), nullable=False),
        sa.Column("item", sa.Integer, nullable=False),
        sa.Column("id", sa.String(255), nullable=False),
        sa.Column("published_day", sa.Date),
        sa.Column("published_at", _INSTANT),
        sa.Column("published_precision", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("publisher", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("capture", "item", "id", name="article_version"),
    )
    op.create_index("article_published_at", "article", ["published_at"])
    op.create_index("article_published_day", "article", ["published_day"])
    op.create_table(
        "passage",
        sa.Column("version", sa.Integer, sa.ForeignKey("article.version"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "failure",
        sa.Column("capture", sa.String(64), sa.ForeignKey("harvest.capture"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Not done: an older program refuses a newer archive."""
    raise NotImplementedError("an archive is not taken back to an older schema")
