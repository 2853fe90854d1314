"""Contents on their way to a chat: every kind, albums, edits and deletions, as calls to Telegram."""
