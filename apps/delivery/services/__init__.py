"""The outbox's acts: enqueue, lease, report."""
