"""Packs a recording into one small file, takes it in as evidence, and plays from any second of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import BinaryIO, Protocol

from cxaudit import cells, evidence
from cxaudit.blobs import Blobs
from cxaudit.errors import KnownError
from cxaudit.model import Evidence, Json
from cxaudit.progress import Progress
from cxaudit.sound.recording import Recording, value_of
from cxaudit.sound.take import RATE, Kept

_PACKED = "packed.ogg"
_SMALL, _SMALLEST = 0.8, 0.9
"""How hard Vorbis packs; at more samples a second harder, so that the file does not grow with them."""
_BLOCKS_A_SECOND = 20


class Output(Protocol):
    """Where samples are heard."""

    def start(self, rate: int) -> None:
        """Be ready for samples; KnownError if nothing can be heard."""

    def write(self, samples: bytes) -> None:
        """Play these; returns when there is room for more."""

    def stop(self) -> None:
        """Be silent at once."""


def take_in(kept: Kept, name: str, blobs: Blobs, now: datetime, progress: Progress) -> Evidence:
    """Pack what was recorded and store it; the recording itself stays until `Kept.folder` is removed.

    What is packed already is taken as it is: packed anew, the same sound would be another file.
    """
    target = kept.folder / _PACKED
    if not _is_whole(target, kept):
        pack(kept, target, progress)
    return evidence.take_in(
        target,
        name=name,
        criterion="",
        author=kept.about.author,
        now=now,
        blobs=blobs,
        evidence_id=kept.about.id,
    )


def values(kept: Kept, file: Evidence) -> dict[str, Json]:
    """What the cells say once a recording was taken in; no report prints it."""
    about = kept.about
    stamps = kept.stamps[: cells.MOST_STAMPS]
    recording = Recording(about.id, about.sheet, about.begun, round(kept.seconds, 2), stamps)
    return {
        cells.evidence(file.id): cells.evidence_value(file),
        cells.internal(file.id): True,
        cells.recording(about.id): value_of(recording),
    }


def pack(kept: Kept, target: Path, progress: Progress) -> None:
    """Write the recording as Ogg Vorbis; KnownError if that fails, and the recording stays as it is."""
    import soundfile

    rate = kept.about.rate
    level = _SMALL if rate <= RATE else _SMALLEST
    said = {"format": "OGG", "subtype": "VORBIS", "compression_level": level}
    try:
        with kept.sound.open("rb") as raw, soundfile.SoundFile(target, "w", rate, 1, **said) as packed:
            for second in range(-(-kept.frames // rate)):
                progress.step(second, -(-kept.frames // rate))
                samples = raw.read(2 * min(rate, kept.frames - second * rate))
                packed.buffer_write(samples, "int16")
    except (OSError, soundfile.SoundFileError) as error:
        raise _unpacked() from error
    if not _is_whole(target, kept):
        raise _unpacked()


def _is_whole(target: Path, kept: Kept) -> bool:
    """Whether every sample of the recording is in that file."""
    import soundfile

    try:
        with soundfile.SoundFile(target) as packed:
            return bool(packed.frames == kept.frames)
    except (OSError, soundfile.SoundFileError):
        return False


def _unpacked() -> KnownError:
    return KnownError(
        "The recording could not be packed; the disk may be full. "
        "All of its sound is kept, and the next start tries again."
    )


def play(
    opened: Callable[[], BinaryIO],
    second: float,
    output: Output,
    stopped: Event,
    heard: Callable[[float], None] | None = None,
) -> None:
    """Play a recording from that second until it ends or `stopped` is set; KnownError if it cannot be heard.

    `heard` is told the second that is being played.
    """
    import soundfile

    try:
        with opened() as file, soundfile.SoundFile(file) as sound:
            sound.seek(min(int(second * sound.samplerate), sound.frames))
            output.start(sound.samplerate)
            try:
                while not stopped.is_set():
                    if heard:
                        heard(sound.tell() / sound.samplerate)
                    samples = bytes(sound.buffer_read(sound.samplerate // _BLOCKS_A_SECOND, "int16"))
                    if not samples:
                        break
                    output.write(samples)
            finally:
                output.stop()
    except (OSError, soundfile.SoundFileError) as error:
        raise KnownError("The recording is missing or damaged on this device.") from error
