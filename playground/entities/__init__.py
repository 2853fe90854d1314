"""Entities: formatting that stands beside a text, measured in UTF-16 code units."""
