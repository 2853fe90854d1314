"""Sounds as browsers record them, made for the test."""

import io
import math
import struct
from typing import cast

import av
from av.audio.stream import AudioStream

RATE = 48_000
FRAME = 960


def sound(container: str = "webm", codec: str = "libopus", seconds: float = 1.0) -> bytes:
    """Return a tone of that length in a file of that kind."""
    made = io.BytesIO()
    with av.open(made, "w", format=container) as target:
        track = cast(AudioStream, target.add_stream(codec, rate=RATE))
        track.layout = "mono"
        for start in range(0, round(RATE * seconds), FRAME):
            target.mux(track.encode(_frame(start)))
        target.mux(track.encode(None))
    return made.getvalue()


def picture_only() -> bytes:
    """Return a video without a sound."""
    made = io.BytesIO()
    with av.open(made, "w", format="webm") as target:
        track = target.add_stream("libvpx", rate=5)
        track.width, track.height, track.pix_fmt = 16, 16, "yuv420p"
        for place in range(3):
            frame = av.VideoFrame(16, 16, "yuv420p")
            frame.pts = place
            target.mux(track.encode(frame))
        target.mux(track.encode(None))
    return made.getvalue()


def what_is(data: bytes) -> tuple[str, str, float]:
    """Return a file's format, its codec, and how many seconds it takes."""
    with av.open(io.BytesIO(data), "r") as source:
        track = source.streams.audio[0]
        return source.format.name, track.codec_context.name, (source.duration or 0) / av.time_base


def _frame(start: int) -> av.AudioFrame:
    frame = av.AudioFrame(format="s16", layout="mono", samples=FRAME)
    frame.sample_rate, frame.pts = RATE, start
    wave = [round(9000 * math.sin((start + step) * 0.05)) for step in range(FRAME)]
    frame.planes[0].update(struct.pack(f"<{FRAME}h", *wave))
    return frame
