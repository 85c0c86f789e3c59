"""A store under a passphrase: nothing readable on the disk, nothing lost on the way there and back."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from threading import Event

import pytest

from cxaudit import cells
from cxaudit.edits import edit
from cxaudit.errors import KnownError
from cxaudit.model import Brief
from cxaudit.store import encryption
from cxaudit.store.doctor import examine
from cxaudit.store.lock import Locked
from cxaudit.store.store import FILE, Store
from tests.core.store import keys
from tests.core.store.killed import is_killed_after

WORDS = "seven quiet kettles"
CANARY = "Кофейня «Канарейка»"
EVIDENCE = b"receipt of a canary 4711 " * 5000

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "store") as opened:
        fill(opened)
        yield opened


def fill(store):
    saved = store.create(Brief(company=CANARY), author="A")
    store.append(saved.audit.id, [edit(saved.audit, cells.note("SEL-05"), CANARY)], "A")
    store.blobs.put_bytes(EVIDENCE)
    store.memory.keep_place("draft", CANARY)


def seen(folder):
    """Whether anything of the audits can be read in the folder."""
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        if CANARY.encode() in data or EVIDENCE[:24] in data or b"SQLite format" in data:
            return True
    return False


def whole(store):
    (audit_id,) = store.audit_ids()
    audit = store.audit(audit_id)
    (sha,) = store.blobs.names()
    kept = store.memory.place("draft") == CANARY and store.blobs.read(sha) == EVIDENCE
    return (
        kept
        and audit.brief.company == CANARY
        and audit.rating("SEL-05").note == CANARY
        and not examine(store)
    )


def test_a_key_takes_a_quarter_of_a_million_rounds(store):
    keys.quicken(keys.ROUNDS)
    store.safe.lock_with(WORDS)
    store.close()
    keys.quicken()
    for rounds, fits in ((keys.ROUNDS, True), (1000, False)):
        with closing(encryption.sqlite.connect(store.folder / FILE)) as raw:
            raw.execute("PRAGMA cipher_log_level = NONE")
            raw.execute(f"PRAGMA key = '{WORDS}'")
            raw.execute(f"PRAGMA kdf_iter = {rounds}")
            with nullcontext() if fits else pytest.raises(encryption.sqlite.DatabaseError):
                raw.execute("SELECT count(*) FROM changes").fetchone()


def test_a_locked_store_shows_nothing_on_the_disk_and_everything_to_its_owner(store):
    assert seen(store.folder) and not store.safe.is_locked
    store.safe.lock_with(WORDS)
    assert store.safe.is_locked and not seen(store.folder)
    assert whole(store)
    late = store.blobs.put_bytes(b"late " + EVIDENCE)
    store.blobs.remove(late)
    store.close()
    assert not seen(store.folder)
    with Store(store.folder, WORDS) as again:
        assert whole(again)
    assert not seen(store.folder)


def test_a_wrong_or_missing_passphrase_is_one_sentence_and_harms_nothing(store):
    store.safe.lock_with(WORDS)
    store.close()
    before = (store.folder / FILE).read_bytes()
    for wrong in ("", "Seven quiet kettles", "x'" + "00" * 32 + "'", "'; DROP TABLE changes; --"):
        with pytest.raises(Locked, match="Nothing was changed"):
            Store(store.folder, wrong)
    assert (store.folder / FILE).read_bytes() == before
    with Store(store.folder, WORDS) as again:
        assert whole(again)


def test_edits_that_are_still_in_the_log_survive_a_wrong_passphrase(tmp_path):
    code = f"""
        import os, signal, sys
        sys.path.insert(0, {os.getcwd()!r})
        from pathlib import Path
        from tests.core.store.test_encryption import WORDS, fill
        from cxaudit.store.store import Store
        from tests.core.store import keys
        keys.quicken()
        store = Store(Path({str(tmp_path)!r}))
        store.safe.lock_with(WORDS)
        fill(store)
        os.kill(os.getpid(), signal.SIGKILL)
    """
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(code)])
    assert ended.returncode == -signal.SIGKILL
    assert (tmp_path / (FILE + "-wal")).stat().st_size
    with pytest.raises(Locked):
        Store(tmp_path, "not the passphrase")
    with Store(tmp_path, WORDS) as again:
        assert whole(again)


@pytest.mark.parametrize(
    "passphrase", ['it\'s; -- "quoted"', "пароль из слов ёж", "x'00112233'", "emoji 🙂 words"]
)
def test_any_words_make_a_passphrase(store, passphrase):
    store.safe.lock_with(passphrase)
    store.close()
    with Store(store.folder, passphrase) as again:
        assert whole(again)


def test_letters_that_two_keyboards_write_unlike_are_one_passphrase(store):
    store.safe.lock_with("кофе\u0439ный край")
    store.close()
    with Store(store.folder, "кофе\u0438\u0306ный край") as again:
        assert whole(again)


@pytest.mark.parametrize("passphrase", ["short", "with\0zero inside"])
def test_a_passphrase_that_is_too_short_is_refused(store, passphrase):
    with pytest.raises(KnownError, match="at least 8"):
        store.safe.lock_with(passphrase)
    assert not store.safe.is_locked and whole(store)


def test_what_a_kill_left_of_another_database_goes_at_the_next_start(store):
    store.safe.lock_with(WORDS)
    store.close()
    for ending in (".new", ".new-journal"):
        (store.folder / (FILE + ending)).write_text(CANARY)
    incoming = store.folder / "incoming" / "sha"
    incoming.mkdir(parents=True)
    (incoming / "1").write_text(CANARY)
    with Store(store.folder, WORDS) as again:
        again.safe.lock_with("another four words")
    assert not seen(store.folder)


def test_the_passphrase_can_be_changed_and_taken_off(store):
    store.safe.lock_with(WORDS)
    store.safe.lock_with("another four words")
    store.close()
    with pytest.raises(Locked):
        Store(store.folder, WORDS)
    with Store(store.folder, "another four words") as again:
        assert whole(again)
        again.safe.lock_with("")
        assert not again.safe.is_locked and whole(again)
        assert not list(again.folder.rglob("*.sealed"))
    with Store(store.folder) as plain:
        assert whole(plain) and plain.memory.place("key of the evidence") is None


def test_a_passphrase_that_is_not_needed_is_not_used(store):
    store.close()
    with Store(store.folder, WORDS) as again:
        assert not again.safe.is_locked and whole(again)


def test_readable_copies_from_before_an_upgrade_go_when_the_store_is_locked(store):
    backups = store.folder / "backups"
    backups.mkdir()
    with closing(sqlite3.connect(backups / "audits-v1.sqlite")) as raw:
        raw.execute("CREATE TABLE old (note)")
        raw.execute("INSERT INTO old VALUES (?)", (CANARY,))
        raw.commit()
    store.safe.lock_with(WORDS)
    assert not seen(store.folder)


def test_the_copy_before_an_upgrade_of_a_locked_store_is_locked_too(store):
    store.safe.lock_with(WORDS)
    store.close()
    with closing(encryption.connect(store.folder / FILE, WORDS)) as raw:
        raw.execute("PRAGMA user_version = 3")
    with pytest.raises(Exception, match=r"already exists|duplicate"):
        Store(store.folder, WORDS)
    (copy,) = (store.folder / "backups").iterdir()
    assert encryption.is_encrypted(copy)
    with closing(encryption.connect(copy, WORDS)) as raw:
        assert raw.execute("SELECT count(*) FROM changes").fetchone()[0]


def test_a_plain_store_with_a_damaged_beginning_is_called_damaged_not_locked(store):
    store.close()
    path = store.folder / FILE
    good = path.read_bytes()
    for place in range(16):
        path.write_bytes(good[:place] + bytes([good[place] ^ 255]) + good[place + 1 :])
        with pytest.raises(KnownError, match="is damaged"):
            Store(store.folder)


def test_a_flipped_byte_of_a_locked_store_is_found(store):
    store.safe.lock_with(WORDS)
    store.close()
    path = store.folder / FILE
    good = path.read_bytes()
    for place in range(7, len(good), len(good) // 12):
        path.write_bytes(good[:place] + bytes([good[place] ^ 4]) + good[place + 1 :])
        try:
            with Store(store.folder, WORDS) as again:
                # A flip in the reserved end of a page or in a page without use is harmless.
                assert examine(again) or whole(again)
        except KnownError as error:
            assert "damaged" in str(error)
    path.write_bytes(good)
    with Store(store.folder, WORDS) as again:
        assert whole(again)


def test_work_beside_waits_while_the_store_is_written_anew(store):
    begun, ended, said = Event(), Event(), []

    def work():
        while not ended.is_set():
            said.append(len(said))
            store.memory.keep_place("work", said[-1])
            store.blobs.put_bytes(b"piece %d" % said[-1])
            begun.set()

    with ThreadPoolExecutor(1) as pool:
        beside = pool.submit(work)
        assert begun.wait(60)
        for passphrase in (WORDS, "another four words", "", WORDS):
            store.safe.lock_with(passphrase)
        ended.set()
        beside.result()
    assert store.memory.place("work") == said[-1] and not examine(store)
    shas = list(store.blobs.names())
    assert len(shas) == len(said) + 1 and all(map(store.blobs.check, shas))
    store.close()
    assert not seen(store.folder)


def test_a_full_disk_leaves_the_store_as_it_was(store, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(encryption, "put_in_place", full)
    with pytest.raises(KnownError, match="free space"):
        store.safe.lock_with(WORDS)
    assert not store.safe.is_locked and whole(store)
    assert [path.name for path in store.folder.glob("*.new*")] == []


@pytest.mark.parametrize(("before", "after"), [("", WORDS), (WORDS, "")])
def test_killed_anywhere_one_whole_store_is_there(tmp_path, before, after):
    with Store(tmp_path / "before") as store:
        fill(store)
        if before:
            store.safe.lock_with(before)
    for steps in range(90, 100_000, 240):
        folder = tmp_path / str(steps)
        shutil.copytree(tmp_path / "before", folder)
        killed = is_killed_after(steps, folder, before, after)
        try:
            again = Store(folder, after)
        except Locked:
            again = Store(folder, before)
        with again:
            assert whole(again), steps
            assert not again.safe.is_locked or not seen(folder), steps
        if not killed:
            break
    assert steps > 240 and again.safe.is_locked == bool(after)
