"""Servers that a deployment has beside the desk, each started for a test in a folder and on a port of its own."""
