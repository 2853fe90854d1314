"""Writes about the staff and their categories."""
