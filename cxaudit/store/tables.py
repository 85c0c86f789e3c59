"""The tables of the store; the log is the truth, all else can be rebuilt from it (DESIGN 4)."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

VERSION = 6
ABOUT_PEOPLE = text("substr(cell, 1, 5) IN ('talk/', 'assig')")
"""What people say to each other and ask of each other; a query has to say it too, to use the index."""
metadata = MetaData()

device = Table("device", metadata, Column("id", Text, primary_key=True))

frameworks = Table(
    "frameworks",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("raw", LargeBinary, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Text, nullable=False),
    Column("audit", Text, nullable=False),
    Column("cell", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("parents", Text, nullable=False),
    Column("prev", Text, nullable=False),
    Column("reason", Text, nullable=False),
    PrimaryKeyConstraint("audit", "cell", "id"),
    sqlite_with_rowid=False,
)
"""Those of an audit lie together: by their ids alone they would lie all over the file, a page for each."""

heads = Table(
    "heads",
    metadata,
    Column("audit", Text, primary_key=True),
    Column("cell", Text, primary_key=True),
    Column("change", Text, primary_key=True),
    ForeignKeyConstraint(["audit", "cell", "change"], ["changes.audit", "changes.cell", "changes.id"]),
    Index("heads_about_people", "cell", "audit", "change", sqlite_where=ABOUT_PEOPLE),
    sqlite_with_rowid=False,
)

summaries = Table(
    "summaries",
    metadata,
    Column("audit", Text, primary_key=True),
    Column("framework", Text, ForeignKey("frameworks.sha256"), nullable=False),
    Column("company", Text, nullable=False),
    Column("product", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("wave", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("progress", Text, nullable=False),
    Column("score", Float),
    Column("low", Float),
    Column("high", Float),
    Column("band", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("coverage", Float),
    Column("stages_scored", Integer, nullable=False),
    Column("red_flags", Integer, nullable=False),
    Column("conflicts", Integer, nullable=False),
    Column("edited", Text, nullable=False),
    Column("search", Text, nullable=False),
    Column("checklist", Text, nullable=False),
    Column("auditor", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("consent", Integer, nullable=False),
    Column("stages", LargeBinary),
    Index("newest", "edited"),
)
"""`stages` holds the stage scores over all criteria and over the external core as doubles, NaN without one,
then a byte for each stage, 1 if its score over all criteria is provisional;
it is null until the audit is first read by a program that knows it."""

imported = Table(
    "imported",
    metadata,
    Column("key", Text, primary_key=True),
    Column("company", Text, nullable=False),
    Column("product", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("wave", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("checklist", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("thresholds", Text, nullable=False),
    Column("auditor", Text, nullable=False),
    Column("grade", Text, nullable=False),
    Column("stages", LargeBinary, nullable=False),
)
"""Rows of a benchmark that came from a spreadsheet; like drafts and places they follow from no log."""

drafts = Table(
    "drafts",
    metadata,
    Column("audit", Text, primary_key=True),
    Column("cell", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("parents", Text, nullable=False),
)
"""Text that is being typed; it becomes a change when its field is left."""

places = Table(
    "places", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False)
)
"""Where the window was, so that it opens there again."""

trail = Table(
    "trail",
    metadata,
    Column("audit", Text, primary_key=True),
    Column("begun", Text, primary_key=True),
    Column("ended", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("criterion", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Which criterion was on screen from when to when, on this device only."""

spaces = Table(
    "spaces",
    metadata,
    Column("id", Text, primary_key=True),
    Column("founder", Text, nullable=False),
    Column("identity", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("options", Text, nullable=False),
    Column("ring", LargeBinary),
)
"""Where this device meets others: who founded it, who the device is there, and its keys if it has any."""

shared = Table(
    "shared",
    metadata,
    Column("audit", Text, primary_key=True),
    Column("space", Text, ForeignKey("spaces.id"), primary_key=True),
    sqlite_with_rowid=False,
)

outbox = Table(
    "outbox",
    metadata,
    Column("space", Text, ForeignKey("spaces.id"), primary_key=True),
    Column("audit", Text, primary_key=True),
    Column("cell", Text, primary_key=True),
    Column("change", Text, primary_key=True),
    sqlite_with_rowid=False,
)
"""Changes that are in no segment yet; written together with the change."""

segments = Table(
    "segments",
    metadata,
    Column("space", Text, ForeignKey("spaces.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""Every segment that is known here, with its bytes: whoever has it can put it back where it was lost."""

parcels = Table(
    "parcels",
    metadata,
    Column("space", Text, ForeignKey("spaces.id"), primary_key=True),
    Column("sha256", Text, primary_key=True),
    Column("way", Text, nullable=False),
    Column("evidence", Text, nullable=False, server_default=""),
    Index("parcels_on_their_way", "space", "way"),
    sqlite_with_rowid=False,
)
"""Evidence of shared audits: `out` until it is whole at the place, `in` until it is here, then `done`.

`evidence` is the id of the file that people know; a photo has three blobs."""

members = Table(
    "members",
    metadata,
    Column("space", Text, ForeignKey("spaces.id"), primary_key=True),
    Column("change", Text, primary_key=True),
    Column("signer", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("said", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""What was said of the team itself, and in whose segment of which number it came."""
