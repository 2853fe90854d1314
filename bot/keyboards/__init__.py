"""Buttons: what they say, what they carry, and where they stand."""
