"""What people do in this Telegram, and what the bot is told of it."""
