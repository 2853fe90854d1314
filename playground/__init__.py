"""A local Telegram: a Bot API for the bot, and a page on which one sits as several people at once.

It is a tool for trying and testing. It listens on loopback only, and nothing in production imports it.
"""
