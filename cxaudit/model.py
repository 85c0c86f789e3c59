"""The nouns of an audit, all frozen: the framework, the log's change, the audit as it reads now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from cxaudit.languages import LANGS as LANGS
from cxaudit.languages import Lang as Lang

if TYPE_CHECKING:
    from typing_extensions import TypeIs

Json = Any
"""What JSON can say; the value of a change."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages."""

    en: str
    ru: str

    def __getitem__(self, lang: Lang) -> str:
        return self.ru if lang == "ru" else self.en


# --- the framework (METHOD 1) ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Limits:
    """What earns a score of 0, 3 and 5, in the unit of a timing; `zero` is None where no number is said.

    The limit of 5 lies on the better side of that of 3, which tells whether less or more is better.
    """

    three: float
    five: float
    zero: float | None = None

    @property
    def less_is_better(self) -> bool:
        return self.five < self.three

    @property
    def ordered(self) -> bool:
        """Whether 5 asks for more than 3, and 3 for no less than 0."""
        if self.zero is None or self.five == self.three:
            return self.five != self.three
        return self.zero >= self.three if self.less_is_better else self.zero <= self.three


@dataclass(frozen=True, slots=True)
class Needed:
    """How many measures must keep to the limit of 3 and to that of 5."""

    three: int
    five: int


@dataclass(frozen=True, slots=True)
class Timing:
    """What a timed criterion measures, and in which unit (s, min, h, days, steps)."""

    unit: str
    title: Text
    active: bool = False
    """Whether it is the time of the client's own doing; else it is waiting."""
    limits: Limits | None = None
    """The numbers of the anchors' texts, if they say any."""
    needed: Needed | None = None
    """Where the anchors count measures; else the median is what counts."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One check with its anchors for 0, 3 and 5; `id` is permanent."""

    id: str
    zone: str
    title: Text
    check: Text
    anchors: Mapping[int, Text]
    sources: tuple[str, ...]
    obs: Literal["W", "P"]
    drives: str
    critical: bool = False
    timing: Timing | None = None
    parent: str = ""
    """The criterion whose 0 this one inherits (METHOD 0), or empty."""

    @property
    def stage(self) -> str:
        return self.id.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Zone:
    """A theme within a stage."""

    code: str
    title: Text


@dataclass(frozen=True, slots=True)
class Uplift:
    """The published effect of a stage: shares of a metric, low and high (METHOD 4.1)."""

    metric: Text
    low: float
    high: float
    direction: Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the stages of the journey, with its criteria in the order of their ids."""

    code: str
    title: Text
    short: Text
    purpose: Text
    looked_at: Text
    weight: float
    uplift: Uplift
    zones: tuple[Zone, ...]
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """A checklist: stages, zones, criteria, scale and labels."""

    id: str
    version: str
    title: Text
    description: Text
    scores: Mapping[int, Text]
    marks: Mapping[str, Text]
    sources: Mapping[str, Text]
    obs: Mapping[str, Text]
    drives: Mapping[str, Text]
    presets: Mapping[str, tuple[float, ...]]
    stages: tuple[Stage, ...]
    criteria: Mapping[str, Criterion] = field(default_factory=dict)
    """Every criterion by id, filled by `framework.load`."""

    def stage(self, code: str) -> Stage:
        """The stage with that code; KeyError if there is none."""
        for stage in self.stages:
            if stage.code == code:
                return stage
        raise KeyError(code)


# --- the log (DESIGN 3) ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One edit of one cell; `id` is the hash of all the rest, `prev` chains a device's changes."""

    id: str
    audit: str
    cell: str
    value: Json
    author: str
    device: str
    seq: int
    at: str
    parents: tuple[str, ...]
    prev: str
    reason: str = ""


# --- the audit as it reads now --------------------------------------------------------------

Mark = int | Literal["N", "U"]
"""0-5, N (not applicable) or U (not verified); empty is None and a fourth thing."""
Value = Mark | Fraction
"""A mark, or between two whole scores what several visits come to."""


def is_scored(mark: Value | None) -> TypeIs[int | Fraction]:
    """Whether it is a score: neither N nor U nor empty."""
    return mark is not None and not isinstance(mark, str)


@dataclass(frozen=True, slots=True)
class Rating:
    """What one criterion got; with several `rivals` the mark is in conflict and `mark` is None."""

    mark: Value | None = None
    reason: str = ""
    note: str = ""
    rivals: tuple[Value | None, ...] = ()
    note_rivals: tuple[str, ...] = ()

    @property
    def conflict(self) -> bool:
        return bool(self.rivals)

    @property
    def given(self) -> Mark | None:
        """The mark as somebody gave it: None for what lies between the visits' marks."""
        return None if isinstance(self.mark, Fraction) else self.mark


EMPTY = Rating()


