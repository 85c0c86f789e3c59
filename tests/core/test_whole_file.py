"""A file takes its place when it is complete, and not before."""

import pytest

from cxaudit.whole_file import whole_file


def test_until_the_end_the_old_file_stands_there(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    with whole_file(path) as target:
        target.write(b"new")
        assert path.read_text() == "old"
    assert path.read_text() == "new" and list(tmp_path.iterdir()) == [path]


def test_work_that_fails_leaves_what_was_there_and_nothing_else(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), whole_file(path) as target:
        target.write(b"half of it")
        raise ZeroDivisionError
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]
