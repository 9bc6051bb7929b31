"""Corrected articles kept as gold, a file each in a folder that `vn-extract score` reads."""

from collections.abc import Collection
from hashlib import blake2b
from pathlib import Path

import msgspec

from extract.io.gold import gold_form
from extract.patterns import compiled
from extract.record import KINDS, Record, dumps
from extract.report.view import fits

_UNSAFE = compiled(r"[^\w.\-]")
_LONGEST_NAME = 80


class CorrectionError(ValueError):
    """A corrected record is none; the message says why."""


def keep(record: Record, folder: Path, kinds: Collection[str]) -> str:
    """Write a corrected record into the folder, over what was kept of the article before; the file's name.

    Args:
        record: the record.
        folder: where gold is.
        kinds: the kinds that somebody has looked through: of the others gold says nothing.

    Raises:
        CorrectionError: no kind was looked through, the record has no text, or something in it does not stand where it
            says.
        OSError: it cannot be written.
    """
    known = [kind.name for kind in KINDS]
    if not kinds or not set(kinds) <= set(known):
        raise CorrectionError(f"say which kinds were looked through, with commas between, of {', '.join(known)}")
    if record.text is None:
        raise CorrectionError("the record has no text")
    if not fits(record, record.text):
        raise CorrectionError("something in the record does not stand where it says")
    name = _UNSAFE.sub("_", record.id).lstrip(".")[:_LONGEST_NAME]
    if name != record.id:
        name += "-" + blake2b(record.id.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.write_bytes(msgspec.json.format(dumps(gold_form(record, kinds)), indent=1) + b"\n")
    unfinished.replace(path)
    return path.name
