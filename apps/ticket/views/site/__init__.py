"""The operators' pages about tickets. The same acts as the bot's, by another door."""
