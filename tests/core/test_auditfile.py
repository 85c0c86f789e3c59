"""A file is taken whole or refused with a reason; a stranger's file can do no harm."""

import hashlib
import json
import struct
import zipfile
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxaudit import auditfile, blank, cells, changes, framework
from cxaudit.answers import Answer
from cxaudit.edits import ChainEnd, Edit, edit, write
from cxaudit.errors import KnownError
from cxaudit.model import Brief, Evidence
from cxaudit.store.store import Store
from tests.examples import examples

PHOTO = b"not a photo, but evidence all the same"
SHA = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
def package():
    _, raw = framework.default()
    made = blank.package(
        Brief(company="Demo Co", auditor="A"), raw, [Answer("SEL-05", 4, "Клиент спросил «почему».")]
    )
    file = Evidence(
        "e1", "SEL-05", "file", "a.bin", "application/octet-stream", len(PHOTO), SHA, "2026-05-20T10:00:00Z"
    )
    end = ChainEnd(made.changes[-1].seq, made.changes[-1].id)
    edits = [Edit(cells.evidence("e1"), cells.evidence_value(file))]
    device, at = made.changes[0].device, made.changes[0].at
    _, more = write(made.read(), edits, author="A", device=device, end=end, now=datetime.fromisoformat(at))
    return replace(
        made, changes=(*made.changes, *more), blobs=frozenset({SHA}), read_blob={SHA: PHOTO}.__getitem__
    )


@pytest.fixture
def path(package, tmp_path):
    auditfile.write(package, tmp_path / "a.cxaudit")
    return tmp_path / "a.cxaudit"


def test_what_was_written_is_read_back(package, path):
    again = auditfile.read(path)
    assert again.read() == package.read() and again.changes == package.changes
    assert again.read_blob(SHA) == PHOTO and again.missing() == frozenset()
    assert auditfile.verify(path) == []


def test_the_type_can_be_told_from_the_first_bytes(path):
    head = path.read_bytes()[:100]
    assert head[30:38] == b"mimetype" and head[38:].startswith(auditfile.MIMETYPE)


def test_the_same_audit_gives_the_same_bytes(package, path, tmp_path):
    auditfile.write(package, tmp_path / "b.cxaudit")
    assert (tmp_path / "b.cxaudit").read_bytes() == path.read_bytes()


def test_copies_that_went_apart_are_merged_in_any_order(package):
    now = package.read()
    at = datetime.fromisoformat(now.edited)
    _, here = write(
        now, [edit(now, cells.score("SEL-05"), 1)], author="A", device="d1", end=ChainEnd(), now=at
    )
    _, there = write(
        now, [edit(now, cells.score("SEL-05"), 5)], author="B", device="d2", end=ChainEnd(), now=at
    )
    one, two = (replace(package, changes=(*package.changes, *more)) for more in (here, there))
    both, again = auditfile.merge([one, two]), auditfile.merge([two, one, one])
    assert both.changes == again.changes
    assert set(both.read().rating("SEL-05").rivals) == {1, 5}


def test_different_audits_are_not_merged(package):
    with pytest.raises(KnownError, match="different audits"):
        auditfile.merge([package, replace(package, audit="another")])


def rewritten(path, **entries):
    """The same file with entries replaced (bytes), left out (None) or added."""
    with zipfile.ZipFile(path) as packed:
        held = {i.filename: packed.read(i) for i in packed.infolist()}
    held.update({name.replace("__", "/").replace("_dot_", "."): data for name, data in entries.items()})
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in held.items():
            if data is not None:
                packed.writestr(name, data)
    return path


def log_of(path):
    with zipfile.ZipFile(path) as packed:
        return [json.loads(line) for line in packed.read("changes.jsonl").splitlines()]


def with_log(path, log, count=None):
    manifest = json.loads(zipfile.ZipFile(path).read("manifest.json"))
    manifest["changes"] = len(log) if count is None else count
    lines = b"".join(json.dumps(c).encode() + b"\n" for c in log)
    return rewritten(path, changes_dot_jsonl=lines, manifest_dot_json=json.dumps(manifest).encode())


