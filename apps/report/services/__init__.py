"""Reads that count, from the events that were written when things happened."""
