"""The table of acts: every service that changes something, how it is called, and exactly which events it writes."""
