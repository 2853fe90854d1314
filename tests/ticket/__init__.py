"""The conversation and its rules."""
