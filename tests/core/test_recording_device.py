"""What a device without sound says: one sentence, and nothing is held."""

import ctypes.util
import sys

import pytest

from cxaudit.errors import KnownError
from cxaudit.sound import device as recording_device
from cxaudit.sound.device import Loudspeaker, Microphone

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere PortAudio comes with the package")


@pytest.mark.parametrize("use", [Microphone, lambda: Loudspeaker().start(16_000)])
def test_a_system_without_portaudio_says_what_to_install(monkeypatch, use):
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    with pytest.raises(KnownError, match="libportaudio2"):
        use()
    assert recording_device._users == 0


def test_a_loudspeaker_that_never_played_can_be_let_go_twice():
    speaker = Loudspeaker()
    speaker.stop()
    speaker.stop()
    assert recording_device._users == 0
