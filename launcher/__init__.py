"""Starts the whole desk on one machine: a PostgreSQL, the backend, the bot and the playground."""
