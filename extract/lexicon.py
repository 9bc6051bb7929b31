"""Reads `rules/`, checks every entry, puts a user's rules on top, and matches the entries' forms in text.

A rule file is YAML: `group: NAME` and `entries:`, a list with one mapping a line. A user's own directory is read the
same way: an entry with a new id is added, with a known id it replaces, and `{id: ..., off: true}` switches it off.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import ahocorasick_rs
import msgspec
import regex

from extract.entries import ENTRY_TYPES, Entry
from extract.resources import RULES
from extract.text.fold import fold_key

E = TypeVar("E", bound=Entry)


class LexiconError(ValueError):
    """A rule file is wrong; the message names the file, the line and what to do."""


class Origin(NamedTuple):
    """Where an entry was read."""

    file: str
    line: int
    comment: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Hit(NamedTuple, Generic[E]):
    """A form found in folded text: its span and the entry that it belongs to."""

    start: int
    end: int
    entry: E


class Matcher(Generic[E]):
    """Finds the forms of entries in folded text by one Aho-Corasick pass, leftmost-longest, at syllable boundaries.

    A form shared by two entries belongs to the one read first.
    """

    def __init__(self, entries: Iterable[E]) -> None:
        by_form: dict[str, E] = {}
        for entry in entries:
            for form in entry.forms:
                by_form.setdefault(fold_key(form), entry)
        self._entries: list[E] = list(by_form.values())
        self.forms: dict[str, E] = by_form
        # A form cannot begin or end inside a syllable, but Aho-Corasick does not know: overlapping matches are asked
        # for, so that a longer form that breaks off inside a syllable does not hide the shorter one that fits.
        self._automaton = ahocorasick_rs.AhoCorasick(list(by_form), matchkind=ahocorasick_rs.MatchKind.Standard)

    def find(self, folded: str) -> list[Hit[E]]:
        """The hits in `folded`, in order, not overlapping: leftmost first, the longest of those that begin there."""
        size = len(folded)
        fitting: dict[int, tuple[int, int]] = {}
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if (start and folded[start - 1].isalnum() and folded[start].isalnum()) or (
                end < size and folded[end].isalnum() and folded[end - 1].isalnum()
            ):
                continue
            known = fitting.get(start)
            if known is None or known[0] < end:
                fitting[start] = (end, index)
        hits: list[Hit[E]] = []
        reached = 0
        for start in sorted(fitting):
            if start >= reached:
                reached, index = fitting[start]
                hits.append(Hit(start, reached, self._entries[index]))
        return hits


class Lexicon:
    """All entries in force, by type and by id, with where each was read."""

    def __init__(self, entries: dict[str, Entry], origins: dict[str, Origin]) -> None:
        self._entries = entries
        self._origins = origins
        self._matchers: dict[Hashable, Matcher[Any]] = {}

    @classmethod
    def load(cls, *directories: Path | str) -> "Lexicon":
        """The package's own rules, with those of `directories` merged over them in turn.

        Raises:
            LexiconError: a directory has no rule files, a file is no YAML, or an entry is not what its group asks.
        """
        return cls.of(*map(rule_files, directories))

    @classmethod
    def of(cls, *layers: Mapping[str, str]) -> "Lexicon":
        """The package's own rules, with `layers` merged over them in turn: texts of rule files by name.

        Raises:
            LexiconError: as for `load`.
        """
        merged: dict[str, Entry] = {}
        origins: dict[str, Origin] = {}
        for files in (rule_files(RULES, RULES.name), *layers):
            seen: dict[str, Origin] = {}
            for name, text in files.items():
                for entry_id, entry, origin in _read(name, text):
                    if entry_id in seen:
                        raise LexiconError(f"{origin}: id '{entry_id}' is already at {seen[entry_id]}; give it another")
                    seen[entry_id] = origin
                    if entry is not None:
                        merged[entry_id], origins[entry_id] = entry, origin
                    elif entry_id in merged:
                        del merged[entry_id], origins[entry_id]
                    else:
                        raise LexiconError(f"{origin}: no entry '{entry_id}' to switch off; see 'vn-extract rules'")
        return cls(merged, origins)

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __contains__(self, entry_id: str) -> bool:
        return entry_id in self._entries

    def __getitem__(self, entry_id: str) -> Entry:
        return self._entries[entry_id]

    def origin(self, entry_id: str) -> Origin:
        """Where the entry was read, with the comment on its line."""
        return self._origins[entry_id]

    @cached_property
    def _by_type(self) -> dict[type[Entry], list[Entry]]:
        groups: dict[type[Entry], list[Entry]] = {cls: [] for cls in ENTRY_TYPES.values()}
        for entry in self._entries.values():
            groups[type(entry)].append(entry)
        return groups

    def entries(self, kind: type[E]) -> list[E]:
        """The entries of one type, in the order of files and lines."""
        return self._by_type[kind]  # type: ignore[return-value]

    def matcher(self, kind: type[E]) -> Matcher[E]:
        """The matcher over all forms of one type of entry, built once."""
        if kind not in self._matchers:
            self._matchers[kind] = Matcher(self.entries(kind))
        return self._matchers[kind]

    def compile(self, entry: Entry, pattern: str) -> regex.Pattern[str]:
        """Compile a pattern that an entry holds.

        Raises:
            LexiconError: it is no valid pattern; the message names the entry's file and line.
        """
        try:
            return regex.compile(pattern)
        except regex.error as error:
            raise LexiconError(f"{self._origins[entry.id]}: '{entry.id}': not a valid pattern: {error}") from error

    def folded_forms(self, kind: type[E], keep: Callable[[E], bool]) -> list[str]:
        """The folded forms of the entries that `keep` holds for, longest first: ready for a pattern's alternation."""
        forms = {fold_key(form) for entry in self.entries(kind) if keep(entry) for form in entry.forms}
        return sorted(forms, key=lambda form: (-len(form), form))


