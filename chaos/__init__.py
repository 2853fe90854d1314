"""Tries to break a whole deployment, and counts every word afterwards."""
