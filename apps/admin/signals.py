"""What the staff announce to the layers above, inside the transaction of the act."""

from django.dispatch import Signal

# Sent with `admin: Admin`, `actor: Actor`, `change: "appointed" | "changed" | "dismissed"` and `changes`: what the
# admin may do is another now.
access_changed = Signal()
# Sent with `act: str`, `actor: Actor | None` (None: the desk itself), `changes` and `data: dict`: something was done
# that has to be noted, and from which nothing else follows.
acted = Signal()
# Sent with `admin: Admin`, `actor: Actor` and `former: int | None`: the admin has another Telegram account, or none.
account_moved = Signal()
