"""The conversation over HTTP: parse, one service, respond."""
