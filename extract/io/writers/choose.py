"""Which writer an output's name asks for, and where what belongs to a run lies beside it."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from extract.io.streams import STANDARD, endings
from extract.io.writers.base import OutputError, Writer
from extract.io.writers.existing import target
from extract.io.writers.several import SeveralWriter

_DATABASES = ("postgresql://", "postgres://")
_WRITERS = {
    ".jsonl": "extract.io.writers.lines:LinesWriter",
    ".parquet": "extract.io.writers.parquet:ParquetWriter",
    ".csv": "extract.io.writers.csv:CsvWriter",
    ".xlsx": "extract.io.writers.excel:ExcelWriter",
    ".sqlite": "extract.io.writers.sqlite:SqliteWriter",
    ".duckdb": "extract.io.writers.duckdb:DuckdbWriter",
    "postgresql": "extract.io.writers.postgres:PostgresWriter",
}
_PACKED = (".gz", ".zst")

REJECTS = ".rejects.jsonl"
"""What stands behind the output's name in that of its rejects file."""

OUTPUTS = (
    ".jsonl (also .jsonl.gz, .jsonl.zst), .parquet or a folder, .csv, .xlsx, .sqlite, .duckdb, a postgresql:// "
    "address, or '-'"
)


def is_database(output: str) -> bool:
    """Whether the output is the address of a database server."""
    return output.startswith(_DATABASES)


def open_writer(output: str) -> Writer:
    """The writer for an output.

    Raises:
        ValueError: the name asks for no known format.
        MissingExtraError: what the format needs is not installed.
    """
    kind = _kind(output)
    if kind is None:
        raise ValueError(f"cannot write '{output}': OUT has to be {OUTPUTS}")
    module, _, name = _WRITERS[kind].partition(":")
    writer: Writer = getattr(import_module(module), name)(output)
    return writer


def open_writers(outputs: Sequence[str]) -> Writer:
    """One writer for one output or several; errors as of `open_writer`."""
    writers = [open_writer(output) for output in outputs]
    return writers[0] if len(writers) == 1 else SeveralWriter(writers)


def _kind(output: str) -> str | None:
    if output == STANDARD:
        return ".jsonl"
    if is_database(output):
        return "postgresql"
    ending, packed = endings(output)
    if output.endswith(("/", "\\")) or (ending not in _WRITERS and Path(output).is_dir()):
        return ".parquet"
    if ending not in _WRITERS or (packed and (ending != ".jsonl" or len(packed) > 1 or packed[0] not in _PACKED)):
        return None
    return ending


def beside(output: str, ending: str) -> Path:
    """A file beside the output, for its rejects or its journal; in the working directory where it is no file."""
    if output == STANDARD:
        return Path(f"vn-extract{ending}")
    if is_database(output):
        name = urlsplit(output).path.strip("/") or "postgresql"
        return Path(f"{Path(name).name}{ending}")
    path = target(output)
    if not path.name:
        raise OutputError(f"'{output}' is no folder that can be written")
    return path.with_name(f"{path.name}{ending}")
