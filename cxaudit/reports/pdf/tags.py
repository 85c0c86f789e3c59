"""What the marks on the pages are, for those who hear the report: headings, paragraphs, figures, decoration.

ReportLab draws and this says, between the drawing operators, which element of the structure tree they belong
to (ISO 32000-1, 14.7 and 14.8). A link belongs to the text that was drawn last before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

Role = Literal["P", "H1", "H2", "Figure", "Table", "TR", "TD", "TH", "Link"]
Box = tuple[float, float, float, float]


@dataclass(eq=False, slots=True)
class _Element:
    """A node of the tree; its kids are nodes or numbers of marked content on its page."""

    role: str
    parent: _Element | None
    page: int = 0
    said: str = ""
    about: str = ""
    """Its attributes: the box of a figure, what a cell of a table spans or heads."""
    kids: list[_Element | int] = field(default_factory=list)
    target: Link | None = None
    """What a click on it does, if it is a link."""
    number: int = 0
    """Its own in the file, when it has one."""

    def written(self, above: int, pages: Sequence[str], document: Any) -> bytes:
        """As an object of the file, below that number if it has no parent; `pages` are references."""
        kids = " ".join([str(kid) if isinstance(kid, int) else f"{kid.number} 0 R" for kid in self.kids])
        if self.target:
            kids = f"<</Type/OBJR/Obj {_numbered(self.target, document)}>>"
        said = f"/Alt {pdfdoc.PDFString(self.said).format(document).decode('latin-1')}" if self.said else ""
        page = f"/Pg {pages[self.page - 1]}" if self.page else ""
        about = f"/A<<{self.about}>>" if self.about else ""
        parent = self.parent.number if self.parent else above
        return f"<</S/{self.role}/P {parent} 0 R/K[{kids}]{page}{said}{about}>>".encode("latin-1")


@dataclass(eq=False, slots=True)
class Place:
    """Where links lead: a page, counted from 1, and the height on it in points, if not all of the page."""

    page: int = 0
    top: float | None = None

    def written(self, document: Any) -> str:
        """As the value of an object of the file; AssertionError where the document has no such place."""
        assert self.page
        view = "/Fit" if self.top is None else f"/XYZ 0 {self.top:.2f} 0"
        return f"[{_numbered(document.Pages[self.page - 1], document)}{view}]"


@dataclass(eq=False)
class Link(pdfdoc.PDFObject):  # type: ignore[misc]
    """A rectangle that opens a place of the document; `number` is its own among what the tree owns."""

    box: Box
    place: Place
    number: int | None = None

    def format(self, document: Any) -> bytes:
        box = " ".join(f"{side:.2f}" for side in self.box)
        owned = "" if self.number is None else f"/StructParent {self.number}"
        what = f"/Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect[{box}]{owned}"
        return f"<<{what}/Dest{self.place.written(document)}>>".encode()


def _numbered(thing: Any, document: Any) -> str:
    """A reference to an object of ReportLab's as it is written."""
    return "{} {} R".format(*document.idToObjectNumberAndVersion[document.Reference(thing).name])


