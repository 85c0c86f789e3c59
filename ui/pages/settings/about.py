"""What the program is and what it is made of."""

from __future__ import annotations

from importlib import metadata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxaudit import __version__
from cxaudit.words import N_
from ui.look import Look
from ui.widgets.buttons import LinkButton, PrimaryButton
from ui.widgets.card import Card
from ui.widgets.labels import Label
from ui.widgets.sheet import Sheet

LICENCES = (
    ("PySide6_Essentials", "Qt", "LGPL 3"),
    ("SQLAlchemy", "SQLAlchemy", "MIT"),
    ("sqlcipher3", "SQLCipher, sqlcipher3", "BSD 3, zlib"),
    ("cryptography", "cryptography", "Apache 2, BSD 3"),
    ("pyrage", "pyrage", "MIT"),
    ("keyring", "keyring", "MIT"),
    ("httpx", "HTTPX", "BSD 3"),
    ("certifi", "certifi", "MPL 2"),
    ("obstore", "obstore", "MIT"),
    ("paramiko", "Paramiko", "LGPL 2.1"),
    ("psycopg", "Psycopg", "LGPL 3"),
    ("reportlab", "ReportLab", "BSD 3"),
    ("rl_accel", "rl_accel", "BSD 3"),
    ("matplotlib", "Matplotlib", "PSF"),
    ("numpy", "NumPy", "BSD 3"),
    ("scipy", "SciPy", "BSD 3"),
    ("pillow", "Pillow", "MIT-CMU"),
    ("pi-heif", "pi-heif, libheif", "BSD 3, LGPL 3"),
    ("pypdfium2", "pypdfium2, PDFium", "Apache 2, BSD 3"),
    ("zxing-cpp", "ZXing-C++", "Apache 2"),
    ("sounddevice", "sounddevice, PortAudio", "MIT"),
    ("soundfile", "SoundFile, libsndfile", "BSD 3, LGPL 2.1"),
    ("msgspec", "msgspec", "BSD 3"),
    ("xlsxwriter", "XlsxWriter", "BSD 2"),
    ("python-pptx", "python-pptx", "MIT"),
    ("python-calamine", "python-calamine", "MIT"),
    ("platformdirs", "platformdirs", "MIT"),
    ("babel", "Babel", "BSD 3"),
    ("", "Inter", "OFL 1.1"),
    ("", "Source Serif 4", "OFL 1.1"),
    ("", "Lucide", "ISC"),
)
"""Distribution to ask for the version, name, licence."""
PURPOSE = N_("Mystery audits of a customer journey: score, see, report.")


class AboutCard(Card):
    """The version, the licence and the components."""

    def __init__(self, look: Look, over: QWidget) -> None:
        tr = look.tr
        super().__init__(look, tr("About"))
        self._over = over
        self.add(Label(look, tr("cxaudit {version}", version=__version__), "strong"))
        self.add(Label(look, tr(PURPOSE), "second"))
        self.add(Label(look, tr("Free software under the MIT licence."), "second"))
        self.licences = LinkButton(look, tr("Components and licences"))
        self.licences.clicked.connect(self.show_licences)
        self.body.addWidget(self.licences, 0, Qt.AlignmentFlag.AlignLeft)

    def show_licences(self) -> Sheet:
        """List what the program is made of."""
        look, tr = self.look, self.look.tr
        sheet = Sheet(look, self._over, tr("Components and licences"))
        sheet.body.setSpacing(0)
        for distribution, name, licence in LICENCES:
            said = f"{name} {version}" if (version := _version(distribution)) else name
            row = QHBoxLayout()
            row.setContentsMargins(0, 4, 0, 4)
            row.addWidget(Label(look, said), 1)
            row.addWidget(Label(look, licence, "second", wrap=False))
            sheet.body.addLayout(row)
        close = PrimaryButton(look, tr("Close"))
        close.clicked.connect(lambda: sheet.close_with(True))
        sheet.buttons.addWidget(close)
        sheet.open(close)
        return sheet


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution) if distribution else ""
    except metadata.PackageNotFoundError:
        return ""
