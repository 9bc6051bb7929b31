"""Where the package's own `rules/` and `data/` are: inside an installed wheel, or beside `extract/` in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_resources"

ROOT: Path = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent
"""The folder that holds `rules/` and `data/`."""

RULES: Path = ROOT / "rules"
DATA: Path = ROOT / "data"


def rule_paths(directory: Path | str) -> list[Path]:
    """The rule files in a directory and below, in order: `.yaml` and `.yml`."""
    return sorted(file for ending in ("yaml", "yml") for file in Path(directory).rglob(f"*.{ending}"))
