"""The conversation on the wire."""
