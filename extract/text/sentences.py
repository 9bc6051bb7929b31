"""Splits normalised text into sentences."""

import regex

_END = regex.compile(r"(?<=[.!?…][\"')\]]*) +(?=[\p{Lu}\d\"'(])|\s*\n\s*")


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences in `text`, in order, without outer spaces, covering every character but spaces."""
    spans: list[tuple[int, int]] = []
    start = 0
    for gap in _END.finditer(text):
        if start < gap.start():
            spans.append((start, gap.start()))
        start = gap.end()
    if text[start:].strip():
        spans.append((start, len(text.rstrip())))
    return spans
