"""The database: tables, migrations, and the one way to open a transaction."""
