"""Migrations run while the old code still serves."""
