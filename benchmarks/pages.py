"""Articles taken out of the page layouts of `tests/io/gallery`, side by side with the libraries that are used for it.

    python -m benchmarks.pages [--peers-python PYTHON] [--write]

A page's F1 is that of the sentences of its lead and body. Captions, rows of tables and the headline count neither way,
since libraries differ in whether they are part of the text. A date is right by its day in Vietnam.
"""

import argparse
import base64
import json
import sys
from typing import Any

from benchmarks.articles import ROOT
from benchmarks.tables import put, share, table
from benchmarks.tools import Tool, run
from extract.text.fold import fold_key
from extract.text.moments import publication_day
from extract.text.normalise import normalise
from extract.text.sentences import sentences

GALLERY = ROOT / "tests" / "io" / "gallery"
PAGE = ROOT / "docs" / "benchmarks.md"
TOOLS = (
    Tool("**vn-extract**", "readers", "ours", ()),
    Tool("trafilatura", "readers", "trafilatura", ()),
    Tool("newspaper4k", "readers", "newspaper", (), apart=True),
    Tool("readability-lxml", "readers", "readability", (), apart=True),
)
Expected = dict[str, Any]


def gallery() -> list[tuple[bytes, Expected]]:
    """The pages with what they hold."""
    return [
        (path.with_suffix(".html").read_bytes(), json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(GALLERY.glob("*.json"))
    ]


def body_f1(expected: Expected, found: str) -> float:
    """F1 of the sentences of lead and body."""
    wanted = _sentences([expected["sapo"], *expected["body"]])
    neutral = _sentences([*expected["captions"], *expected["rows"], expected["headline"]])
    got = {one for one in _sentences(found.splitlines()) if one not in neutral}
    right = sum(1 for one in got if any(one == want or one.endswith(want) for want in wanted))
    return 2 * right / (len(got) + len(wanted)) if got else 0.0


def _sentences(lines: list[str]) -> set[str]:
    texts = [normalise(line).text for line in lines]
    return {key for text in texts for start, end in sentences(text) if (key := fold_key(text[start:end]))}


def same_day(expected: Expected, found: str | None) -> bool:
    """Whether the date is of the day that was expected."""
    try:
        return found is not None and publication_day(found).isoformat() == expected["date"]
    except ValueError:
        return False


def scores(pages: list[tuple[bytes, Expected]], found: list[dict[str, Any]]) -> list[float]:
    """Mean F1 of the bodies, and the shares of pages with the right headline, author and date."""
    both = [(expected, one) for (_, expected), one in zip(pages, found, strict=True)]
    columns = [
        [body_f1(expected, one.get("text") or "") for expected, one in both],
        [fold_key(one.get("title") or "") == fold_key(expected["headline"]) for expected, one in both],
        [fold_key(one.get("author") or "") == fold_key(expected["author"]) for expected, one in both],
        [same_day(expected, one.get("date")) for expected, one in both],
    ]
    return [sum(column) / len(both) for column in columns]


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.pages", description=__doc__.split("\n")[0])
    parser.add_argument("--peers-python", help="the interpreter that has newspaper4k and readability-lxml")
    parser.add_argument("--write", action="store_true", help="write the table into docs/benchmarks.md")
    given = parser.parse_args()
    pages = gallery()
    documents = [{"html": base64.b64encode(html).decode()} for html, _ in pages]
    rows, skipped = [], ""
    for tool in TOOLS:
        result = run(tool, documents, given.peers_python)
        if isinstance(result, str):
            skipped += f" {tool.name} was left out: {result}."
            continue
        milliseconds = f"{result.seconds / len(pages) * 1e3:.0f}"
        rows.append([tool.name, *map(share, scores(pages, result.found)), milliseconds])
    words = table(["", "body, F1", "headline", "author", "date", "ms a page"], rows)
    words += (
        f"\n\nOn the {len(pages)} page layouts of `tests/io/gallery`, which were written for this project.{skipped}"
    )
    print(words)
    if given.write:
        put(PAGE, "pages", words)


if __name__ == "__main__":
    sys.exit(main())
