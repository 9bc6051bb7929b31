"""What `SECURITY.md` promises of rules of one's own and of the code, as far as other tests do not hold it."""

import ast
import json
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

import extract
from extract import Extractor, Lexicon, LexiconError
from extract.batch.pool import SetupError
from extract.batch.run import Options, run
from extract.cli import main
from extract.io.incoming import Reject

PACKAGE = Path(extract.__file__).parent
SLOW = (
    "group: date_patterns\nentries:\n"
    "  - {id: my.slow, forms: [niên khoản], reading: time, pattern: 'niên khoản (?:(?:a|a ?|b)+)+(?P<y>\\d)c'}\n"
)
POISON = "Ở niên khoản " + "a" * 60 + " x."


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    directory = tmp_path / "rules"
    directory.mkdir()
    (directory / "slow.yaml").write_text(SLOW, encoding="utf-8")
    return directory


def test_a_pattern_that_never_ends_is_an_error_that_names_its_rule(slow: Path) -> None:
    extractor = Extractor(slow)
    assert extractor("Niên khoản a1c, ngày 5/6/2020.").dates[-1].value == "2020-06-05"
    with pytest.raises(LexiconError, match=r"slow\.yaml:3: 'my\.slow': the pattern took longer than 1 s"):
        extractor(POISON)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (r"{id: date.part.left-day, name: left_day, pattern: '\d(?:(?:x|x ?)+)+'}", f"Một {'x' * 40} 5/6/2020."),
        (r"{id: my.cue, name: before_repeated, pattern: '\d(?:(?:x|x ?)+)+'}", f"Một {'x' * 40} năm 2020."),
        (r"{id: my.cue, name: after_repeated, pattern: ' (?:(?:x|x ?)+)+\d'}", f"Năm 2020 {'x' * 40}."),
    ],
)
def test_so_is_one_that_is_a_piece_of_the_packages_patterns(part: str, text: str) -> None:
    extractor = Extractor(lexicon=Lexicon.of({"own.yaml": f"group: date_parts\nentries:\n  - {part}\n"}))
    with pytest.raises(LexiconError, match=r"own\.yaml:3: .* took longer"):
        extractor(text)


def test_it_costs_its_article_and_not_the_run(slow: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text("".join(json.dumps({"text": text}) + "\n" for text in ("Một.", POISON, "Hai.")), "utf-8")
    rejected: list[Reject] = []
    options = Options(inputs=(str(source),), output=str(tmp_path / "out.jsonl"), rules=(str(slow),))
    summary = run(options, rejected=rejected.append)
    assert (summary.articles, [reject.place.line for reject in rejected]) == (2, [2])
    assert "'my.slow'" in rejected[0].reason
    assert "please report" not in rejected[0].reason


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited as Linux does it")
def test_rules_are_made_within_the_memory_limit(slow: Path, tmp_path: Path) -> None:
    source, output = tmp_path / "a.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"text": "Một."}), encoding="utf-8")
    with pytest.raises(SetupError, match="a worker process could not start: out of memory"):
        run(Options(inputs=(str(source),), output=str(output), rules=(str(slow),), memory=24 << 20))
    assert not output.exists()


@pytest.mark.parametrize(("text", "status"), [(POISON, 1), ("Ngày 5/6/2020.", 0)])
def test_the_command_says_which_rule(slow: Path, tmp_path: Path, text: str, status: int) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(main, ["show", str(tmp_path / "a.txt"), "--rules", str(slow)])
    assert done.exit_code == status, done.output
    assert ("'my.slow'" in done.output) == bool(status)


def test_the_command_says_which_pattern_does_not_compile(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "a.yaml").write_text(SLOW.replace("c'}", "(c'}"), encoding="utf-8")
    (tmp_path / "a.txt").write_text("Một.", encoding="utf-8")
    done = CliRunner().invoke(main, ["show", str(tmp_path / "a.txt"), "--rules", str(tmp_path / "r")])
    assert (done.exit_code, "a.yaml:3: 'my.slow': the pattern does not compile" in done.output) == (1, True)


def bomb(leaf: str) -> str:
    """Date parts of which each holds the one before it twice, sixty deep."""
    names = [f"p{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(60)]
    parts = [f"  - {{id: my.{names[0]}, name: {names[0]}, pattern: '{leaf}'}}"]
    for before, name in pairwise(names):
        parts.append(f"  - {{id: my.{name}, name: {name}, pattern: '{{{before}}}{{{before}}}'}}")
    return "group: date_parts\nentries:\n" + "\n".join(parts) + "\n"


def test_pieces_that_double_are_refused() -> None:
    user = "group: date_patterns\nentries:\n  - {id: my.bomb, forms: [xx], reading: time, pattern: 'xx{pch}'}\n"
    with pytest.raises(LexiconError, match=r"parts\.yaml:\d+: 'my\..*too long"):
        Extractor(lexicon=Lexicon.of({"parts.yaml": bomb("ab"), "user.yaml": user}))
    # Of nothing, twice as much is nothing; finding that out must not take sixty doublings either.
    Extractor(lexicon=Lexicon.of({"parts.yaml": bomb(""), "user.yaml": user}))


def test_aliases_that_double_are_refused() -> None:
    levels = [f"  - &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" if n else "  - &a0 [lol]" for n in range(30)]
    with pytest.raises(LexiconError, match=r"own\.yaml:4: aliases \('\*a0'\) are not read"):
        Lexicon.of({"own.yaml": "group: titles\nentries:\n" + "\n".join(levels) + "\n"})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("group: titles\nentries: &a [*a]\n", "aliases"),
        ("group: titles\nentries: " + "[" * 5000 + "]" * 5000, "not valid YAML"),
        ("group: titles\nentries:\n  - {id: my.a, kind: " + "[" * 400 + "]" * 400 + "}\n", "own.yaml:3"),
        ("group: titles\nentries:\n  - {id: my.a, kind: !!python/object/apply:os.system [id]}\n", "own.yaml:3"),
        ("? [group]\n: titles\nentries: []\n", "own.yaml:1"),
        ("group: [titles]\nentries: []\n", "own.yaml:1"),
        ("group: holidays\nentries:\n  - {id: my.a, month: 0x1, day: 1, forms: [A]}\n", "own.yaml:3: Expected `int`"),
        (
            "group: holidays\nentries:\n  - {id: my.a, month: 12:30, day: .inf, forms: [A]}\n",
            "own.yaml:3: Expected `int`",
        ),
        ("group: holidays\nentries:\n  - {id: my.a, month: " + "9" * 5000 + ", day: 1}\n", "own.yaml:3"),
        ("group: titles\ud800\nentries: []\n", "not valid YAML"),
    ],
)
def test_what_is_no_rule_file_is_refused(text: str, says: str) -> None:
    with pytest.raises(LexiconError) as error:
        Lexicon.of({"own.yaml": text})
    assert says in str(error.value)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("group: titles # Trưởng".encode("utf-16"))
    with pytest.raises(LexiconError, match=r"a\.yaml: not in UTF-8"):
        Lexicon.load(tmp_path)


