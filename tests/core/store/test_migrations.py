"""A store of an older version is copied, upgraded and completed; nothing of it is lost."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from cxaudit import cells
from cxaudit.edits import edit
from cxaudit.errors import KnownError
from cxaudit.model import Brief
from cxaudit.peer import doubts_of
from cxaudit.quality import conflicts
from cxaudit.scoring import external_core, score, stage_means
from cxaudit.store.doctor import examine
from cxaudit.store.migrations import STEPS
from cxaudit.store.store import FILE, Store
from cxaudit.store.summary import Listing
from cxaudit.store.tables import VERSION


def columns(path):
    """Every column of every table with its type and whether it must be there."""
    with closing(sqlite3.connect(path)) as raw:
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: {(c[1], c[2], c[3], c[5]) for c in raw.execute(f"PRAGMA table_info({name})")}
            for name in tables
        }


@pytest.mark.parametrize("version", range(1, VERSION))
def test_an_upgraded_store_has_the_tables_of_a_new_one(tmp_path, data_dir, version):
    shutil.copyfile(data_dir / f"store-v{version}.sqlite", tmp_path / FILE)
    Store(tmp_path).close()
    Store(tmp_path / "new").close()
    assert columns(tmp_path / FILE) == columns(tmp_path / "new" / FILE)


def test_every_version_after_the_first_has_its_step_and_every_version_its_fixture(data_dir):
    assert sorted(STEPS) == list(range(2, VERSION + 1))
    assert all((data_dir / f"store-v{version}.sqlite").is_file() for version in range(1, VERSION + 1))


def test_an_upgrade_leaves_a_copy_of_the_store_as_it_was(tmp_path, data_dir):
    shutil.copyfile(data_dir / "store-v1.sqlite", tmp_path / FILE)
    Store(tmp_path).close()
    copy = tmp_path / "backups" / "audits-v1.sqlite"
    assert columns(copy) == columns(data_dir / "store-v1.sqlite")
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (1,)
        assert raw.execute("SELECT company FROM summaries").fetchone() == ("Demo Co",)


def test_the_first_schema_is_completed_with_what_a_benchmark_reads(tmp_path, data_dir):
    shutil.copyfile(data_dir / "store-v1.sqlite", tmp_path / FILE)
    with Store(tmp_path) as store:
        audit = store.audit(store.catalog.listed(Listing())[0].audit)
        (row,) = store.benchmark.peers(audit.id).rows
        assert (row.company, row.checklist, row.day) == ("Demo Co", "cx8 1.0.0", audit.created[:10])
        assert row.core == stage_means(audit, external_core)
        assert examine(store) == []


def test_a_damaged_audit_does_not_keep_an_older_store_from_opening(tmp_path, data_dir):
    with Store(tmp_path / "two") as store:
        sound = store.create(Brief(company="Sound")).audit
        other = store.create(Brief(company="Damaged")).audit
        store.append(sound.id, [edit(sound, cells.score(c), 3) for c in sound.framework.criteria], "A")
    with closing(sqlite3.connect(tmp_path / "two" / FILE, isolation_level=None)) as raw:
        raw.execute("UPDATE summaries SET stages = NULL, day = ''")
        raw.execute("UPDATE changes SET value = '{' WHERE audit = ?", (other.id,))
    with Store(tmp_path / "two") as store:
        assert store.summary_row(sound.id)["stages"] and not store.summary_row(other.id)["stages"]
        assert [row.company for row in store.benchmark.peers(sound.id).rows] == ["Sound"]


def test_the_second_schema_opens_with_its_consent_and_its_imported_rows(tmp_path, data_dir):
    shutil.copyfile(data_dir / "store-v2.sqlite", tmp_path / FILE)
    with Store(tmp_path) as store:
        audit = store.audit(store.catalog.listed(Listing())[0].audit)
        found = store.benchmark.peers(audit.id).rows
        assert [(row.company, row.imported) for row in found] == [("Demo Co", False), ("Sample One", True)]
        assert found[1].full == (3.0, 2.5, None, 4.0, 3.0, 2.0, 1.0, 5.0)
        assert store.summary_row(audit.id)["consent"] == 1
        assert examine(store) == []


def test_the_third_schema_opens_with_its_trail(tmp_path, data_dir):
    shutil.copyfile(data_dir / "store-v3.sqlite", tmp_path / FILE)
    with Store(tmp_path) as store:
        audit = store.audit(store.catalog.listed(Listing())[0].audit)
        assert [(span.criterion, span.sheet) for span in store.memory.trail(audit.id)] == [("SEL-05", "1")]
        assert examine(store) == []


def test_an_upgrade_stops_where_no_sound_copy_can_be_made(tmp_path, data_dir):
    shutil.copyfile(data_dir / "store-v2.sqlite", tmp_path / FILE)
    (tmp_path / "backups").write_text("a file where the folder should be")
    with pytest.raises(KnownError, match="cannot be written"):
        Store(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (2,)


@pytest.mark.parametrize("version", [4, 5])
def test_a_store_of_a_team_opens_with_what_is_on_its_way_to_it(tmp_path, data_dir, version):
    shutil.copyfile(data_dir / f"store-v{version}.sqlite", tmp_path / FILE)
    with Store(tmp_path) as store:
        (space,) = store.spaces.all()
        audit = store.catalog.listed(Listing())[0].audit
        assert (space.address, space.options["title"]) == ("folder:/mnt/team", "Wave 1")
        assert store.spaces.of_audit(audit) == (space.id,)
        assert {one.id for one in store.spaces.unsent(space.id, 10_000)} == {
            one.id for one in store.history(audit)
        }
        assert examine(store) == []


def test_a_value_that_names_a_lost_change_does_not_stop_an_upgrade(tmp_path, data_dir):
    shutil.copyfile(data_dir / "store-v4.sqlite", tmp_path / FILE)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as raw:
        raw.execute("DELETE FROM changes WHERE cell = 'brief/auditor'")
    with Store(tmp_path) as store:
        store.rebuild()
        assert examine(store) == []


def test_an_upgrade_learns_which_stage_scores_are_provisional(tmp_path, data_dir):
    shutil.copyfile(data_dir / "store-v5.sqlite", tmp_path / FILE)
    with Store(tmp_path) as store:
        audit = store.audit(store.catalog.listed(Listing())[0].audit)
        [row] = [row for row in store.benchmark.peers(audit.id).rows if row.key == audit.id]
        assert row.doubts == doubts_of(score(audit))
        assert examine(store) == []


def test_the_conflicts_of_the_list_are_counted_anew_by_an_upgrade(tmp_path, data_dir):
    shutil.copyfile(data_dir / "store-v4.sqlite", tmp_path / FILE)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as raw:
        raw.execute("UPDATE summaries SET conflicts = 40")
    with Store(tmp_path) as store:
        (row,) = store.catalog.listed(Listing())
        assert row.conflicts == conflicts.count(store.audit(row.audit)) > 0
