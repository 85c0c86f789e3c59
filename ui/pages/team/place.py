"""Where a team meets: the kind of place, and only the fields that this kind needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cxaudit.errors import KnownError
from cxaudit.i18n import Translator
from cxaudit.sync.targets import address
from cxaudit.sync.targets.address import Address, Secret
from ui.file_dialog import open_files, open_folder
from ui.files import documents
from ui.look import GAP, Look
from ui.meeting.work import Way
from ui.widgets.buttons import SecondaryButton
from ui.widgets.fields import ComboBox, Field, LineEdit
from ui.widgets.labels import Label
from ui.widgets.layouts import empty

NAMES = ("place", "user", "password", "key_file", "host_key")


def kinds(tr: Translator) -> dict[str, str]:
    """What each kind of place is called."""
    return {
        "folder": tr("Folder (Nextcloud, Dropbox, network drive)"),
        "webdav": tr("WebDAV"),
        "s3": tr("S3 storage"),
        "sftp": tr("SFTP"),
        "postgresql": tr("PostgreSQL database"),
    }


def short_kinds(tr: Translator) -> dict[str, str]:
    """The same in a word, before an address."""
    return {**kinds(tr), "folder": tr("Folder"), "s3": "S3", "postgresql": "PostgreSQL"}


class PlaceForm(QWidget):
    """Gives a Way, or says in `KnownError` what is missing; `changed` when somebody types."""

    changed = Signal()
    kind_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look, tr = look, look.tr
        self._fixed: Address | None = None
        self.kind = ComboBox(look, tr("Kind of place"), list(kinds(tr).items()), "folder")
        self.kind.chosen.connect(lambda _: self._show_kind())
        self._kind_field = Field(tr("Kind of place"), self.kind)
        self.fields: dict[str, LineEdit] = {}
        self._known = Label(look, "", "body")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._kind_field)
        column.addWidget(self._known)
        column.addLayout(self._rows)
        self._show_kind()

    @property
    def chosen_kind(self) -> str:
        return str(self.kind.value)

    def fix(self, found: Address) -> None:
        """Ask only for what an invitation does not say: one's own folder, or one's own name and password."""
        self._fixed = found
        self.kind.set_value(found.kind)
        self._kind_field.hide()
        self._show_kind()

    def show_way(self, way: Way) -> None:
        """Show a place that is in use, to be changed; its password has to be typed again."""
        self.kind.set_value(way.address.kind)
        self._show_kind()
        said: Mapping[str, str] = {
            "place": way.address.place,
            "user": way.address.user,
            "host_key": way.address.host_key,
            "key_file": way.secret.key_file,
        }
        for name, text in said.items():
            if name in self.fields:
                self.fields[name].set_text(text)

    def way(self) -> Way:
        """Where it is and what opens it; KnownError if something is missing or is no address."""
        said = {name: self.fields[name].text().strip() for name in NAMES if name in self.fields}
        password = self.fields["password"].text() if "password" in self.fields else ""
        kind, where = self.chosen_kind, said.get("place", "")
        if kind == "folder":
            if not where:
                raise KnownError("Choose the folder first.")
            return Way(address.parse(f"folder:{where}"))
        if "place" in said and not where:
            raise KnownError("Enter the address of the place first.")
        found = self._fixed or address.parse(f"{kind}:{where}")
        found = replace(found, user=said.get("user") or found.user)
        if kind == "sftp":
            found = replace(found, host_key=said.get("host_key") or found.host_key)
        return Way(found, Secret(password, said.get("key_file", "")))

    # --- fields -----------------------------------------------------------------------------

    def _show_kind(self) -> None:
        kind, tr = self.chosen_kind, self.look.tr
        empty(self._rows)
        self.fields = {}
        fixed = self._fixed
        self._known.setVisible(fixed is not None)
        if fixed:
            self._known.setText(
                tr(
                    "They meet in a folder called “{name}”.",
                    name=fixed.place.rpartition("/")[2] or fixed.place,
                )
                if kind == "folder"
                else tr("They meet at {place}.", place=fixed.label)
            )
        {
            "folder": self._ask_folder,
            "webdav": self._ask_webdav,
            "s3": self._ask_s3,
            "sftp": self._ask_sftp,
            "postgresql": self._ask_postgresql,
        }[kind]()
        self.kind_chosen.emit(kind)

    def _ask_folder(self) -> None:
        tr = self.look.tr
        if self._fixed:
            help = tr("It lies elsewhere on each device: choose where it is on yours.")
        else:
            help = tr("One that all of you have: in Nextcloud, Dropbox, Syncthing or on a network drive.")
        self._rows.addWidget(self._field("place", tr("Folder"), help, choose=self._choose_folder))

    def _ask_webdav(self) -> None:
        tr = self.look.tr
        self._ask_address("https://cloud.example.org/remote.php/dav/files/anna/Team")
        help = tr("With two-step sign-in: a password for apps.")
        self._ask_both(
            self._field("user", tr("User name")), self._field("password", tr("Password"), help, hidden=True)
        )

    def _ask_s3(self) -> None:
        tr = self.look.tr
        self._ask_address("https://s3.example.org/bucket/folder?region=eu-west-1")
        self._ask_both(
            self._field("user", tr("Access key")), self._field("password", tr("Secret key"), hidden=True)
        )

    def _ask_sftp(self) -> None:
        tr = self.look.tr
        self._ask_address("host.example.org/team")
        help = tr("Of the key file, if there is one.")
        self._ask_both(
            self._field("user", tr("User name")), self._field("password", tr("Password"), help, hidden=True)
        )
        help = tr("Empty if there is only a password.")
        self._rows.addWidget(self._field("key_file", tr("Key file"), help, choose=self._choose_key))
        if not (self._fixed and self._fixed.host_key):
            help = tr("As ssh-keygen -l says it: ssh-ed25519 SHA256:…")
            self._rows.addWidget(self._field("host_key", tr("Key of the server"), help))

    def _ask_postgresql(self) -> None:
        tr = self.look.tr
        self._ask_address("host.example.org/database?cxaudit")
        self._ask_both(
            self._field("user", tr("User name")), self._field("password", tr("Password"), hidden=True)
        )

    def _ask_address(self, example: str) -> None:
        """Unless an invitation says it."""
        if not self._fixed:
            self._rows.addWidget(self._field("place", self.look.tr("Address"), example))

    def _ask_both(self, *fields: Field) -> None:
        """Side by side: a low window shows the whole form."""
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for field in fields:
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self._rows.addLayout(row)

    def _field(
        self, name: str, label: str, help: str = "", hidden: bool = False, choose: object = None
    ) -> Field:
        edit = self.fields[name] = LineEdit(self.look, label)
        if hidden:
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        edit.textEdited.connect(lambda _: self.changed.emit())
        if not callable(choose):
            return Field(label, edit, help)
        both = QWidget()
        both.look = self.look  # type: ignore[attr-defined]
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(edit, 1)
        button = SecondaryButton(self.look, self.look.tr("Choose…"), "folder-open")
        button.clicked.connect(choose)
        row.addWidget(button)
        return Field(label, both, help)

    def _choose_folder(self) -> None:
        title = self.look.tr("Where the team meets")
        open_folder(self, self.look, title, self.fields["place"].text() or documents(), self._take_folder)

    def _take_folder(self, chosen: Path) -> None:
        self.fields["place"].set_text(str(chosen))
        self.changed.emit()

    def _choose_key(self) -> None:
        def take(files: list[Path]) -> None:
            self.fields["key_file"].set_text(str(files[0]))

        title = self.look.tr("Key file")
        open_files(self, self.look, title, str(Path.home() / ".ssh"), "", take, several=False)
