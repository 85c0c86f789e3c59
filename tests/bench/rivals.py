"""Other ways to make the PDF, each from the same folder of content: `python -m tests.bench.rivals NAME`.

Each is told what is fast in it: the photos go in as they are, and a chart is the best picture it takes.
"""

from __future__ import annotations

import html
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

FONT = Path(__file__).parents[2] / "resources" / "fonts" / "Inter-Regular.ttf"
TYPST = """
#set page(paper: "a4", margin: 17mm)
#set text(font: "Inter", size: 8.5pt)
#let said = json("content.json")
#for line in said.texts [#par(line)]
#for chart in said.charts [#image(chart + ".svg", width: 100%)]
#for stage in said.tables [
  #heading(stage.title)
  #table(columns: (18mm, 55mm, 10mm, 1fr), ..stage.rows.flatten())
]
#grid(columns: 4, gutter: 4mm, ..said.photos.map(p => [#image(p.at(0), width: 41mm) #p.at(1)]))
"""
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><style>
@page { size: A4; margin: 17mm } @font-face { font-family: Inter; src: url(FONT) }
body { font: 8.5pt Inter } p { margin: 0 } table { border-collapse: collapse; width: 100% }
td { border: 0.5pt solid #ccc; padding: 3pt; vertical-align: top }</style>BODY</html>"""


def img2pdf(folder: Path, out: Path) -> None:
    import img2pdf

    with out.open("wb") as target:
        target.write(img2pdf.convert([str(path) for path in sorted(folder.glob("photo*.jpg"))]))


def typst(folder: Path, out: Path) -> None:
    import typst

    source = folder / "report.typ"
    source.write_text(TYPST, "utf-8")
    fonts = [str(FONT.parent)]
    typst.compile(str(source), output=str(out), root=str(folder), font_paths=fonts, ignore_system_fonts=True)


def weasyprint(folder: Path, out: Path) -> None:
    import weasyprint

    weasyprint.HTML(string=_page(folder, "svg"), base_url=str(folder) + "/").write_pdf(out)


def libreoffice(folder: Path, out: Path) -> None:
    """Writer from HTML; it keeps its profile in the folder, so that only the first start has to make it."""
    (folder / "writer.html").write_text(_page(folder, "png"), "utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    how = ["--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder)]
    command = ["soffice", profile, "--headless", *how, str(folder / "writer.html")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    made = folder / "writer.pdf"
    if not made.exists():
        raise FileNotFoundError("soffice makes no PDF of a text: Writer is not installed")
    made.replace(out)


def fpdf2(folder: Path, out: Path) -> None:
    from fpdf import FPDF

    said = _content(folder)
    pdf = FPDF()
    pdf.add_font("Inter", fname=str(FONT))
    pdf.set_font("Inter", size=8.5)
    pdf.add_page()
    for line in said["texts"]:
        pdf.multi_cell(0, 4, line, new_x="LMARGIN", new_y="NEXT")
    for chart in said["charts"]:
        pdf.image(str(folder / f"{chart}.png"), w=pdf.epw)
    for stage in said["tables"]:
        pdf.multi_cell(0, 8, stage["title"], new_x="LMARGIN", new_y="NEXT")
        with pdf.table(col_widths=(18, 55, 10, 93), line_height=4, first_row_as_headings=False) as table:
            for row in stage["rows"]:
                table.row(row)
    for name, caption in said["photos"]:
        pdf.image(str(folder / name), w=41)
        pdf.multi_cell(0, 4, caption, new_x="LMARGIN", new_y="NEXT")
    pdf.output(str(out))


RIVALS: dict[str, Callable[[Path, Path], None]] = {
    made.__name__: made for made in (img2pdf, typst, weasyprint, fpdf2, libreoffice)
}


def _content(folder: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((folder / "content.json").read_text("utf-8"))
    return said


def _page(folder: Path, chart_kind: str) -> str:
    said = _content(folder)
    parts = [f"<p>{html.escape(line)}</p>" for line in said["texts"]]
    parts += [f'<img src="{chart}.{chart_kind}" width="660">' for chart in said["charts"]]
    for stage in said["tables"]:
        rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in stage["rows"])
        parts.append(f"<h2>{html.escape(stage['title'])}</h2><table>")
        parts += [f"<tr>{row}</tr>" for row in rows]
        parts.append("</table>")
    photos = [f'<td><img src="{name}" width="155">{html.escape(told)}</td>' for name, told in said["photos"]]
    parts.append("<table>")
    parts += [f"<tr>{''.join(photos[at : at + 4])}</tr>" for at in range(0, len(photos), 4)]
    parts.append("</table>")
    return PAGE.replace("FONT", FONT.as_uri()).replace("BODY", "\n".join(parts))


def main() -> None:
    """What cannot run here says why in one line."""
    try:
        RIVALS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    except (ImportError, OSError) as error:
        sys.exit(f"{sys.argv[1]}: {error}")


if __name__ == "__main__":
    main()
