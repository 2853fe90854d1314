"""The bot's REST client against the live backend: what one says, the other understands."""