@lru_cache(maxsize=1)
def default_lexicon() -> Lexicon:
    """The package's own rules, read once."""
    return Lexicon.load()


def rule_files(directory: Path | str, shown: str | None = None) -> dict[str, str]:
    """The texts of the rule files under a directory, by name, in order; `shown` stands for the directory in names.

    Raises:
        LexiconError: there are none.
    """
    files = sorted(Path(directory).rglob("*.yaml"))
    if not files:
        raise LexiconError(f"{directory}: no rule files (*.yaml) there; give a directory that holds some")
    names = (f"{shown or directory}/{file.relative_to(directory).as_posix()}" for file in files)
    return {name: file.read_text(encoding="utf-8") for name, file in zip(names, files, strict=True)}


def _read(name: str, text: str) -> Iterator[tuple[str, Entry | None, Origin]]:
    """The entries of one file with their origins; None for an entry that is switched off."""
    import yaml  # only here: it takes a sixth of the package's import time

    lines = text.split("\n")
    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise LexiconError(f"{name}: not valid YAML: {error}") from error
    top = {key.value: value for key, value in root.value} if isinstance(root, yaml.MappingNode) else {}
    if set(top) != {"group", "entries"} or not isinstance(top["entries"], yaml.SequenceNode):
        raise LexiconError(
            f"{name}:1: a rule file has 'group: NAME' and 'entries:', a list; this one has {sorted(top)}"
        )
    entry_type = ENTRY_TYPES.get(top["group"].value)
    if entry_type is None:
        raise LexiconError(f"{name}:1: unknown group '{top['group'].value}'; use one of {', '.join(ENTRY_TYPES)}")
    for node in top["entries"].value:
        line = node.start_mark.line
        origin = Origin(name, line + 1, _comment(lines, line, node.end_mark.line, node.end_mark.column))
        try:
            yield _entry(_plain(node), entry_type, origin)
        except msgspec.ValidationError as error:
            raise LexiconError(f"{origin}: {error}; see the fields of group '{entry_type.group}'") from error


def _plain(node: Any) -> Any:
    """The node as dicts, lists and scalars. Every scalar stays text but for true, false, null and plain numbers."""
    if node.id == "mapping":
        return {key.value: _plain(value) for key, value in node.value}
    if node.id == "sequence":
        return [_plain(child) for child in node.value]
    if node.tag == "tag:yaml.org,2002:bool":
        return node.value.lower() == "true"
    if node.tag == "tag:yaml.org,2002:int":
        return int(node.value)
    if node.tag == "tag:yaml.org,2002:float":
        return float(node.value)
    return None if node.tag == "tag:yaml.org,2002:null" else node.value


def _entry(fields: Any, entry_type: type[Entry], origin: Origin) -> tuple[str, Entry | None, Origin]:
    if not isinstance(fields, dict) or not isinstance(fields.get("id"), str):
        raise LexiconError(f"{origin}: an entry is a mapping with an 'id', e.g. {{id: rank.dai-ta, forms: [Đại tá]}}")
    if fields.get("off") is True:
        return fields["id"], None, origin
    return fields["id"], msgspec.convert(fields, entry_type), origin


def _comment(lines: Sequence[str], first: int, last: int, column: int) -> str:
    """The comment behind an entry on its last line, else the block of comment lines right above it."""
    behind = lines[last][column:].strip() if last < len(lines) else ""
    if behind.startswith("#"):
        return behind.lstrip("# ")
    above: list[str] = []
    for line in reversed(lines[:first]):
        if not line.strip().startswith("#"):
            break
        above.append(line.strip().lstrip("# "))
    return " ".join(reversed(above))
