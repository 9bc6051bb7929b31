"""`make compare`: what another build says of the corpus beside this one, item by item, by kind and by rule.

    python -m tests.compare BASE [--sample N] [--list N] [FILE ...]

BASE is a git revision, or the folder of another source tree. Both read the same articles with this environment's
packages; what differs is shown as `vn-extract diff` does it. Without a FILE the corpus beside the project is read.
The exit status is 1 where a record is not the same, byte for byte.
"""

import argparse
import gzip
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.shared import CORPUS

HERE = Path(__file__).resolve().parents[1]
COMMAND = "import sys; from extract.cli import main; main(sys.argv[1:])"


def lines(files: list[Path]) -> Iterator[bytes]:
    """The lines of JSON Lines files, packed or not."""
    for file in files:
        with (gzip.open if file.suffix == ".gz" else Path.open)(file, "rb") as stream:
            yield from stream


def sample(files: list[Path], most: int | None) -> list[bytes]:
    """The lines, or `most` of them at even distances: the same ones each time."""
    every = list(lines(files))
    if most is None or most >= len(every):
        return every
    return [every[index * len(every) // most] for index in range(most)]


def tree(base: str, folder: Path) -> Path:
    """The source tree that `base` names; that of a revision is unpacked into `folder`."""
    if Path(base, "extract").is_dir():
        return Path(base).resolve()
    packed = subprocess.run(
        ["git", "archive", base, "extract", "rules", "data"], cwd=HERE, check=True, capture_output=True
    )
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def run(source: Path, *arguments: str | Path) -> int:
    """Run the command `vn-extract` of a source tree; its exit status."""
    environment = {**os.environ, "PYTHONPATH": str(source)}
    command = [sys.executable, "-P", "-c", COMMAND, *map(str, arguments)]
    return subprocess.run(command, env=environment, check=False).returncode


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.compare", description="Compare another build with this one.")
    parser.add_argument("base", help="a git revision, or the folder of a source tree")
    parser.add_argument(
        "files", metavar="FILE", nargs="*", type=Path, default=[CORPUS], help="articles, .jsonl or .jsonl.gz"
    )
    parser.add_argument("--sample", type=int, metavar="N", help="N articles at even distances, not all")
    parser.add_argument("--list", type=int, metavar="N", default=0, help="also list the first N changes")
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_intermixed_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles, before, after = folder / "articles.jsonl", folder / "before.jsonl", folder / "after.jsonl"
        articles.write_bytes(b"".join(sample(given.files, given.sample)))
        (folder / "base").mkdir()
        for source, out in ((tree(given.base, folder / "base"), before), (HERE, after)):
            if status := run(source, "run", articles, "-o", out, "--workers", str(given.workers), "--quiet"):
                return status
        same = before.read_bytes() == after.read_bytes()
        print("The records are the same, byte for byte." if same else "The records are not the same.")
        run(HERE, "diff", before, after, "--list", str(given.list))
        return int(not same)


if __name__ == "__main__":
    sys.exit(main())
