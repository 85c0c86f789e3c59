"""The brief: who is audited, as whom, by which rules, and how much each stage weighs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.field.briefing import LIST_LENGTH
from ui.desk import Desk
from ui.look import GAP, MARGIN, Look
from ui.open_audit import OpenAudit
from ui.page import Offer, Page, Size
from ui.pages.brief import progress
from ui.pages.brief.assigned import AssignedCard
from ui.pages.brief.field import BriefField
from ui.pages.brief.left_out import LeftOutCard
from ui.pages.brief.legal import LegalCard
from ui.pages.brief.limits import LimitsCard
from ui.pages.brief.personas import PersonasPart
from ui.pages.brief.print import Printer
from ui.pages.brief.recording import RecordingCard
from ui.pages.brief.sections import WIDE, Heading, Section, SectionBar, SectionList
from ui.pages.brief.signature import LackingCard, SignatureCard
from ui.pages.brief.staff import StaffCard
from ui.pages.brief.subject import ApproachCard, SubjectCard
from ui.pages.brief.texts import ListCard, TextsCard, field_entries, story_entries
from ui.pages.brief.visits import VisitsCard
from ui.pages.brief.weights import WeightsCard
from ui.recorder import recorder
from ui.theme import Kind
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.labels import Label
from ui.widgets.messages import EmptyState
from ui.widgets.scroll import Content, ScrollArea

FIRST = "subject"
FOLDS_BELOW = 1000
"""A page narrower than this, in points, has its sections in one line."""


class BriefPage(Page):
    """Edits everything that is settled before field work; all is saved as each field is left."""

    key = "brief"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look)
        self.desk = desk
        self.opened = desk.current
        self.fields: dict[str, BriefField] = {}
        self.sections: dict[str, Section] = {}
        self.section = FIRST
        self._saved = Label(look, "", "second", wrap=False)
        self._print = SecondaryButton(look, look.tr("Print the brief"), "file-down")
        self._print.setToolTip("Ctrl+P")
        self._next = PrimaryButton(look, look.tr("To scoring"), "list-checks")
        self._next.clicked.connect(lambda: self.went.emit("scoring", None))
        self._print.clicked.connect(self.ask_print)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form(self.opened) if self.opened else self._nothing())
        if self.opened:
            self._listen(self.opened)
            kept = desk.place(self._place_key)
            self.show_section(kept if isinstance(kept, str) and kept in self.sections else FIRST)

    # --- parts

    def _nothing(self) -> QWidget:
        home = PrimaryButton(self.look, self.look.tr("To the audits"))
        home.clicked.connect(lambda: self.went.emit("home", None))
        self._next.hide()
        self._print.hide()
        return EmptyState(self.look, "clipboard-list", self.look.tr("No audit is open"), "", home)

    def _form(self, opened: OpenAudit) -> QWidget:
        self._make_cards(opened)
        self.sections = self._make_sections()
        self.printer = Printer(self.look, self, self.desk)
        content = Content()
        self._cards = QVBoxLayout(content)
        self._cards.setContentsMargins(0, GAP, MARGIN, MARGIN)
        self._cards.addWidget(self.printer.saved)
        for section in self.sections.values():
            self._cards.addWidget(section)
        self._cards.addStretch(1)
        self._scroll = ScrollArea(self.look, content)
        names = progress.names(self.look.tr)
        headings = [Heading(key, names[key]) for key in self.sections]
        self.list, self.bar = SectionList(self.look, headings), SectionBar(self.look, headings)
        for chooser in (self.list, self.bar):
            chooser.chosen.connect(self.choose_section)
        whole = QWidget()
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, whole)
        self._whole.setSpacing(GAP)
        for part in (self.list, self.bar):
            self._whole.addWidget(part)
        self._whole.addWidget(self._scroll, 1)
        return whole

    def _make_cards(self, opened: OpenAudit) -> None:
        look, tr = self.look, self.look.tr
        self.subject, self.approach = SubjectCard(look, opened), ApproachCard(look, opened)
        self.personas = PersonasPart(look, opened)
        self.weights = WeightsCard(look, opened)
        self.limits = LimitsCard(look, opened)
        self.left_out = LeftOutCard(look, opened)
        self.visits, self.staff = VisitsCard(look, opened), StaffCard(look, opened)
        self.assigned = AssignedCard(look, self.desk, opened)
        self.recording = RecordingCard(look, opened, recorder.of(self.desk))
        self.legal = LegalCard(look, opened)
        self.signature, self.lacking = SignatureCard(look, opened), LackingCard(look, opened)
        self.story = TextsCard(look, opened, tr("Cover story"), story_entries(tr))
        self.safety = TextsCard(look, opened, tr("Budget and safety"), field_entries(tr))
        self.lists = {
            "needs": ListCard(look, opened, "needs", tr("coffee for guests"), LIST_LENGTH),
            "queries": ListCard(look, opened, "queries", tr("coffee machine to rent"), LIST_LENGTH),
            "channels": ListCard(look, opened, "channels", tr("site, telephone, showroom")),
            "competitors": ListCard(look, opened, "competitors", tr("the rival and its site")),
        }
        for texts in (self.story, self.safety, *self.lists.values()):
            self.fields |= texts.fields
        self.fields |= self.subject.fields | self.approach.fields
        self.visits.chosen.connect(self._score_sheet)
        self.lacking.went.connect(self.choose_section)
        self.signature.print_asked.connect(self.ask_print)

    def _make_sections(self) -> dict[str, Section]:
        """Every section in its order, with its cards."""
        lists = self.lists
        return {
            "subject": Section([self.subject], [self.approach]),
            "personas": Section([self.personas]),
            "story": Section([self.story], [self.safety]),
            "market": Section([lists["needs"], lists["channels"]], [lists["queries"], lists["competitors"]]),
            "weights": Section([self.weights]),
            "limits": Section([self.limits]),
            "left_out": Section([self.left_out]),
            "visits": Section([self.visits, self.staff], [self.assigned]),
            "recording": Section([self.recording]),
            "legal": Section([self.legal]),
            "signature": Section([self.signature], [self.lacking]),
        }

    # --- sections

    def choose_section(self, key: str) -> None:
        """Say what is typed in this section and show another one from its top."""
        self.leave()
        self.show_section(key)
        self._scroll.verticalScrollBar().setValue(0)

    @property
    def _place_key(self) -> str:
        return f"brief/{self.opened.audit.id}" if self.opened else "brief"

    def show_section(self, key: str) -> None:
        """Show that section alone, and open at it after a crash too."""
        if key != self.section:
            self.section = key
            self.desk.keep_place(self._place_key, key)
        for name, section in self.sections.items():
            section.setVisible(name == key)
        self.list.set_current(key)
        self.bar.set_current(key)

    def _show_progress(self) -> None:
        if not self.opened:
            return
        tr, found = self.look.tr, progress.states(self.opened.audit)
        for key, row in self.list.rows.items():
            row.set_state(found[key], progress.said(found[key], tr))
        self.bar.set_said({key: progress.said(found[key], tr) for key in self.sections})

    # --- page

    @property
    def title(self) -> str:
        return self.look.tr("Brief")

    @property
    def status(self) -> tuple[Kind, str] | None:
        if not self.opened:
            return None
        state = progress.states(self.opened.audit)["signature"]
        said: dict[str, tuple[Kind, str]] = {
            "done": ("ok", self.look.tr("signed")),
            "warn": ("warn", self.look.tr("changed since it was signed")),
        }
        return said.get(state)

    @property
    def context(self) -> str:
        if not self.opened:
            return ""
        brief = self.opened.audit.brief
        return " · ".join(part for part in (brief.company, brief.product, brief.country, brief.wave) if part)

    def tools(self) -> list[QWidget]:
        return [self._saved, self._print, self._next]

    def enter(self, argument: object) -> None:
        """The argument may be a section, a cell of the brief, or what `place` gave."""
        if not self.opened:
            return
        self._refresh()
        if isinstance(argument, dict):
            self._return_to(argument)
        elif isinstance(argument, str):
            self._go_to(argument)

    def _return_to(self, place: Mapping[str, object]) -> None:
        key, scrolled = place.get("section"), place.get("scroll")
        self.show_section(key if isinstance(key, str) and key in self.sections else FIRST)
        if isinstance(scrolled, int):
            self._scroll.verticalScrollBar().setValue(scrolled)

    def _go_to(self, wanted: str) -> None:
        """Show a section, a line of the brief by its name, a stage's weight, or a cell."""
        if not self.opened:
            return
        if wanted in self.sections:
            self.choose_section(wanted)
            return
        if wanted in self.opened.audit.weights:
            wanted = cells.weight(wanted)
        elif wanted in cells.BRIEF_FIELDS:
            wanted = cells.brief(wanted)
        key = progress.section_of(wanted)
        if key not in self.sections:
            return
        self.show_section(key)
        field = self.fields.get(wanted.removeprefix(cells.brief(""))) or self.personas.field(wanted)
        if field:
            field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(field)

    def leave(self) -> None:
        if not self.opened:
            return
        for field in self.fields.values():
            field.flush()
        for part in (
            self.personas,
            self.weights,
            self.limits,
            self.visits,
            self.assigned,
            self.staff,
            self.recording,
        ):
            part.flush()

    def place(self) -> object:
        if not self.opened:
            return None
        return {"section": self.section, "scroll": self._scroll.verticalScrollBar().value()}

    def fits(self, width: int, height: int, size: Size) -> None:
        if not self.opened:
            return
        folded = width / self.look.scale < FOLDS_BELOW or height < self.list.sizeHint().height()
        self.list.setVisible(not folded)
        self.bar.setVisible(folded)
        margin = GAP if size != "wide" else MARGIN
        directions = QBoxLayout.Direction
        self._whole.setDirection(directions.TopToBottom if folded else directions.LeftToRight)
        self._whole.setContentsMargins(margin, GAP if folded else 0, 0, 0)
        self._whole.setSpacing(0 if folded else GAP)
        self._cards.setContentsMargins(0, GAP, margin, margin)
        self.bar.setContentsMargins(0, 0, margin, 0)
        self.list.setFixedWidth(self.look.px(WIDE))
        room = (width - (0 if folded else self.look.px(WIDE) + GAP) - 2 * margin) / self.look.scale
        for section in self.sections.values():
            section.fold(room < 640)
        self.weights.fold(room < 480)
        if self._saved.parentWidget():  # without one it would be a window of its own
            self._saved.setVisible(width / self.look.scale >= 560)

    def act(self, name: str) -> bool:
        if name in ("undo", "redo"):
            self.leave()
        if name == "pdf" and self.opened:
            self.ask_print()
            return True
        return False

    def offers(self) -> list[Offer]:
        """Signing and printing, for the palette, which leads to the sections from everywhere."""
        if not self.opened:
            return []
        tr = self.look.tr
        return [
            Offer("brief.sign", tr("Sign the brief"), self._ask_signature, "pencil"),
            Offer("brief.print", tr("Print the brief"), self.ask_print, "file-down", keys="Ctrl+P"),
        ]

    def _ask_signature(self) -> None:
        self.choose_section("signature")
        self.signature.ask()

    def ask_print(self) -> None:
        """Write the brief as one page; what is being typed goes with it."""
        if self.opened:
            self.leave()
            self.printer.ask(self.opened.audit)

    # --- what changed

    def _listen(self, opened: OpenAudit) -> None:
        opened.brief_changed.connect(self._refresh)
        opened.replaced.connect(self._refresh)
        opened.saved.connect(self._say_saved)
        opened.undone.connect(self._show_undone)

    def _refresh(self, by: object = None) -> None:
        for field in self.fields.values():
            if field is not by:
                field.show_cell()
        self.subject.arrange()
        for card in self.lists.values():
            card.show_count()
        for part in (self.personas, self.limits, self.left_out, self.legal, self.signature, self.lacking):
            part.show_brief()
        self.visits.show_visits()
        self.assigned.show_assigned()
        if self.weights is not by:
            self.weights.show_weights()
        self._show_progress()
        self.headed.emit()

    def _score_sheet(self, sheet: str) -> None:
        if self.opened:
            self.leave()
            self.opened.choose_sheet(sheet)
            self.went.emit("scoring", None)

    def _say_saved(self) -> None:
        self._saved.setText(self.look.tr("Saved at {time}", time=f"{datetime.now():%H:%M}"))

    def _show_undone(self, cell: str) -> None:
        if progress.section_of(cell):
            self._go_to(cell)
