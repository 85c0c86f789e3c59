"""The microphone and the loudspeaker of this device; the only place that knows PortAudio."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cxaudit.errors import KnownError
from cxaudit.recording_take import BLOCKS_A_SECOND, RATE


class Microphone:
    """The system's own choice of microphone, as a source of samples; KnownError if there is none."""

    def __init__(self) -> None:
        self._sounds = _fresh_sounds()
        self.rate = self._own_rate()
        self._stream: Any = None

    def start(self, take: Callable[[bytes], None]) -> None:
        """Hand over about fifteen blocks a second; KnownError if the microphone cannot be used."""
        try:
            self._stream = self._sounds.RawInputStream(
                samplerate=self.rate,
                blocksize=self.rate // BLOCKS_A_SECOND,
                channels=1,
                dtype="int16",
                callback=lambda samples, *_: take(bytes(samples)),
            )
            self._stream.start()
        except self._sounds.PortAudioError as error:
            self.stop()
            raise KnownError(
                "The microphone cannot be used: another program holds it, or the system does not allow it. "
                "Nothing is recorded; scoring goes on."
            ) from error

    def stop(self) -> None:
        if self._stream:
            self._stream.close(ignore_errors=True)

    def _own_rate(self) -> int:
        """The rate for speech, or what the microphone has instead."""
        try:
            found = self._sounds.query_devices(kind="input")
        except (self._sounds.PortAudioError, ValueError) as error:
            raise KnownError(
                "There is no microphone. Nothing is recorded; scoring goes on. Connect one and try again."
            ) from error
        try:
            self._sounds.check_input_settings(channels=1, dtype="int16", samplerate=RATE)
        except self._sounds.PortAudioError:
            return int(found["default_samplerate"])
        return RATE


class Loudspeaker:
    """The system's own choice of output."""

    def __init__(self) -> None:
        self._stream: Any = None
        self._sounds: Any = None

    def start(self, rate: int) -> None:
        """Be ready for samples; KnownError if nothing can be heard here."""
        sounds = self._sounds = _fresh_sounds()
        try:
            self._stream = sounds.RawOutputStream(samplerate=rate, channels=1, dtype="int16")
            self._stream.start()
        except (sounds.PortAudioError, ValueError) as error:
            raise KnownError(
                "There is no output for sound on this device. "
                "Connect a loudspeaker or headphones and try again."
            ) from error

    def write(self, samples: bytes) -> None:
        try:
            self._stream.write(samples)
        except self._sounds.PortAudioError as error:
            raise KnownError("The output for sound is gone. Connect it and play again.") from error

    def stop(self) -> None:
        if self._stream:
            self._stream.abort(ignore_errors=True)
            self._stream.close(ignore_errors=True)


def _fresh_sounds() -> Any:
    """PortAudio as it sees the devices now; KnownError if the library is missing.

    It lists the devices once, when it starts, so that it starts anew; beware: no stream may be open then.
    """
    try:
        import sounddevice
    except OSError as error:
        raise KnownError(
            "Sound needs the system's library PortAudio, which is missing. Scoring goes on. "
            "Install it (on Debian libportaudio2) and try again."
        ) from error
    try:
        sounddevice._terminate()
        sounddevice._initialize()
    except sounddevice.PortAudioError as error:
        raise KnownError(
            "The sound system of this device does not answer. Scoring goes on; try again later."
        ) from error
    return sounddevice