def test_the_package_runs_no_code_that_it_is_given() -> None:
    """No eval and the like, no shell, no YAML that makes objects; pickles only of one's own processes."""
    forbidden = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "yaml.load", "yaml.unsafe_load"}
    pickling = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            assert called not in forbidden, f"{path}:{node.lineno}"
            assert not any(word.arg == "shell" for word in node.keywords), f"{path}:{node.lineno}"
            if called.startswith("pickle.load"):
                pickling.add(path.relative_to(PACKAGE).as_posix())
    assert pickling == {"batch/messages.py", "patterns.py"}


def test_sql_is_made_of_the_packages_own_names() -> None:
    """What is put into SQL by a format is the name of a table or column of `extract.io.tables`, or a constant."""
    own = {
        "table.name",
        "names(table)",
        "VERSION_TABLE",
        "_LOCK",
        "marks",
        "staged",
        "table",
        "columns",
        "updates(table)",
    }
    for path in (PACKAGE / "io").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith((".execute", ".executemany", ".copy")):
                for part in ast.walk(node.args[0]) if node.args else ():
                    if isinstance(part, ast.FormattedValue):
                        put_in = ast.unparse(part.value)
                        constant = put_in.strip("-").isupper()  # of the module
                        assert constant or put_in in own, f"{path}:{node.lineno}: {put_in}"


MEMORY = """
import json, resource, sys
from benchmarks.measure import peak
from extract.batch.run import Options, run

source, output = sys.argv[1:]
rejected = []
summary = run(Options(inputs=(source,), output=output, seconds=4.0, memory=1 << 30), rejected=rejected.append)
workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6
print(json.dumps([summary.articles, [[reject.place.line, reject.reason] for reject in rejected], peak(), workers]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read as Linux tells it")
def test_an_article_of_fifty_megabytes_is_read_or_set_aside_within_bounds(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    paragraph = "Sáng 5/6/2020, Đại tá Lê Văn Mẫu, Giám đốc Công an tỉnh, trao 12 suất quà, tăng 5,2%.\n"
    big = paragraph * (50_000_000 // len(paragraph.encode()))
    with source.open("w", encoding="utf-8") as file:
        for text in ("Một.", big, "Hai."):
            file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, str(source), str(tmp_path / "out.jsonl")],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        cwd=PACKAGE.parent,
    )
    assert time.monotonic() - began < 120
    articles, rejected, own, workers = json.loads(done.stdout)
    assert articles + len(rejected) == 3
    assert [line for line, _ in rejected] in ([], [2])
    assert all("longer than 4 s" in reason or "out of memory" in reason for _, reason in rejected)
    assert own < 12 * 50  # MB, twelve times the article: its line, its text, and both again on their way
    assert workers < 1074 + 200  # the limit, and what is not data: libraries and the model
