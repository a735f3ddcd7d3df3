"""What Alembic runs for every command; the connection is handed over by storage/migrate.py."""

from alembic import context

from storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
