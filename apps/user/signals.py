"""What the people announce to the layers above, inside the transaction of the act."""

from django.dispatch import Signal

# Sent with `user: TelegramUser`, when somebody is seen for the first time.
person_met = Signal()
