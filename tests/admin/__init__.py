"""The staff and their categories."""
