"""What the outbox announces to the layers above, inside the transaction of the act."""

from django.dispatch import Signal

# Sent with `chat_id: int` and `reachable: bool`, once per change: a person blocked the bot, or let it in again.
reachability_changed = Signal()
