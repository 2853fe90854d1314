"""The acts of the conversation. One act, one function, whichever door it came through."""