def forged(path, change, **values):
    """The file with one more change whose hash is right."""
    made = changes.make(**{**{k: v for k, v in change.items() if k != "id"}, **values})
    return with_log(path, [*log_of(path), {n: getattr(made, n) for n in change}])


def refuses(path, match):
    """The file is refused and the store that was to take it is as empty as before."""
    with pytest.raises(KnownError, match=match) as refusal, Store(path.parent / "store") as store:
        store.merge(auditfile.read(path))
    with Store(path.parent / "store") as store:
        assert store.audit_ids() == [] and list(store.blobs.names()) == []
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("keep", [0, 1, 10, 300, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_short_is_refused(path, keep):
    data = path.read_bytes()
    path.write_bytes(data[: keep if isinstance(keep, int) else int(len(data) * keep)])
    refuses(path, "refused")


@pytest.mark.parametrize(
    "name",
    ["../evil", "/etc/evil", "evidence/../../evil", "evidence/CON", "C:\\evil", "evidence/" + "A" * 64, "x"],
)
def test_a_name_that_does_not_belong_is_refused(path, name):
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr(zipfile.ZipInfo(name), b"evil")
    refuses(path, "does not belong")


def test_two_entries_of_one_name_are_refused(path):
    with pytest.warns(UserWarning), zipfile.ZipFile(path, "a") as packed:
        packed.writestr("framework.toml", b"another")
    refuses(path, "two files of one name")


def test_a_bomb_is_refused_before_it_unpacks(path):
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("evidence/" + "0" * 64, b"\0" * (64 << 20))
    refuses(path, "far more than it holds")


def test_an_entry_that_lies_about_its_size_is_refused(path):
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"changes.jsonl"))
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    path.write_bytes(data)
    refuses(path, "refused")


def test_evidence_with_a_wrong_hash_is_refused(path):
    rewritten(path, **{f"evidence__{SHA}": b"another photo"})
    refuses(path, "is damaged")
    assert "is damaged" in str(auditfile.verify(path)[0])


def test_evidence_that_no_change_names_is_refused(path):
    rewritten(path, **{"evidence__" + hashlib.sha256(b"x").hexdigest(): b"x"})
    refuses(path, "no evidence names")


def test_missing_evidence_is_told_but_the_audit_is_read(path):
    rewritten(path, **{f"evidence__{SHA}": None})
    assert auditfile.read(path).missing() == {SHA}
    assert [str(fault) for fault in auditfile.verify(path)] == [f"evidence {SHA[:12]} is missing"]


def test_an_altered_change_is_refused(path):
    log = log_of(path)
    log[-1]["author"] = "Somebody else"
    refuses(with_log(path, log), "was forged")


def test_a_log_with_fewer_lines_than_announced_is_refused(path):
    log = log_of(path)
    refuses(with_log(path, log[:-1], len(log)), "log is cut short")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("visit/1/rating/SEL-05/score", 6),
        ("visit/1/rating/SEL-05/score", True),
        ("visit/1/rating/SEL-05/score", {"mark": "N", "reason": " "}),
        ("visit/1/rating/SEL-05/note", ["list"]),
        ("weights/SAL", -1),
        ("weights/SAL", 1e400),
        ("brief/company", None),
        ("evidence/e2", {"sha256": "../../etc/passwd"}),
        ("evidence/e2", {"name": "x"}),
        ("evidence/e2", {"sha256": ["a list"]}),
        ("weights/SAL", 10**400),
        ("../escape\x00", 1),
        ("x" * 1000, 1),
    ],
)
def test_a_value_that_its_cell_cannot_hold_is_refused(path, cell, value):
    change = log_of(path)[-1]
    if value == 1e400:
        line = json.dumps({**change, "cell": cell, "value": 0}).replace('"value": 0', '"value": 1e400')
        rewritten(path, changes_dot_jsonl=line.encode())
        refuses(path, "refused")
    else:
        refuses(forged(path, change, cell=cell, value=value, parents=()), "refused")


