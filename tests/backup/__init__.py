"""Backups are whole or not there, and come back as they were."""
