"""The desk in a folder: its database and its files, made while it serves, and brought back on any machine."""
