"""Compiled patterns are kept for the next process, and nothing depends on it."""

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
import regex

from extract import patterns

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="XDG_CACHE_HOME is Linux's word for the cache")

COUNT = """
import json
import regex

made = []
compile = regex.compile
regex.compile = lambda *given, **named: made.append(given) or compile(*given, **named)
from extract import Extractor, patterns
from extract.record import dumps

record = Extractor()("Chiều 05/6/2020, Thiếu tướng Trần Văn Bình trao Bằng khen cho 3 tập thể.")
print(json.dumps([len(made), patterns.KEPT.is_file(), str(patterns.KEPT), dumps(record).decode()]))
"""


def fresh(folder: Path) -> list[object]:
    """What a new process with its cache in `folder` does."""
    environment = os.environ | {"XDG_CACHE_HOME": str(folder)}
    done = subprocess.run([sys.executable, "-c", COUNT], env=environment, capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))


def test_the_second_process_compiles_nothing(tmp_path: Path) -> None:
    made, kept, path, record = fresh(tmp_path)
    assert isinstance(made, int) and made > 400
    assert kept and str(path).startswith(str(tmp_path))
    assert fresh(tmp_path) == [0, True, path, record]
    assert [file.name for file in Path(str(path)).parent.iterdir() if file.name.startswith("tmp")] == []


@pytest.mark.parametrize("damage", [b"", b"no pickle", b"\x80\x04]."])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    made, _, path, record = fresh(tmp_path)
    Path(str(path)).write_bytes(damage)
    assert fresh(tmp_path) == [made, True, path, record]
    assert fresh(tmp_path) == [0, True, path, record]


def test_another_users_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(patterns, "_asked", {})
    monkeypatch.setattr(patterns, "_kept", {})
    patterns.compiled("a.b")
    patterns.keep()
    assert patterns._read()
    monkeypatch.setattr(os, "getuid", lambda: patterns.KEPT.stat().st_uid + 1)
    assert patterns._read() == {}


def test_where_nothing_may_be_written_all_is_compiled(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    made, kept, *_ = fresh(tmp_path / "file")
    assert made and not kept


def test_what_is_read_back_matches_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "KEPT", tmp_path / "kept")
    for _ in range(2):  # compiled, then read back
        monkeypatch.setattr(patterns, "_asked", {})
        monkeypatch.setattr(patterns, "_kept", None)
        found = patterns.compiled(r"(?<name>\p{Lu}\w+)(?:,|$)", regex.DOTALL)
        assert [match["name"] for match in found.finditer("Bình, và Hậu")] == ["Bình", "Hậu"]
        assert patterns.compiled("a.b").search("a\nb") is None
        assert patterns.compiled("a.b", regex.DOTALL).search("a\nb")
        patterns.keep()
    with pytest.raises(regex.error):
        patterns.compiled("(")


def test_what_nobody_asks_for_goes_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(patterns, "MOST", 3)
    for round in range(3):
        monkeypatch.setattr(patterns, "_asked", {})
        monkeypatch.setattr(patterns, "_kept", None)
        patterns.compiled(f"a{round}")
        patterns.compiled(f"b{round}")
        patterns.keep()
    monkeypatch.setattr(patterns, "_kept", None)
    patterns.compiled("b2")
    assert patterns._kept is not None
    assert sorted(pattern for pattern, _ in patterns._kept) == ["a2", "b2"]


def test_places_that_others_may_write_to_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for kept in (tmp_path / "own" / "kept", Path("relative") / "kept"):
        monkeypatch.setattr(patterns, "KEPT", kept)
        monkeypatch.setattr(patterns, "_asked", {})
        monkeypatch.setattr(patterns, "_kept", {})
        patterns.compiled("a.b")
        patterns.keep()
    assert not Path("relative").exists()
    monkeypatch.setattr(patterns, "KEPT", tmp_path / "own" / "kept")
    assert patterns._read()
    for path in (patterns.KEPT, patterns.KEPT.parent):
        before = path.stat().st_mode
        path.chmod(before | 0o022)
        assert patterns._read() == {}
        path.chmod(before)
    assert patterns._read()


def test_a_damaged_pattern_is_made_anew_and_no_temporary_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patterns, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(patterns, "_asked", {})
    monkeypatch.setattr(patterns, "_kept", {})
    patterns.compiled("a.b")
    patterns.keep()
    whole = patterns._read()
    for damage in (b"", b"no pickle", pickle.dumps(None), pickle.dumps(regex.compile("other"))):
        (tmp_path / "kept").write_bytes(pickle.dumps(dict.fromkeys(whole, damage)))
        left = tmp_path / "tmp-left"  # by a process that was killed
        left.write_bytes(b"")
        os.utime(left, (0, 0))
        monkeypatch.setattr(patterns, "_asked", {})
        monkeypatch.setattr(patterns, "_kept", None)
        assert patterns.compiled("a.b").fullmatch("axb")
        patterns.keep()
        assert (patterns._read(), left.exists()) == (whole, False)