def test_a_cell_of_a_newer_program_is_kept_and_shown_nowhere(path):
    change = log_of(path)[-1]
    forged(path, change, cell="visit/1/rating/SEL-05/stopwatch", value=[1, 2], seq=99, parents=())
    package = auditfile.read(path)
    assert package.read().rating("SEL-05").mark == 4
    assert "visit/1/rating/SEL-05/stopwatch" in {c.cell for c in package.changes}


@pytest.mark.parametrize("value", [["a list"], {}, "0" * 64])
def test_a_log_that_names_two_checklists_is_refused(path, value):
    refuses(forged(path, log_of(path)[-1], cell="framework", value=value, parents=()), "Nothing was changed")


@pytest.mark.parametrize("value", [{"sha256": "../../etc/passwd"}, {"sha256": [1], "thumb": 5}])
def test_what_a_newer_program_says_of_evidence_names_no_file_unless_it_is_a_hash(path, value):
    change = log_of(path)[-1]
    forged(path, change, cell="evidence/e1/later", value=value, seq=99, parents=())
    assert auditfile.named_blobs(auditfile.read(path).changes) == {SHA}
    with Store(path.parent / "store") as store:
        store.merge(auditfile.read(path))
        assert store.package(auditfile.read(path).audit).blobs == {SHA}


@pytest.mark.parametrize("leaf", ["score", "note"])
def test_a_rating_of_a_criterion_that_the_checklist_lacks_is_shown_nowhere(path, leaf):
    for number, value in enumerate(({"a": 1}, ["b"])):
        cell = f"visit/1/rating/ZZZ-01/{leaf}"
        forged(path, log_of(path)[-1], cell=cell, value=value, seq=99 + number, parents=())
    assert "ZZZ-01" not in auditfile.read(path).read().ratings


@pytest.mark.parametrize(
    "at",
    [
        "2026-99-99T99:99:99.999999Z",
        "٢٠٢٦-05-05T10:10:10.000000Z",
        "today",
        "9999-12-31T23:59:59.999999Z",
        "0001-01-01T00:00:00.000000Z",
    ],
)
def test_what_is_no_moment_is_refused(path, at):
    refuses(forged(path, log_of(path)[-1], at=at, parents=()), "not a change of this audit")


def test_an_edit_can_follow_the_last_moment_that_can_be_written(path):
    change = {**log_of(path)[-1], "at": "2199-12-31T23:59:59.999999Z"}
    with Store(path.parent / "store") as store:
        forged(path, change, cell=cells.brief("city"), value="Forged", parents=())
        now = store.merge(auditfile.read(path)).audit
        store.append(now.id, [edit(now, cells.brief("city"), "Yerevan")], "A")
        assert store.read(now.id).brief.city == "Yerevan"


def test_a_change_that_stands_in_the_file_twice_is_one_change(path, package):
    with_log(path, [*log_of(path), log_of(path)[-1]])
    assert auditfile.read(path).changes == package.changes
    with Store(path.parent / "store") as store:
        assert store.merge(auditfile.read(path)).audit == package.read()


def test_a_conflict_of_thousands_can_be_settled_and_the_file_still_read(path, tmp_path):
    change, log = log_of(path)[-1], log_of(path)
    cell = cells.brief("company")
    many = [
        changes.make(**{**body(change), "cell": cell, "value": f"v{n}", "seq": n + 9}) for n in range(1500)
    ]
    with_log(path, [*log, *({n: getattr(c, n) for n in change} for c in many)])
    with Store(tmp_path / "store") as store:
        audit = store.merge(auditfile.read(path)).audit
        store.append(audit.id, [edit(audit, cell, "settled")], "A")
        auditfile.write(store.package(audit.id), tmp_path / "b.cxaudit")
    assert auditfile.read(tmp_path / "b.cxaudit").read().brief.company == "settled"


def body(change):
    return {name: value for name, value in change.items() if name != "id"}


def test_a_log_that_packs_very_well_is_read_back(package, tmp_path):
    now = package.read()
    edits = [Edit(cells.note("SEL-05"), str(n % 10) * cells.LONGEST_TEXT) for n in range(60)]
    end, at = ChainEnd(), datetime.fromisoformat(now.edited)
    _, more = write(now, edits, author="A", device="other", end=end, now=at)
    auditfile.write(replace(package, changes=(*package.changes, *more)), tmp_path / "b.cxaudit")
    assert len(auditfile.read(tmp_path / "b.cxaudit").changes) == len(package.changes) + 60


