"""Run by Alembic: applies the scripts inside the transaction that `engine.py` holds open."""

from alembic import context

from briefing.edges.archive.tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
