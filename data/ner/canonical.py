"""Makes a model file the same bytes for the same training data.

The trainer adds up in an order that changes from run to run, so that weights differ in their last digits and
their records come in any order. Trained until it converges, a model differs so little that rounding its weights to a
coarse grid makes it the same; records whose weight becomes zero are dropped, the others sorted.

The file format is CRFsuite's: a header, the records of weights (FEAT), two string tables (CQDB) for labels and
attributes, and for each label and attribute the numbers of its records (LFRF, AFRF). The string tables are copied.
"""

import struct
from collections.abc import Sequence
from pathlib import Path

GRID = 1 / 4
"""Weights are rounded to multiples of this; it costs no accuracy that can be measured.

Two runs on the same data differ in a weight by 3e-8 on average, so that one in two hundred pairs of runs has a weight
on either side of a rounding boundary.
"""

_HEADER = struct.Struct("<4sI4sIIIIIIIII")
_CHUNK = struct.Struct("<4sII")
_RECORD = struct.Struct("<IIId")
_STATE = 0
"""Type of a record that weighs an attribute with a label; 1 is a label after a label."""

Record = tuple[int, int, int, float]


def canonical(path: Path) -> None:
    """Round, sort and rewrite the model at `path` in place."""
    data = path.read_bytes()
    magic, _, kind, version, _, labels, attributes, features, label_names, names, label_refs, _ = _HEADER.unpack_from(
        data
    )
    count = _CHUNK.unpack_from(data, features)[2]
    start = features + _CHUNK.size
    rounded: list[Record] = []
    for number in range(count):
        kind_of, source, target, weight = _RECORD.unpack_from(data, start + number * _RECORD.size)
        weight = round(weight / GRID) * GRID
        if weight:
            rounded.append((kind_of, source, target, weight))
    rounded.sort()

    by_attribute: list[list[int]] = [[] for _ in range(attributes)]
    by_label: list[list[int]] = [[] for _ in range(labels)]
    for number, (kind_of, source, _, _) in enumerate(rounded):
        (by_attribute if kind_of == _STATE else by_label)[source].append(number)

    body = bytearray(_HEADER.size)
    offsets = [len(body)]
    body += _CHUNK.pack(b"FEAT", _CHUNK.size + len(rounded) * _RECORD.size, len(rounded))
    for record in rounded:
        body += _RECORD.pack(*record)
    for first, last in ((label_names, names), (names, label_refs)):
        offsets.append(len(body))
        body += data[first:last]
    for name, lists in ((b"LFRF", by_label), (b"AFRF", by_attribute)):
        offsets.append(len(body))
        body += _references(name, lists, len(body))
    _HEADER.pack_into(body, 0, magic, len(body), kind, version, len(rounded), labels, attributes, *offsets)
    path.write_bytes(bytes(body))


def _references(name: bytes, lists: Sequence[Sequence[int]], position: int) -> bytes:
    """A chunk with the absolute offsets of the lists, then each list with its length in front."""
    at = position + _CHUNK.size + 4 * len(lists)
    offsets: list[int] = []
    content = bytearray()
    for numbers in lists:
        offsets.append(at + len(content))
        content += struct.pack(f"<{len(numbers) + 1}I", len(numbers), *numbers)
    size = _CHUNK.size + 4 * len(lists) + len(content)
    return _CHUNK.pack(name, size, len(lists)) + struct.pack(f"<{len(lists)}I", *offsets) + bytes(content)
