"""Fingerprints: the lines of scrapes as hashes, by site."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, empty: of captures kept before nothing is known."""
    op.create_table(
        "fingerprint",
        sa.Column("capture", sa.String(64), sa.ForeignKey("capture.sha256"), primary_key=True),
        sa.Column("scheme", sa.Integer, nullable=False),
        sa.Column("site", sa.String(255)),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lines", sa.LargeBinary, nullable=False),
    )
    op.create_index("fingerprint_site", "fingerprint", ["scheme", "site", "fetched_at"])


def downgrade() -> None:
    """Not done: an older program refuses a newer archive."""
    raise NotImplementedError("an archive is not taken back to an older schema")
