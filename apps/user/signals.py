"""What the people announce to the layers above, inside the transaction of the act.

Each is sent with `user: TelegramUser` and `actor`: whoever does it for them, None where it is the person, in Telegram.
Who an actor is stands in a layer above; here it is only passed on.
"""

from django.dispatch import Signal

# Somebody is seen for the first time.
person_met = Signal()
# Sent with `changes`: their names, or the language that they are taken to read, are others now.
person_changed = Signal()
# Sent with `changes`: the person chose another language.
language_chosen = Signal()
