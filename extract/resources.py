"""Where the package's own `rules/` and `data/` are: inside an installed wheel, or beside `extract/` in a checkout."""

from collections.abc import Iterator
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_resources"

ROOT: Path = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent
"""The folder that holds `rules/` and `data/`."""

RULES: Path = ROOT / "rules"
DATA: Path = ROOT / "data"


def rows(path: str) -> Iterator[list[str]]:
    """The rows of a table of tab-separated values below `data/`, each as wide as the names of columns, which are left
    out as are lines that say what the table is.
    """
    lines = (DATA / path).read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines if line and not line.startswith("#")]
    width = kept[0].count("\t")
    for line in kept[1:]:
        yield (line + "\t" * (width - line.count("\t"))).split("\t")


def rule_paths(directory: Path | str) -> list[Path]:
    """The rule files in a directory and below, in order: `.yaml` and `.yml`."""
    return sorted(file for ending in ("yaml", "yml") for file in Path(directory).rglob(f"*.{ending}"))
