"""Reads that count. Never writes."""
