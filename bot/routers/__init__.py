"""Handlers, by who acts and on what."""
