"""The cover: whose journey it is, its line of scores, the brief and who may read it."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.utils import ImageReader

from cxaudit import visits
from cxaudit.model import Audit
from cxaudit.reports.charts.words import profile_said
from cxaudit.reports.findings import draft_reasons
from cxaudit.reports.jpeg import Jpeg, read_jpeg
from cxaudit.reports.pdf.journey import CEILING, draw_journey
from cxaudit.reports.pdf.operators import HEIGHT
from cxaudit.reports.pdf.page import LEFT, MEASURE, RIGHT, WIDTH, Paper
from cxaudit.reports.pdf.photos import evidence_counts
from cxaudit.reports.pdf.typeset import (
    BODY,
    COVER_NAME,
    MM,
    SMALL,
    SMALL_HEAD,
    SMALL_STRONG,
    TABLE,
    Style,
    plain,
    shortened,
    width,
)
from cxaudit.reports.subject import Subject

BLOCK = 172.0
FOOT = 268.0
PICTURE = 48.0
"""How high the brand's picture is; it moves what is under it down."""
MOVED = 8.0
STRIP = 2.4
BRAND_WIDE, HEADS_APART = 45.0, 6.0
"""Of the running head: the most that the brand takes, and what keeps it from the company."""
_KIND = Style("Medium", 12, 16)
_LEAD = Style("Regular", 13.5, 18.5)
_NAMES = (
    (COVER_NAME, 1),
    (Style("SemiBold", 36, 41, "H1"), 2),
    (Style("SemiBold", 26, 31, "H1"), 2),
    (Style("SemiBold", 19, 23.5, "H1"), 3),
)
"""Each size of the name, largest first, with the lines it may take."""
_BRAND = Style("SemiBold", 13, 16)


def draw_cover(paper: Paper, subject: Subject) -> None:
    paper.start_page(running=False)
    paper.bookmark(subject.tr("Cover"), 0)
    palette = paper.palette
    paper.box(0, 0, WIDTH, BLOCK, palette.block)
    if palette.accent:
        paper.box(0, BLOCK - STRIP, WIDTH, STRIP, palette.accent)
    picture = subject.options.brand.cover
    if picture:
        _picture(paper, picture)
    _brand(paper, subject)
    down = MOVED if picture else 0.0
    paper.text(LEFT, 51.5 + down, subject.tr("Customer journey audit report"), _KIND, palette.on_block2)
    _company(paper, subject, down)
    with paper.figure(profile_said(subject), LEFT, CEILING, MEASURE, BLOCK - CEILING):
        draw_journey(paper, subject, down)
    _brief(paper, subject)


def is_shortened(subject: Subject) -> bool:
    """Whether some text of the brief is too long for the cover."""
    rows = any(shortened(said, TABLE, 131, 2)[1] for _, said in brief_rows(subject))
    return rows or _name_lines(subject)[2] or _lead_lines(subject)[1]


def _picture(paper: Paper, picture: bytes) -> None:
    """The picture over the whole width, from its middle, as much as fits the strip."""
    shown = read_jpeg(picture) or ImageReader(BytesIO(picture))
    wide, high = (shown.width, shown.height) if isinstance(shown, Jpeg) else shown.getSize()
    scale = max(WIDTH / wide, PICTURE / high)
    wide, high = wide * scale, high * scale
    paper.canvas.saveState()
    path = paper.canvas.beginPath()
    path.rect(0, (HEIGHT - PICTURE) * MM, WIDTH * MM, PICTURE * MM)
    paper.canvas.clipPath(path, stroke=0, fill=0)
    paper.image(shown, (WIDTH - wide) / 2, (PICTURE - high) / 2, wide, high)
    paper.canvas.restoreState()


def _brand(paper: Paper, subject: Subject) -> None:
    palette = paper.palette
    if paper.logo is not None:
        paper.box(LEFT, 18, 46, 14, palette.paper)
        with paper.figure(plain(subject.options.brand.name), LEFT + 3, 20.5, 40, 9):
            paper.image(paper.logo, LEFT + 3, 20.5, 40, 9)
        return
    line = shortened(subject.options.brand.name, _BRAND, MEASURE - 14, 1)[0][0]
    if subject.options.brand.cover:
        paper.box(0, 18, LEFT + width(line, _BRAND) + 7, 12, palette.block)
    paper.text(LEFT, 25, line, _BRAND, palette.on_block)


def _name_lines(subject: Subject) -> tuple[list[str], Style, bool]:
    """The company in the largest size that holds it, and whether even the smallest does not."""
    name = subject.audit.brief.company.strip() or subject.tr("Company not named")
    widest = max(plain(name).split(), key=len, default="")
    for style, most in _NAMES:
        lines, cut = shortened(name, style, MEASURE, most)
        if not cut and width(widest, style) <= MEASURE:
            break
    return lines, style, cut


def _lead_lines(subject: Subject) -> tuple[list[str], bool]:
    """What is audited, under the name; a name of three lines leaves room for one below a picture."""
    most = 1 if subject.options.brand.cover and len(_name_lines(subject)[0]) > 2 else 2
    return shortened(subject.audit.brief.product.strip(), _LEAD, 150, most)


def _company(paper: Paper, subject: Subject, down: float) -> None:
    lines, style, _ = _name_lines(subject)
    y = paper.lines(LEFT, 56 + down + style.size * 0.27, lines, style, paper.palette.on_block)
    lead, _ = _lead_lines(subject)
    paper.lines(LEFT, y - style.line + 11, lead, _LEAD, paper.palette.on_block)