class Tags:
    """The tree of one document being drawn; every mark on a page belongs to an element or is decoration."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._document = _Element("Document", None)
        self._elements = [self._document]
        self._section = self._document
        self._within: list[_Element] = []
        self._last: tuple[_Element, float] | None = None
        """The text that a further one of the same line belongs to, and the height of that line."""
        self._open: _Element | Literal["decoration"] | None = None
        self._held = self._spoken = False
        self._page = 1
        self._owners: list[_Element] = []
        """The elements of the current page's marked content, by its number."""
        self._pages: list[list[_Element]] = []
        self._links: list[_Element] = []
        self._cell: Role | None = None
        """What a text is while a row of a table is drawn."""
        self._told: _Element | None = None
        """What was drawn last on this page that is heard."""

    # --- what is drawn next ---

    def text(self, role: Role, y: float) -> bool:
        """Text follows; tells whether it goes on with the element of the text before, as on the same line."""
        if self._held:
            goes_on, self._spoken = self._spoken, True
            return goes_on
        if self._cell:
            self._begin(self._add(self._cell))
            return False
        if self._last and self._last[0].role == role and abs(self._last[1] - y) < _SAME_LINE:
            self._begin(self._last[0])
            return True
        self._last = self._add(role), y
        self._begin(self._last[0])
        return False

    def decoration(self) -> None:
        """Rules, boxes and signs follow that say nothing of their own."""
        if self._held or self._open == "decoration":
            return
        self.close()
        self._canvas.addLiteral("/Artifact BMC")
        self._open = "decoration"

    @contextmanager
    def whole(self, role: Role, said: str = "", box: Box | None = None, across: int = 1) -> Iterator[None]:
        """Everything drawn here is one element; of a figure `said` is what is heard instead of it.

        A cell of a table may go `across` several columns.
        """
        if self._held:
            yield
            return
        element = self._add(role)
        element.said = said
        if box:
            element.about = "/O/Layout/BBox[{:.2f} {:.2f} {:.2f} {:.2f}]".format(*box)
        if across > 1:
            element.about = f"/O/Table/ColSpan {across}"
        self._begin(element)
        self._held, self._spoken = True, False
        yield
        self._held = False
        self.close()
        self._last = None

    @contextmanager
    def row(self, head: bool = False) -> Iterator[None]:
        """Every text that is drawn here is a cell of one row of a table, as is all that `cell` holds."""
        with self.inside("TR"):
            self._cell = "TH" if head else "TD"
            yield
            self._cell = None

    def cell(self, across: int = 1) -> AbstractContextManager[None]:
        """Everything drawn here is one cell of the row, over so many columns."""
        return self.whole(self._cell or "P", across=across)

    def blank(self, across: int = 1) -> None:
        """A cell of the row that says nothing, over so many columns."""
        with self.cell(across):
            pass

    def link(self, link: Link) -> None:
        """The last text leads there; nothing is said of a link before any text of the page."""
        if self._told is None or self._told.page != self._page:
            return
        self._links.append(self._new(_Element("Link", self._told, self._page, target=link)))

    @contextmanager
    def repeated(self) -> Iterator[None]:
        """What is drawn here stands on every page, and is passed over."""
        self.close()
        self._canvas.addLiteral("/Artifact <</Type/Pagination>> BDC")
        self._held = True
        yield
        self._held = False
        self._canvas.addLiteral("EMC")
        self._last = None

    @contextmanager
    def inside(self, role: Role) -> Iterator[None]:
        """The elements that are begun here belong to one."""
        if self._held:
            yield
            return
        self.close()
        self._last = None
        self._within.append(self._add(role, placed=False))
        yield
        self.close()
        self._last = None
        self._within.pop()

    # --- sections and pages ---

    def section(self) -> None:
        """A part of the document begins."""
        self.close()
        self._last = None
        self._section = self._new(_Element("Sect", self._document))

    def close(self) -> None:
        """End what is open: before anything that nests in the stream, and at the end of a page."""
        if self._open is not None:
            self._canvas.addLiteral("EMC")
            self._open = None

    def end_page(self) -> None:
        self.close()
        self._last = None
        self._pages.append(self._owners)
        self._owners = []
        self._page += 1

    def hang(self, document: Any) -> range:
        """Hang the tree into the document; the numbers that its objects will have. Nothing is drawn after."""
        for number in range(len(self._pages)):
            page = document.Pages[number]
            page.__Defaults__ = {**page.__Defaults__, "StructParents": number, "Tabs": pdfdoc.PDFName("S")}
        for number, element in enumerate(self._links, len(self._pages)):
            assert element.target
            element.target.number = number
        first = document.objectcounter + 1
        document.objectcounter += _BEFORE_ELEMENTS + len(self._pages) + len(self._elements)
        document.idToObjectNumberAndVersion[_ROOT] = first, 0
        document.Catalog.StructTreeRoot = pdfdoc.PDFObjectReference(_ROOT)
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        return range(first, document.objectcounter + 1)

    def written(self, numbers: range, document: Any) -> list[bytes]:
        """The objects of the tree: its root, who owns what is marked, page by page, and the elements."""
        root, owners = numbers[0], numbers[_BEFORE_ELEMENTS:]
        for number, element in zip(owners[len(self._pages) :], self._elements, strict=True):
            element.number = number
        owned = [*owners[: len(self._pages)], *(element.number for element in self._links)]
        nums = " ".join([f"{at} {number} 0 R" for at, number in enumerate(owned)])
        top = f"<</Type/StructTreeRoot/K {self._document.number} 0 R/ParentTree<</Nums[{nums}]>>"
        marked = [" ".join([f"{element.number} 0 R" for element in page]) for page in self._pages]
        pages = [_numbered(document.Pages[number], document) for number in range(len(self._pages))]
        return [
            f"{top}/ParentTreeNextKey {len(owned)}>>".encode(),
            *(f"[{page}]".encode() for page in marked),
            *(element.written(root, pages, document) for element in self._elements),
        ]

    def _add(self, role: Role, placed: bool = True) -> _Element:
        parent = self._within[-1] if self._within else self._section
        element = self._new(_Element(role, parent, self._page if placed else 0))
        if role == "TH":
            element.about = "/O/Table/Scope/Column"
        return element

    def _new(self, element: _Element) -> _Element:
        """An element below its parent."""
        assert element.parent
        element.parent.kids.append(element)
        self._elements.append(element)
        return element

    def _begin(self, element: _Element) -> None:
        if self._open is element:
            return
        self.close()
        number = len(self._owners)
        self._owners.append(element)
        element.kids.append(number)
        self._canvas.addLiteral(f"/{element.role} <</MCID {number}>> BDC")
        self._open = self._told = element


_ROOT, _BEFORE_ELEMENTS = "StructTreeRoot", 1
_SAME_LINE = 0.6
"""Base lines that are closer, in mm, are one line."""
