"""Lists every pattern that the package compiles, as JSON lines: run by `test_backtracking` as a program of its own.

The functions of `re` and `regex` are wrapped before anything of the package is imported; then all its modules are, and
articles are read, because some patterns are made of the lexicon and some of what an article says.
"""

import functools
import importlib
import json
import pkgutil
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import regex

_FUNCTIONS = ("compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")
_SAMPLES = Path(__file__).parent.parent / "data" / "samples"


def _watch(engine: ModuleType, names: tuple[str, ...], found: dict[tuple[str, str, int], str]) -> None:
    spoken = engine.__name__.removeprefix("extract.patterns") or "regex"

    def watched(function: Any) -> Any:
        @functools.wraps(function)
        def call(pattern: Any, *arguments: Any, **named: Any) -> Any:
            caller = sys._getframe(1)
            place = f"{caller.f_globals['__name__']}:{caller.f_lineno}"
            if isinstance(pattern, str) and place.startswith("extract."):
                found.setdefault((spoken, pattern, int(named.get("flags", 0))), place)
            return function(pattern, *arguments, **named)

        return call

    for name in names:
        setattr(engine, name, watched(getattr(engine, name)))


def main() -> None:
    found: dict[tuple[str, str, int], str] = {}
    _watch(re, _FUNCTIONS, found)
    _watch(regex, _FUNCTIONS, found)
    import extract
    from extract import patterns

    _watch(patterns, ("compiled",), found)

    for module in pkgutil.walk_packages(extract.__path__, "extract."):
        try:
            importlib.import_module(module.name)
        except ImportError as error:  # what only an extra has
            print(f"{module.name} left out: {error}", file=sys.stderr)
    extractor = extract.Extractor()
    for path in sorted(_SAMPLES.glob("*.txt")):
        extractor(path.read_text(encoding="utf-8"))
    for (engine, pattern, flags), place in found.items():
        print(json.dumps([engine, pattern, flags, place]))


if __name__ == "__main__":
    main()
