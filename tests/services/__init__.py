"""Servers that a deployment has beside the desk, started for a test: on loopback, on free ports, in folders of their own."""