def brief_rows(subject: Subject) -> list[tuple[str, str]]:
    """What the brief says, and nothing for what it does not."""
    tr, brief = subject.tr, subject.audit.brief
    place = ", ".join(part.strip() for part in (brief.company, brief.city, brief.country) if part.strip())
    rows = (
        (tr("Company and place"), place),
        (tr("Scenario"), brief.scenario),
        (tr("Persona"), brief.persona),
        (tr("Wave"), brief.wave),
        (tr("Auditor"), brief.auditor),
        (tr("Visits"), _visits(subject.audit)),
    )
    return [(label, said.strip()) for label, said in rows if said.strip()]


def _visits(audit: Audit) -> str:
    """Each sheet by its number: who scored it, where and when; empty where there is only one."""
    if len(audit.sheets) == 1:
        return ""
    names = visits.numbered(audit.sheets)
    said = []
    for sheet in audit.sheets:
        place = (sheet.place, sheet.at) if sheet.visit == sheet.id else ()
        told = ", ".join(p.strip() for p in (visits.author_of(audit, sheet), *place) if p.strip())
        said.append(f"{names[sheet.id]}: {told}" if told else names[sheet.id])
    return "; ".join(said)


def method_name(subject: Subject) -> str:
    framework = subject.audit.framework
    return subject.tr(
        "{title}, version {version}", title=framework.title[subject.tr.lang], version=framework.version
    )


def _report_rows(subject: Subject) -> list[tuple[str, str]]:
    tr, overall = subject.tr, subject.scores.overall
    framework = subject.audit.framework
    scope = tr.plural("{n} stage", "{n} stages", len(framework.stages))
    scope += ", " + tr.plural("{n} criterion", "{n} criteria", len(framework.criteria))
    scope += "; " + tr("{n} of {all} applicable are scored", n=overall.scored, all=overall.base)
    report = tr.long_date(subject.options.now)
    if reasons := draft_reasons(subject):
        report = tr("{date}, draft: {reasons}", date=report, reasons=reasons)
    return [
        (tr("Scope"), scope),
        (tr("Evidence"), evidence_counts(subject.shown_evidence, tr)),
        (tr("Report"), report),
        (tr("Checklist"), method_name(subject)),
    ]


def _brief(paper: Paper, subject: Subject) -> None:
    rows = brief_rows(subject) + _report_rows(subject)
    palette = paper.palette
    y = BLOCK + 7.4
    high = 8.6
    for label, said in rows:
        lines, _ = shortened(said, TABLE, 131, 2)
        tall = high if len(lines) == 1 else high + 2.6
        paper.rule(LEFT, RIGHT, y)
        first = y + tall / 2 + 1.15 - (len(lines) - 1) * TABLE.line / 2
        paper.text(LEFT, first, plain(label), SMALL_HEAD, palette.ink2)
        paper.lines(62, first, lines, TABLE)
        y += tall
    paper.rule(LEFT, RIGHT, y)
    _confidential(paper, subject)


def _confidential(paper: Paper, subject: Subject) -> None:
    lead = subject.tr("Confidential.")
    lines, _ = shortened(f"{lead} {confidentiality(subject)}", BODY, 130, 3)
    y = FOOT + 14 - (len(lines) - 1) * BODY.line
    said = " ".join(lines).removeprefix(lead).strip()
    paper.led_paragraph(LEFT, y, lead, said, BODY, 132, paper.palette.ink2)


def confidentiality(subject: Subject) -> str:
    """The brand's words, or ours."""
    tr, brand = subject.tr, subject.options.brand
    if brand.confidentiality and (said := brand.confidentiality[subject.options.lang].strip()):
        return said
    company = short_company(subject)
    if not company:
        return tr("Share this report with third parties only with the consent of the audited company.")
    return tr("Prepared for {company}. Share it with third parties only with their consent.", company=company)


def short_company(subject: Subject) -> str:
    """The company's name as headers and footers can carry it."""
    return shortened(subject.audit.brief.company.strip(), SMALL_STRONG, 60, 1)[0][0]


def running_heads(subject: Subject) -> tuple[str, str]:
    """Company, kind of report, wave and the word draft if it is one; and the brand."""
    tr, brand = subject.tr, subject.options.brand
    kind, draft = tr("customer journey audit"), tr.context("report", "draft") if subject.unfinished else ""
    wave = shortened(subject.audit.brief.wave.strip(), SMALL, 35, 1)[0][0]
    others = [plain(part) for part in (kind, wave, draft) if part]
    room = MEASURE - BRAND_WIDE - HEADS_APART - width(" · ".join(["", *others]), SMALL)
    company = shortened(subject.audit.brief.company.strip(), SMALL, room, 1)[0][0]
    said = " · ".join([company, *others] if company else others)
    return said, shortened(brand.name, SMALL_STRONG, BRAND_WIDE, 1)[0][0]


def running_foot(subject: Subject) -> str:
    tr, brand = subject.tr, subject.options.brand
    if brand.footer and (said := brand.footer[subject.options.lang].strip()):
        return shortened(said, SMALL, 140, 1)[0][0]
    company = short_company(subject)
    return tr("Confidential. For {company} only", company=company) if company else tr("Confidential")
