"""Alembic's side of the tables: each version calls the statements of its revision in `schema/`."""
