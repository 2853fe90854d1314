"""The outbox: one row for each thing that must reach a chat."""
