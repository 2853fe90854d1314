"""What a person is in the middle of, and may lose by a restart."""