def test_a_name_in_the_zip_that_is_no_text_is_refused(path):
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 9] |= 8
    data[at + 46] = 0xFF
    path.write_bytes(data)
    refuses(path, "refused")


def test_an_author_that_no_file_could_hold_is_refused_before_it_is_written(package):
    now = package.read()
    for author in ("A" * 501, "A\0", "\udcff"):
        with pytest.raises(KnownError, match="author"):
            write(
                now,
                [edit(now, cells.score("SEL-05"), 1)],
                author=author,
                device="d1",
                end=ChainEnd(),
                now=datetime.fromisoformat(now.edited),
            )


def test_text_that_is_half_a_letter_is_refused_before_it_is_written(package):
    now = package.read()
    with pytest.raises(KnownError, match="brief/city"):
        write(
            now,
            [edit(now, cells.brief("city"), "\ud800")],
            author="A",
            device="d1",
            end=ChainEnd(),
            now=datetime.fromisoformat(now.edited),
        )


def test_evidence_whose_name_holds_an_unusual_space_is_kept(package):
    now = package.read()
    value = {**now.cells[cells.evidence("e1")][0].value, "name": "Screenshot 9.41\u202fAM.png"}
    after, _ = write(
        now,
        [Edit(cells.evidence("e2"), value)],
        author="A",
        device="d1",
        end=ChainEnd(),
        now=datetime.fromisoformat(now.edited),
    )
    assert [e.name for e in after.evidence if e.id == "e2"] == [value["name"]]


def test_a_change_of_another_audit_is_refused(path):
    refuses(forged(path, log_of(path)[-1], audit="another"), "not a change of this audit")


def test_a_file_of_a_newer_format_asks_for_the_newer_program(path):
    manifest = json.loads(zipfile.ZipFile(path).read("manifest.json"))
    refuses(
        rewritten(path, manifest_dot_json=json.dumps({**manifest, "format": 2}).encode()), "newer version"
    )


def test_another_checklist_than_the_one_used_is_refused(path):
    refuses(rewritten(path, framework_dot_toml=b"id = 'other'"), "checklist is not the one")


def test_deeply_nested_values_are_refused(path):
    line = json.dumps({**log_of(path)[-1], "value": 0}).replace(
        '"value": 0', '"value": ' + "[" * 100_000 + "]" * 100_000
    )
    manifest = {**json.loads(zipfile.ZipFile(path).read("manifest.json")), "changes": 1}
    rewritten(path, changes_dot_jsonl=line.encode(), manifest_dot_json=json.dumps(manifest).encode())
    refuses(path, "cannot be read")


@settings(
    max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_flipped_byte_is_found_or_harmless(path, package, data):
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    flipped = path.with_name("flipped.cxaudit")
    flipped.write_bytes(whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :])
    try:
        read = auditfile.read(flipped)
        sound = [read.read_blob(sha) for sha in read.blobs]
    except KnownError:
        return
    assert read.read() == package.read() and sound in ([PHOTO], [])


def test_a_place_that_cannot_be_written_is_named_and_leaves_nothing(package, tmp_path):
    with pytest.raises(KnownError, match="could not be written"):
        auditfile.write(package, tmp_path / "no folder" / "a.cxaudit")
    (tmp_path / "taken.cxaudit").mkdir()
    with pytest.raises(KnownError, match="could not be written"):
        auditfile.write(package, tmp_path / "taken.cxaudit")
    assert [p.name for p in tmp_path.iterdir()] == ["taken.cxaudit"]
    (tmp_path / "file").write_text("in the way")
    for name in ("file/a.cxaudit", "n" * 300):
        with pytest.raises(KnownError, match="could not be written"):
            auditfile.write(package, tmp_path / name)
    (tmp_path / "link.cxaudit").symlink_to("/dev/null")
    with pytest.raises(KnownError, match="is not a file"):
        auditfile.write(package, tmp_path / "link.cxaudit")
