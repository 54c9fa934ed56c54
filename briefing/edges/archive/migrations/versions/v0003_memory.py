"""Editions remembered, stories moved; articles found by id, and by day as precisely as they give it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables, empty: of editions made before nothing is remembered."""
    op.create_table(
        "edition",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("profile", sa.String(63), nullable=False),
        sa.Column("name", sa.String(21), nullable=False),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date, nullable=False),
        sa.Column("ended", _INSTANT, nullable=False),
        sa.Column("made_at", _INSTANT, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_index("edition_ended", "edition", ["profile", "ended"])
    op.create_index("edition_name", "edition", ["profile", "name", "number"])
    op.create_table(
        "move",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("profile", sa.String(63), nullable=False),
        sa.Column("thread", sa.String(255), nullable=False),
        sa.Column("section", sa.Text),
        sa.Column("decided_at", _INSTANT, nullable=False),
    )
    op.create_index("move_thread", "move", ["profile", "thread", "number"])
    op.create_index("article_id", "article", ["id"])
    op.drop_index("article_published_day", "article")  # it led to every undated article there is, whatever the window
    op.create_index("article_precision", "article", ["published_precision", "published_day"])


def downgrade() -> None:
    """Not done: an older program refuses a newer archive."""
    raise NotImplementedError("an archive is not taken back to an older schema")