FIRST_SHEET = "1"
"""The id of the sheet that every audit begins with."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one auditor scored on one visit, or, if `agreed`, what quality control settled on (METHOD 2.5).

    `visit` is the id of the first sheet of that visit; place and time are the visit's.
    """

    id: str = FIRST_SHEET
    visit: str = FIRST_SHEET
    auditor: str = ""
    place: str = ""
    at: str = ""
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that proves a rating; images carry a preview (1600 px) and a thumb (320 px), both JPEG.

    `sha256`, `preview` and `thumb` name blobs; `preview` and `thumb` are empty for other files.
    `criterion` is empty for a recording, which is of the whole visit.
    """

    id: str
    criterion: str
    kind: Literal["image", "pdf", "audio", "file"]
    name: str
    media_type: str
    size: int
    sha256: str
    added: str
    taken: str = ""
    author: str = ""
    caption: str = ""
    preview: str = ""
    thumb: str = ""
    width: int = 0
    height: int = 0
    internal: bool = False
    """Whether it stays out of every report; it proves its rating all the same."""
    derived_from: str = ""
    """The id of the file that this picture was drawn upon, or empty."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One time or count that was taken of a criterion; `at` is when it began, with its time zone."""

    id: str
    criterion: str
    sheet: str
    kind: Literal["waiting", "active"]
    at: str
    seconds: float | None = None
    """Without the pauses; None for a count."""
    count: float | None = None
    paused: float = 0.0
    """Seconds of own doing that do not count."""
    robot: float | None = None
    """When a robot answered, in seconds from the start."""
    label: str = ""
    """Which channel or attempt it was."""
    how: Literal["stopwatch", "clock", "typed"] = "stopwatch"
    """How it was taken; `clock`: partly by the computer's clock, since it was started anew meanwhile."""
    contested: bool = False
    """Whether two devices say different things of it; then it counts for nothing."""


@dataclass(frozen=True, slots=True)
class Brief:
    """Who is audited, where, by whom and as whom."""

    company: str = ""
    product: str = ""
    country: str = ""
    city: str = ""
    scenario: str = ""
    persona: str = ""
    wave: str = ""
    auditor: str = ""


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything an audit says now: a view of the heads of its log."""

    id: str
    framework: Framework
    brief: Brief
    weights: Mapping[str, float]
    ratings: Mapping[str, Rating]
    evidence: tuple[Evidence, ...]
    conflicts: tuple[str, ...] = ()
    """The cells whose heads disagree."""
    cells: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    """The heads of every cell: what an editor has on screen."""
    created: str = ""
    edited: str = ""
    sheets: tuple[Sheet, ...] = (Sheet(),)
    sheet_ratings: Mapping[str, Mapping[str, Rating]] = field(default_factory=dict)
    """The ratings of each sheet, while there are several; `ratings` is what they come to."""
    worst_visit: bool = False
    """Whether a critical criterion has its worst visit's score instead of the mean."""
    measures: Mapping[str, tuple[Measure, ...]] = field(default_factory=dict)
    """Times and counts by criterion, of every sheet, in the order in which they were begun."""
    _files: list[tuple[tuple[Evidence, ...], Mapping[str, tuple[Evidence, ...]]]] = field(
        default_factory=list, repr=False, compare=False
    )
    """All evidence and the same by criterion, once somebody has asked: thousands of files are asked for row
    by row. Audits made from each other by `replace` share it, since an edit seldom touches the evidence."""

    def rating(self, criterion: str) -> Rating:
        return self.ratings.get(criterion, EMPTY)

    def evidence_of(self, criterion: str) -> tuple[Evidence, ...]:
        known = self._files[-1] if self._files else ((), {})
        if known[0] is not self.evidence:
            files: dict[str, list[Evidence]] = {}
            for file in self.evidence:
                files.setdefault(file.criterion, []).append(file)
            known = (self.evidence, {of: tuple(found) for of, found in files.items()})
            self._files[:] = [known]
        return known[1].get(criterion, ())


# --- scores (METHOD 2) ----------------------------------------------------------------------

StageStatus = Literal["full", "provisional", "not_scored", "conflict"]
OverallStatus = Literal["full", "partial", "not_published", "conflict", "no_weights"]
Band = Literal["critical", "weak", "developing", "solid", "strong", "leading"]


@dataclass(frozen=True, slots=True)
class StageScore:
    """The mean of one stage, unrounded; `low` and `high` read every U as 0 and as 5.

    `score` is None unless the status is full or provisional; in a conflict `span` is the range
    that the mean has over the rivals.
    """

    code: str
    weight: float
    score: float | None
    coverage: float | None
    status: StageStatus
    scored: int
    n: int
    u: int
    empty: int
    conflicts: int
    low: float | None
    high: float | None
    band: Band | None
    span: tuple[float, float] | None = None

    @property
    def published(self) -> bool:
        return self.status != "not_scored"

    @property
    def base(self) -> int:
        """How many criteria apply: all but N."""
        return self.scored + self.u + self.empty + self.conflicts

    @property
    def total(self) -> int:
        return self.base + self.n


@dataclass(frozen=True, slots=True)
class OverallScore:
    """The weighted mean of the published stages, unrounded; percent is 0-100."""

    score: float | None
    percent: float | None
    band: Band | None
    status: OverallStatus
    coverage: float | None
    low: float | None
    high: float | None
    scored: int
    base: int
    stages_scored: int
    weight_sum: float
    span: tuple[float, float] | None = None
    """In a conflict, the range of the score over the rivals."""


@dataclass(frozen=True, slots=True)
class Scores:
    """All that METHOD 2.1 computes of one audit."""

    overall: OverallScore
    stages: tuple[StageScore, ...]
    red_flags: tuple[str, ...]
    """Ids of critical criteria scored 0 or 1."""
    inherited: tuple[str, ...]
    """Ids of zeros that follow from a parent's zero; they count, and are reported once."""

    def stage(self, code: str) -> StageScore:
        """The score of that stage; KeyError if there is none."""
        for stage in self.stages:
            if stage.code == code:
                return stage
        raise KeyError(code)
