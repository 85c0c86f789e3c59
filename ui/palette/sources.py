"""What the palette can find: criteria, pages, audits, and acts of the page and of everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cxaudit.model import Audit, Criterion
from ui.desk import Desk
from ui.look import Look
from ui.main_window import AFTER_G, MainWindow
from ui.page import Offer
from ui.palette.finding import MOST_OF_KIND, ONLY_ACTS, ONLY_CRITERIA, Find, Section, find
from ui.rail import ICONS, names

if TYPE_CHECKING:
    from ui.open_audit import OpenAudit

RECENT = "palette"
_KEPT = 24


class Sources:
    """Everything that could be found when the palette opened; audits are asked for as letters come."""

    def __init__(self, window: MainWindow, desk: Desk, offers: Sequence[Offer]) -> None:
        self._window, self._desk = window, desk
        self._recent = recent_of(desk)
        page = [*window.page.offers()] if window.page else []
        self._finds = [
            *(criteria(desk.current, window) if desk.current else []),
            *pages(window),
            *(_act(offer) for offer in (*page, *offers)),
        ]

    def search(self, said: str) -> list[tuple[Section, Find]]:
        """What fits, section by section."""
        only = said[:1] in (ONLY_ACTS, ONLY_CRITERIA)
        audits = [] if only else self._audits(said.strip())
        found = find(said, self._finds, self._recent)
        before = [one for one in found if one[0] not in ("audit", "act")]
        return [*before, *audits, *(one for one in found if one[0] == "act")]

    def _audits(self, words: str) -> list[tuple[Section, Find]]:
        """The store looks for the words itself: it may hold thousands."""
        if self._desk.store is None:
            return []
        from cxaudit.store.summary import Listing

        listed = self._desk.store.catalog.listed(Listing(words=words, limit=MOST_OF_KIND))
        here = self._desk.current.audit.id if self._desk.current else ""
        made: list[tuple[Section, Find]] = []
        for row in listed:
            if row.audit != here:
                note = " \u00b7 ".join(part for part in (row.product, row.wave, row.country) if part)
                title = row.company or self._window.look.tr("Unnamed audit")
                act = self._opener(row.audit)
                made.append(("audit", Find("audit", row.audit, title, act, note, "folder-open")))
        return made

    def _opener(self, audit: str) -> Callable[[], None]:
        def open_it() -> None:
            if self._desk.open_audit(audit):
                self._window.go("overview")

        return open_it


def recent_of(desk: Desk) -> list[str]:
    """The keys of what was chosen lately, the last one first."""
    said = desk.place(RECENT)
    return [key for key in said if isinstance(key, str)] if isinstance(said, list) else []


def keep_recent(desk: Desk, chosen: Find) -> None:
    """Remember it as the last one chosen."""
    if chosen.kind != "audit":
        others = [key for key in recent_of(desk) if key != chosen.key]
        desk.keep_place(RECENT, [chosen.key, *others][:_KEPT])


def criteria(opened: OpenAudit, window: MainWindow) -> list[Find]:
    """Every criterion by its id and its title in both languages."""
    audit, look = opened.view, window.look
    stages = {stage.code: stage.short[look.tr.lang] for stage in audit.framework.stages}
    if window.guard("scoring", None)[0] != "scoring":
        audit = replace(audit, ratings={})  # the marks are not to be seen either
    return [
        _criterion(one, audit, look, stages[one.stage], window) for one in audit.framework.criteria.values()
    ]


def _criterion(one: Criterion, audit: Audit, look: Look, stage: str, window: MainWindow) -> Find:
    code, _, number = one.id.casefold().partition("-")
    ids = f"{code}{number} {code}{number.lstrip('0')}"
    other = one.title.en if look.tr.lang == "ru" else one.title.ru
    return Find(
        "criterion",
        one.id,
        one.title[look.tr.lang],
        lambda: window.go("scoring", one.id),
        f"{one.id} \u00b7 {stage}",
        mark=audit.rating(one.id).given,
        also=f"{ids}\n{code} {number} {number.lstrip('0')} {other}",
    )


def pages(window: MainWindow) -> list[Find]:
    """Every page that can be gone to now, by its name in both languages."""
    tr = window.look.tr
    keys = {key: f"G {letter}" for letter, key in AFTER_G.items()}
    here = window.page.key if window.page else ""
    return [
        Find(
            "page",
            f"page/{key}",
            said,
            _goer(window, key),
            "",
            ICONS[key],
            keys=keys.get(key, ""),
        )
        for key, said in names(tr).items()
        if window.may_go(key) and key != here
    ]


def _goer(window: MainWindow, key: str) -> Callable[[], None]:
    return lambda: window.go(key)


def _act(offer: Offer) -> Find:
    return Find(
        "act",
        f"act/{offer.key}",
        offer.title,
        offer.act,
        offer.note,
        offer.icon,
        keys=offer.keys,
        also=offer.also,
    )
