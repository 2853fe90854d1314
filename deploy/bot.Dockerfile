# syntax=docker/dockerfile:1
# The bot: a face without rules, without a database and without Django. Built from the project's root:
# docker build --file deploy/bot.Dockerfile --tag yordam-bot .

# ---------------------------------------------------------------- what is installed, by hashes, into a folder of its own
FROM python:3.11-slim-bookworm AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
COPY deploy/locks/bot.txt /locks/
RUN python -m venv --without-pip /opt/desk \
    && python -m pip --python /opt/desk/bin/python install --require-hashes --only-binary=:all: --requirement /locks/bot.txt

# ---------------------------------------------------------------- our code, compiled once: the root is read-only later
FROM python:3.11-slim-bookworm AS code
WORKDIR /srv/desk
COPY deploy/healthcheck.py deploy/
COPY bot bot
# Whoever serves is not whoever made the checkout, under whatever umask.
RUN chmod -R go+rX . && python -m compileall -q .

# ---------------------------------------------------------------- what serves
FROM python:3.11-slim-bookworm AS bot
LABEL org.opencontainers.image.title="Yordam bot" \
      org.opencontainers.image.description="The face of a support desk that lives in Telegram"
ENV PATH=/opt/desk/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    BOT_HOST=0.0.0.0 \
    BOT_PORT=8082
WORKDIR /srv/desk
COPY --from=packages /opt/desk /opt/desk
COPY --from=code /srv/desk /srv/desk
USER 10001:10001
EXPOSE 8082
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "deploy/healthcheck.py", "http://127.0.0.1:8082/readyz"]
CMD ["python", "-m", "bot"]
