"""Gunicorn's settings, read by `make run` and by a deployment alike.

Few threads with persistent connections, to the bot and to the database, serve most requests on few cores.
"""

import os

bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or "2")
threads = 2
# The code is loaded once and shared by the workers: a quicker start and less memory.
preload_app = True
# Longer than the bot's own idle time, so that the backend never closes a connection that the bot is about to use.
keepalive = 75
graceful_timeout = 4
# It would lie in the home folder, the same file for every desk of one person.
control_socket_disable = True
# A heartbeat file on a disk can block a worker; memory cannot.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108 - Gunicorn wants a plain string.
