"""Where a second start of the program knocks: it hands over its file and goes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_MS = 1000


def hand_over(folder: Path, file: Path | None) -> bool:
    """Give the file to the window that has this folder open, and bring it to the front; False if none has."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    if not socket.waitForConnected(PATIENCE_MS):
        return False
    socket.write(str(file or "").encode())
    socket.flush()
    socket.waitForBytesWritten(PATIENCE_MS)
    socket.disconnectFromServer()
    return True


class Door(QObject):
    """Hears the second start; only the same user may knock."""

    knocked = Signal(str)
    """The path of a file, or empty."""

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._take)
        QLocalServer.removeServer(_name(folder))
        self._server.listen(_name(folder))

    def close(self) -> None:
        self._server.close()

    def _take(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.disconnected.connect(lambda: self._hear(socket))
        if socket.state() == QLocalSocket.LocalSocketState.UnconnectedState:
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        said = bytes(socket.readAll().data()).decode("utf-8", "replace")
        socket.deleteLater()
        self.knocked.emit(said)


def _name(folder: Path) -> str:
    return "cxaudit-" + hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
