"""The archive's schema versions: one script each, run in order by Alembic."""
