"""Logs of one line each, which say what happened to which update or delivery, and never what somebody wrote."""

import logging
import traceback
from types import TracebackType

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
NOISY = ("aiogram.event", "aiogram.dispatcher", "aiohttp.access", "asyncio")
FRAMES = 4

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class OneLine(logging.Formatter):
    """Errors are told by their kind and place: their own words may quote a message. Secrets are taken out."""

    def __init__(self, *secrets: str) -> None:
        super().__init__(FORMAT)
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have kept its own rendering of the traceback in the record.
        record.exc_text = None
        line = super().format(record).replace("\n", " ")
        for secret in self._secrets:
            line = line.replace(secret, "…")
        return line

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802  # logging's name.
        kind, _, trace = ei
        frames = traceback.extract_tb(trace)[-FRAMES:]
        places = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
        return f"[{kind.__name__ if kind else 'no error'} at {places or 'no place'}]"


def set_up_logs(level: str, *secrets: str) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine(*secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in NOISY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
