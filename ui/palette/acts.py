"""What can be done from everywhere."""

from __future__ import annotations

from functools import partial

from cxaudit.i18n import Translator
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.meeting import sharing
from ui.page import Offer
from ui.pages.settings.page import LANGUAGES


def everywhere(window: MainWindow, desk: Desk) -> list[Offer]:
    """Acts of the window, of the open audit, and the settings that are wanted at work."""
    sections = _of_brief(window) if desk.current else []
    return [*_of_window(window, desk), *sections, *_settings(window, desk)]


def _of_window(window: MainWindow, desk: Desk) -> list[Offer]:
    tr, opened = window.look.tr, desk.current
    found = [Offer("new", tr("New audit"), lambda: window.do("new"), "plus", keys="Ctrl+N")]
    if opened:
        found.append(
            Offer(
                "pdf", tr("Report as PDF"), lambda: window.do("pdf"), "file-down", keys="Ctrl+P", also="pdf"
            )
        )
        phone, clock = tr("Photos from the phone"), tr("Clock screen")
        found.append(Offer("phone", phone, lambda: window.go("phone"), "smartphone"))
        found.append(Offer("phone clock", clock, lambda: window.go("phone", "clock"), "timer", phone))
    if opened and opened.can_undo:
        found.append(Offer("undo", tr("Undo"), lambda: window.do("undo"), "undo-2", keys="Ctrl+Z"))
    if opened and opened.can_redo:
        found.append(Offer("redo", tr("Redo"), lambda: window.do("redo"), "redo-2", keys="Ctrl+Shift+Z"))
    if opened and sharing.offered(desk, opened.audit.id):
        audit = opened.audit
        share = partial(sharing.offer, window, window.look, desk, audit.id, audit.brief.company)
        found.append(Offer("share", tr("Share with the team…"), share, "users"))
    hide = tr("Discreet mode")
    found.append(Offer("discreet", hide, lambda: window.do("discreet"), "eye-off", keys="F9", also="notes"))
    return found


def _of_brief(window: MainWindow) -> list[Offer]:
    from ui.pages.brief.progress import names

    tr, called = window.look.tr, names(window.look.tr)
    return [
        Offer(
            f"brief.{key}",
            tr("Brief: {section}", section=said),
            partial(window.go, "brief", key),
            "clipboard-list",
        )
        for key, said in called.items()
    ]


def _settings(window: MainWindow, desk: Desk) -> list[Offer]:
    tr, chosen = window.look.tr, desk.settings
    found = [
        Offer(
            "advance",
            tr("Go to the next criterion after a score"),
            lambda: _turn_advance(window, desk),
            "settings",
            _state(tr, chosen.auto_advance),
            also=tr("Settings"),
        ),
        Offer(
            "letters",
            tr("Single-key shortcuts"),
            lambda: desk.choose(letter_keys=not desk.settings.letter_keys),
            "settings",
            _state(tr, chosen.letter_keys),
            also=tr("Settings"),
        ),
    ]
    for code, name in LANGUAGES:
        if code != chosen.language:
            found.append(Offer(f"language/{code}", name, partial(desk.choose, language=code), "type"))
    themes = {"light": tr("Light theme"), "dark": tr("Dark theme"), "system": tr("Theme of the system")}
    for theme, name in themes.items():
        if theme != chosen.theme:
            found.append(Offer(f"theme/{theme}", name, partial(desk.choose, theme=theme), "palette"))
    return found


def _state(tr: Translator, on: bool) -> str:
    return tr("on now, turn it off") if on else tr("off now, turn it on")


def _turn_advance(window: MainWindow, desk: Desk) -> None:
    tr, on = window.look.tr, not desk.settings.auto_advance
    desk.choose(auto_advance=on)
    by_itself = tr("After a score the next criterion comes by itself.")
    window.say("ok", by_itself if on else tr("After a score the criterion stays. Enter or Next goes on."))
