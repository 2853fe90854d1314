"""From where on something is wrong, and why there."""

from datetime import timedelta

# A look must not become a burden of its own: what the database does not tell within this is called unknown. Even when
# every look is cut off, all of them together end within the ten seconds for which Prometheus waits.
LIMIT_MS = 1000

# A message into a ticket asks the database a dozen questions: at this pace people would wait for seconds.
SLOW_DATABASE_MS = 250.0

# A delivery takes about a second; after two minutes people notice, and ten are no hiccup any more.
LATE, MUCH_TOO_LATE = timedelta(minutes=2), timedelta(minutes=10)
# More chats than this are not looked into: the first of them are late enough to say so.
CHATS_LOOKED_AT = 1000
# Counting ends here: whether it is ten thousand or a million tells nobody more.
COUNTED = 10_000

# One refused message is one person who did not get an answer. Fifty in a day have a common cause.
FAILED_WITHIN = timedelta(hours=24)
FAILED, MANY_FAILED = 1, 50

# A bot that stopped in order takes its leave; one that fell silent within this was lost.
SILENT_WITHIN = timedelta(minutes=10)

# Telegram tries again within a minute, so that an error of long ago is over.
ERROR_WITHIN = timedelta(minutes=5)
# Telegram brings a hundred updates in seconds: more of them waiting means that we do not take them.
PENDING_UPDATES = 100

# Redis is at hand or it is not: it answers in a thousandth of a second.
REDIS_WITHIN = 0.5

# Files and the database grow into what is free. At 2 % PostgreSQL is about to stop.
DISK_LOW, DISK_FULL = 10.0, 2.0

# One is made each day, and may take two hours. After three days without one a lost disk costs people their words.
BACKUP_MISSED, BACKUPS_MISSED = timedelta(hours=26), timedelta(days=3)

# A file is fetched within seconds, and tried again with growing pauses. After so many tries it has taken a minute.
FILES_LATE = timedelta(minutes=10)
STRUGGLING_AFTER = 5
