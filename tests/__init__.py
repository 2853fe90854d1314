"""The promises, as tests: one folder per part, one file per act."""
