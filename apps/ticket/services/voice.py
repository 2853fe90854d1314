"""What a browser has recorded, as the voice message that Telegram knows: Opus sound in an OGG file."""

import tempfile
from fractions import Fraction
from itertools import chain
from typing import IO

import av
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer

from apps.ticket.services.contents import storable
from apps.ticket.services.upload_files import Upload
from core.errors import Unsuitable

LONGEST = 20 * 60
# In bits a second: speech is clear with it, and twenty minutes are below 5 MB.
BIT_RATE = 32_000
RATE = 48_000
# Below this a voice message lies in memory, and above it on the disk.
IN_MEMORY = 1024 * 1024
# Only files that hold a sound themselves: playlists name further files and addresses, which the library would open.
READABLE = {
    "format_whitelist": "matroska,webm,ogg,mov,mp4,m4a,3gp,3g2,mj2,wav,mp3,aac,flac",
    "protocol_whitelist": "none",
}


def as_voice(upload: Upload) -> Upload:
    """Return the recording as OGG with Opus, and its length in seconds. Opus is repacked without a loss."""
    name = storable(upload.name)
    made: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - it is read, and closed, when it is stored
    try:
        duration = _convert(upload.stream, made, name)
    except (av.error.FFmpegError, EOFError):
        raise Unsuitable("wrong_type", file=name) from None
    size = made.seek(0, 2)
    made.seek(0)
    return Upload(
        name="voice.ogg", mime_type="audio/ogg", size=size, stream=made, is_voice=True, duration=max(1, round(duration))
    )


def _convert(stream: IO[bytes], made: IO[bytes], name: str) -> Fraction:
    """Write the sound of the stream; return how many seconds it takes."""
    stream.seek(0)
    with av.open(stream, "r", options=READABLE) as source, av.open(made, "w", format="ogg") as target:
        sound = next(iter(source.streams.audio), None)
        if sound is None:
            raise Unsuitable("wrong_type", file=name)
        is_opus = sound.codec_context.name in {"opus", "libopus"}
        seconds = _repack(source, sound, target, name) if is_opus else _encode(source, sound, target, name)
    if not seconds:
        raise Unsuitable("wrong_type", file=name)
    return seconds


def _repack(source: InputContainer, sound: AudioStream, target: OutputContainer, name: str) -> Fraction:
    track = target.add_stream_from_template(sound)
    began, ended = None, Fraction()
    for packet in source.demux(sound):
        if packet.dts is None or packet.pts is None or packet.time_base is None:
            continue
        began = packet.pts * packet.time_base if began is None else began
        ended = (packet.pts + (packet.duration or 0)) * packet.time_base
        _require_short(ended - began, name)
        packet.stream = track
        target.mux(packet)
    return ended - began if began is not None else Fraction()


def _encode(source: InputContainer, sound: AudioStream, target: OutputContainer, name: str) -> Fraction:
    track = target.add_stream("libopus", rate=RATE)
    track.layout, track.bit_rate = "mono", BIT_RATE
    resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
    samples = 0
    # The resampler and the encoder each keep a rest, which None asks for.
    for frame in chain(source.decode(sound), [None]):
        for piece in resampler.resample(frame):
            piece.pts, samples = samples, samples + piece.samples
            _require_short(Fraction(samples, RATE), name)
            target.mux(track.encode(piece))
    target.mux(track.encode(None))
    return Fraction(samples, RATE)


def _require_short(seconds: Fraction, name: str) -> None:
    if seconds > LONGEST:
        raise Unsuitable("voice_too_long", file=name)
