"""The microphone and the loudspeaker of this device; the only place that knows PortAudio."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any

from cxaudit.errors import KnownError
from cxaudit.sound.take import BLOCKS_A_SECOND, RATE

_door = Lock()
_users = 0
"""How many microphones and loudspeakers are in use."""


class _Device:
    """Holds PortAudio from `_hold` to `stop`."""

    def __init__(self) -> None:
        self._sounds: Any = None
        self._stream: Any = None

    def _hold(self) -> Any:
        """PortAudio as it sees the devices now; KnownError if the library is missing.

        It lists the devices once, when it starts, so that it starts anew; beware: no stream may be open then.
        """
        global _users
        sounds = _library()
        with _door:
            if not _users:
                _start_anew(sounds)
            _users += 1
            self._sounds = sounds
        return sounds

    def stop(self) -> None:
        """Be done with the device; again is no harm."""
        global _users
        if self._stream:
            self._stream.abort(ignore_errors=True)
            self._stream.close(ignore_errors=True)
            self._stream = None
        with _door:
            if self._sounds:
                _users -= 1
                self._sounds = None


class Microphone(_Device):
    """The system's own choice of microphone, as a source of samples; KnownError if there is none."""

    def __init__(self) -> None:
        super().__init__()
        sounds = self._hold()
        try:
            self.rate = _own_rate(sounds)
        except KnownError:
            self.stop()
            raise

    def start(self, take: Callable[[bytes], None]) -> None:
        """Hand over about fifteen blocks a second; KnownError if the microphone cannot be used."""
        sounds = self._sounds
        try:
            self._stream = sounds.RawInputStream(
                samplerate=self.rate,
                blocksize=self.rate // BLOCKS_A_SECOND,
                channels=1,
                dtype="int16",
                callback=lambda samples, *_: take(bytes(samples)),
            )
            self._stream.start()
        except sounds.PortAudioError as error:
            self.stop()
            raise KnownError(
                "The microphone cannot be used: another program holds it, or the system does not allow it. "
                "Nothing is recorded; scoring goes on."
            ) from error


class Loudspeaker(_Device):
    """The system's own choice of output."""

    def start(self, rate: int) -> None:
        """Be ready for samples; KnownError if nothing can be heard here."""
        sounds = self._hold()
        try:
            self._stream = sounds.RawOutputStream(samplerate=rate, channels=1, dtype="int16")
            self._stream.start()
        except (sounds.PortAudioError, ValueError) as error:
            self.stop()
            raise KnownError(
                "There is no output for sound on this device. "
                "Connect a loudspeaker or headphones and try again."
            ) from error

    def write(self, samples: bytes) -> None:
        """Play these; returns when there is room for more."""
        try:
            self._stream.write(samples)
        except self._sounds.PortAudioError as error:
            raise KnownError("The output for sound is gone. Connect it and play again.") from error


def _own_rate(sounds: Any) -> int:
    """The rate for speech, or what the microphone has instead."""
    try:
        found = sounds.query_devices(kind="input")
    except (sounds.PortAudioError, ValueError) as error:
        raise KnownError(
            "There is no microphone. Nothing is recorded; scoring goes on. Connect one and try again."
        ) from error
    try:
        sounds.check_input_settings(channels=1, dtype="int16", samplerate=RATE)
    except sounds.PortAudioError:
        return int(found["default_samplerate"])
    return RATE


def _library() -> Any:
    try:
        import sounddevice
    except OSError as error:
        raise KnownError(
            "Sound needs the system's library PortAudio, which is missing. Scoring goes on. "
            "Install it (on Debian libportaudio2) and try again."
        ) from error
    return sounddevice


def _start_anew(sounds: Any) -> None:
    try:
        sounds._terminate()
        sounds._initialize()
    except sounds.PortAudioError as error:
        raise KnownError(
            "The sound system of this device does not answer. Scoring goes on; try again later."
        ) from error
