"""Every page of the window; its module is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from ui.desk import Desk
from ui.look import Look
from ui.page import Page

PAGES = {
    "home": "HomePage",
    "team": "TeamPage",
    "inbox": "InboxPage",
    "overview": "OverviewPage",
    "brief": "BriefPage",
    "week": "WeekPage",
    "scoring": "ScoringPage",
    "blind": "BlindPage",
    "debrief": "DebriefPage",
    "photo": "PhotoPage",
    "phone": "PhonePage",
    "review": "ReviewPage",
    "growth": "GrowthPage",
    "potential": "PotentialPage",
    "benchmark": "BenchmarkPage",
    "calibration": "CalibrationPage",
    "waves": "WavesPage",
    "report": "ReportPage",
    "brand": "BrandPage",
    "help": "HelpPage",
    "settings": "SettingsPage",
    "unlock": "UnlockPage",
}
"""Every page by its key, which is the name of its folder too."""


def makers(desk: Desk) -> dict[str, Callable[[Look], Page]]:
    """How each page is made."""

    def maker(key: str, name: str) -> Callable[[Look], Page]:
        def make(look: Look) -> Page:
            page: Page = getattr(import_module(f"ui.pages.{key}.page"), name)(look, desk)
            return page

        return make

    return {key: maker(key, name) for key, name in PAGES.items()}
