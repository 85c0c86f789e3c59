"""Where the auditor was is kept beside the log, on this device only."""

from datetime import UTC, datetime, timedelta

from cxaudit import auditfile
from cxaudit.phone.trail import Span
from cxaudit.store.store import Store

NOON = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)


def span(criterion, minute, minutes=1.0, sheet="1"):
    begun = NOON + timedelta(minutes=minute)
    return Span(criterion, sheet, begun, begun + timedelta(minutes=minutes))


def test_a_span_that_goes_on_is_one_span(store, audit):
    store.memory.keep_trail(audit.id, [span("ACQ-01", 0), span("ACQ-02", 1, 0.5)])
    store.memory.keep_trail(audit.id, [span("ACQ-02", 1, 5), span("ACQ-03", 6)])
    kept = store.memory.trail(audit.id)
    assert kept == [span("ACQ-01", 0), span("ACQ-02", 1, 5), span("ACQ-03", 6)]
    assert store.memory.trail("another") == []


def test_the_trail_outlives_a_program_that_never_closed_its_store(tmp_path):
    first = Store(tmp_path)
    first.memory.keep_trail("a", [span("ACQ-01", 0)])
    first._lock.release()
    with Store(tmp_path) as again:
        assert again.memory.trail("a") == [span("ACQ-01", 0)]
    first._database.close()


def test_the_trail_leaves_this_device_in_no_file(tmp_path, store, audit):
    store.memory.keep_trail(audit.id, [span("ACQ-01", 0)])
    path = tmp_path / "one.cxaudit"
    auditfile.write(store.package(audit.id), path)
    with Store(tmp_path / "other") as other:
        other.merge(auditfile.read(path))
        assert other.memory.trail(audit.id) == []
