"""What a backup or a restore says when it cannot be done."""


class BackupFailed(Exception):
    """One line for whoever started it. What there was before is untouched."""
