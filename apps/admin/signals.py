"""What the staff announce to the layers above, inside the transaction of the act."""

from django.dispatch import Signal

# Sent with `admin: Admin`, `actor: Actor` and `change: "appointed" | "changed" | "dismissed"`.
access_changed = Signal()
# Sent with `act: str`, `actor: Actor`, `data: dict`: something about categories was changed.
category_changed = Signal()
