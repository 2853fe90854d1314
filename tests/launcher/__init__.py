"""The launcher: PostgreSQL without an install, and one command that starts and stops everything."""
