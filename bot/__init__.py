"""The bot: a face of the desk in Telegram. It reads updates, asks the API, and shows the answer."""

VERSION = "0.1.0"
