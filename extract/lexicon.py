"""Reads `rules/`, checks every entry, puts a user's rules on top, and matches the entries' forms in text.

A rule file is YAML: `group: NAME` and `entries:`, a list of mappings; a pattern may be a list of pieces, which are
joined. A user's own directory is read the same way: an entry with a new id is added, with a known id it replaces, and
`{id: ..., off: true}` switches it off.
"""

from collections.abc import Callable, Collection, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import ahocorasick_rs
import msgspec
import regex

from extract import kept
from extract.entries import ENTRY_TYPES, FORMER_GROUPS, Entry, PlaceEntry, UnitLevel, WordEntry
from extract.lazy import lazy
from extract.patterns import compiled
from extract.resources import RULES, rule_paths
from extract.text.fold import fold_key
from extract.words import CLASSES, nearest

E = TypeVar("E", bound=Entry)


class LexiconError(ValueError):
    """A rule file is wrong; the message names the file, the line and what to do."""


class PatternTimeoutError(LexiconError):
    """A pattern of the user's own takes too long; the message names the rule and its place."""


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


PATTERN_SECONDS = 1.0
"""How long one search with a pattern of the user's own may take; those of the package are known to be fast."""

LONGEST_PATTERN = 50_000
"""Characters that a pattern may have, with the pieces put in that it names."""

Match = regex.Match[str]


class TimedPattern:
    """A pattern that the package's tests do not know: every use of it ends within `PATTERN_SECONDS`.

    Args:
        pattern: the pattern.
        rule: the entry that it belongs to, as errors are to name it.

    Raises:
        PatternTimeoutError: by its methods.
    """

    def __init__(self, pattern: regex.Pattern[str], rule: str) -> None:
        self._pattern = pattern
        self._rule = rule
        self.groupindex: Mapping[str, int] = pattern.groupindex

    def match(self, string: str, pos: int = 0, endpos: int | None = None) -> Match | None:
        """As `regex.Pattern.match`."""
        return self._timed(self._pattern.match, string, pos, endpos)

    def fullmatch(self, string: str, pos: int = 0, endpos: int | None = None) -> Match | None:
        """As `regex.Pattern.fullmatch`."""
        return self._timed(self._pattern.fullmatch, string, pos, endpos)

    def search(self, string: str, pos: int = 0, endpos: int | None = None) -> Match | None:
        """As `regex.Pattern.search`."""
        return self._timed(self._pattern.search, string, pos, endpos)

    def finditer(self, string: str, pos: int = 0, endpos: int | None = None) -> Iterator[Match]:
        """As `regex.Pattern.finditer`."""
        try:
            yield from self._pattern.finditer(string, pos, endpos, timeout=PATTERN_SECONDS)
        except TimeoutError:
            raise self._slow() from None

    def _slow(self) -> PatternTimeoutError:
        return PatternTimeoutError(
            f"{self._rule}: the pattern took longer than {PATTERN_SECONDS:g} s on a text; rewrite it so that no "
            "two of its repeats can match the same characters, or make them possessive ('++', '*+')"
        )

    def _timed(self, method: Callable[..., Match | None], string: str, pos: int, endpos: int | None) -> Match | None:
        try:
            return method(string, pos, endpos, timeout=PATTERN_SECONDS)
        except TimeoutError:
            raise self._slow() from None


Pattern = regex.Pattern[str] | TimedPattern


class Lexicon:
    """All entries in force, by type and by id, with where each was read; `own` has the ids of those of the user's."""

    def __init__(
        self,
        entries: dict[str, Entry],
        origins: dict[str, Origin],
        own: Collection[str] = frozenset(),
        off: Iterable[Entry] = (),
    ) -> None:
        self._entries = entries
        self._origins = origins
        self._own = own
        self._off = tuple(off)
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
        package, places = _package()
        merged, origins = dict(package), dict(places)
        off: dict[str, Entry] = {}
        own = {entry_id for files in layers for entry_id in _merge(files, merged, origins, off)}
        return cls(merged, origins, own, off.values())

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as its entries: matchers are built again, and the package's own are found where they are."""
        if self is default_lexicon():
            return default_lexicon, ()
        return Lexicon, (self._entries, self._origins, self._own, self._off)

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

    @lazy
    def _by_type(self) -> dict[type[Entry], list[Entry]]:
        groups: dict[type[Entry], list[Entry]] = {cls: [] for cls in ENTRY_TYPES.values()}
        for entry in self._entries.values():
            groups[type(entry)].append(entry)
        return groups

    def entries(self, kind: type[E]) -> list[E]:
        """The entries of one type, in the order of files and lines."""
        return self._by_type[kind]  # type: ignore[return-value]

    def switched_off(self, kind: type[E]) -> list[E]:
        """The entries of one type that a layer has switched off: what names them finds nothing instead."""
        return [entry for entry in self._off if isinstance(entry, kind)]

    def words(self, *classes: str) -> list[WordEntry]:
        """The words of the classes, in the order of files and lines.

        Raises:
            ValueError: there is no such class.
        """
        for name in classes:
            if name not in CLASSES:
                raise ValueError(f"no class {name!r} of words{nearest(name, CLASSES)}")
        return [word for word in self.entries(WordEntry) if word.word_class in classes]

    def units(self, *levels: UnitLevel) -> list[PlaceEntry]:
        """The words for units of the levels ("tỉnh", "xã"), in the order of files and lines."""
        return [place for place in self.entries(PlaceEntry) if place.level in levels]

    def forms(self, *classes: str) -> list[str]:
        """The folded forms of the words of the classes, longest first.

        Raises:
            ValueError: there is no such class.
        """
        return longest_first(self.words(*classes))

    def one_of(self, *classes: str) -> str:
        """A pattern that matches one of the words of the classes, the longest that fits.

        Raises:
            ValueError: there is no such class.
        """
        return alternation(self.forms(*classes))

    def matcher(self, kind: type[E]) -> Matcher[E]:
        """The matcher over all forms of one type of entry, built once."""
        if kind not in self._matchers:
            self._matchers[kind] = Matcher(self.entries(kind))
        return self._matchers[kind]

    def compile(self, entry: Entry, pattern: str, pieces: Iterable[str] = ()) -> Pattern:
        """Compile the pattern of an entry, in which the entries `pieces`, by their ids, are put in too.

        Raises:
            LexiconError: it is too long or no valid pattern; the message names the entry's file and line.
        """
        place = f"{self._origins[entry.id]}: '{entry.id}'"
        if len(pattern) > LONGEST_PATTERN:
            raise LexiconError(f"{place}: the pattern has over {LONGEST_PATTERN} characters, pieces put in; shorten it")
        own = [piece for piece in (entry.id, *pieces) if piece in self._own]
        try:
            made = regex.compile(pattern) if own else compiled(pattern)
        except (regex.error, RecursionError, OverflowError, MemoryError) as error:
            raise LexiconError(f"{place}: the pattern does not compile: {error}") from error
        if not own:
            return made
        return TimedPattern(made, f"{self._origins[own[0]]}: '{own[0]}'")

    def folded_forms(self, kind: type[E], keep: Callable[[E], bool]) -> list[str]:
        """The folded forms of the entries that `keep` holds for, longest first: ready for a pattern's alternation."""
        return longest_first(entry for entry in self.entries(kind) if keep(entry))


def longest_first(entries: Iterable[Entry]) -> list[str]:
    """The folded forms of the entries, each once, longest first."""
    forms = {fold_key(form) for entry in entries for form in entry.forms}
    return sorted(forms, key=lambda form: (-len(form), form))


def alternation(forms: Iterable[str]) -> str:
    """A pattern that matches one of the forms, the first that fits; of no forms, one that matches nothing."""
    return f"(?:{'|'.join(map(regex.escape, forms)) or '(?!)'})"


class _File(NamedTuple):
    """A rule file as it is written: its group, and its entries, each with its line and its comment."""

    group: str
    entries: list[tuple[Any, int, str]]


def _merge(
    files: Mapping[str, str],
    merged: dict[str, Entry],
    origins: dict[str, Origin],
    off: dict[str, Entry],
    parsed: "Callable[[str, str], _File] | None" = None,
) -> Iterable[str]:
    """Merge one layer of rule files over what is there already; the ids that it speaks of.

    What it switches off goes from `merged` to `off`. `parsed` reads a file, by its name and text; by default as YAML.
    """
    seen: dict[str, Origin] = {}
    for name, text in files.items():
        for entry_id, entry, origin in _read(name, (parsed or _parsed)(name, text), merged):
            if entry_id in seen:
                raise LexiconError(f"{origin}: id '{entry_id}' is already at {seen[entry_id]}; give it another")
            seen[entry_id] = origin
            if entry is not None:
                merged[entry_id], origins[entry_id] = entry, origin
                off.pop(entry_id, None)
            elif entry_id in merged:
                off[entry_id] = merged.pop(entry_id)
            else:
                raise LexiconError(f"{origin}: no entry '{entry_id}' to switch off; see 'vn-extract rules'")
    return seen


@lru_cache(maxsize=1)
def _package() -> tuple[Mapping[str, Entry], Mapping[str, Origin]]:
    """The package's own rules and where they were read, once for all lexicons: the entries cannot be changed."""
    entries: dict[str, Entry] = {}
    origins: dict[str, Origin] = {}
    with _Kept() as parsed:
        _merge(rule_files(RULES, RULES.name), entries, origins, {}, parsed)
    return entries, origins


class _Kept:
    """Reads rule files as YAML, or as the process before kept them, by the digests of their texts."""

    _FILE: Path = kept.FOLDER / "rules.json"

    def __enter__(self) -> Callable[[str, str], _File]:
        content = kept.read(self._FILE)
        try:
            self._known = msgspec.json.decode(content, type=dict[str, _File]) if content is not None else {}
        except (msgspec.DecodeError, ValueError):  # damaged: made anew
            self._known = {}
        self._asked: dict[str, _File] = {}
        return self._parsed

    def __exit__(self, *raised: object) -> None:
        if not self._asked.keys() <= self._known.keys():
            kept.write(self._FILE, msgspec.json.encode(self._asked))

    def _parsed(self, name: str, text: str) -> _File:
        digest = blake2b(text.encode(), digest_size=16).hexdigest()
        self._asked[digest] = found = self._known.get(digest) or _parsed(name, text)
        return found


@lru_cache(maxsize=1)
def default_lexicon() -> Lexicon:
    """The package's own rules, read once."""
    return Lexicon.load()


def rule_files(directory: Path | str, shown: str | None = None) -> dict[str, str]:
    """The texts of the rule files under a directory, by name, in order; `shown` stands for the directory in names.

    Raises:
        LexiconError: there are none, or one is not in UTF-8.
    """
    files = rule_paths(directory)
    if not files:
        raise LexiconError(f"{directory}: no rule files (*.yaml, *.yml) there; give a directory that holds some")
    texts: dict[str, str] = {}
    for file in files:
        name = f"{shown or directory}/{file.relative_to(directory).as_posix()}"
        try:
            texts[name] = file.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise LexiconError(
                f"{name}: not in UTF-8: {error.reason} at byte {error.start}; save it as UTF-8"
            ) from error
    return texts


def _read(name: str, file: _File, known: Container[str]) -> Iterator[tuple[str, Entry | None, Origin]]:
    """The entries of one file with their origins; None for an entry that is switched off.

    A file for a group of version 1 may switch entries off, also those that are not `known` any more.
    """
    former = file.group in FORMER_GROUPS
    entry_type = WordEntry if former else ENTRY_TYPES.get(file.group)
    if entry_type is None:
        raise LexiconError(f"{name}:1: unknown group '{file.group}'; use one of {', '.join(ENTRY_TYPES)}")
    for fields, line, comment in file.entries:
        origin = Origin(name, line, comment)
        try:
            entry_id, entry, _ = read = _entry(fields, entry_type, origin)
            if former and entry is None and entry_id not in known:
                continue
            yield read
        except (msgspec.ValidationError, RecursionError) as error:
            now = f"group '{file.group}' is 'words' now: " if former else ""
            raise LexiconError(
                f"{origin}: {now}{_told(error, entry_type)}; see the fields of group '{entry_type.group}'"
            ) from error


def _parsed(name: str, text: str) -> _File:
    """A rule file, read as YAML."""
    import yaml  # only here: it takes a sixth of the package's import time

    lines = text.split("\n")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        # A few anchors, each holding the one before it twice, stand for more than any memory holds.
        if _ANCHOR.search(text):
            for event in yaml.parse(text, Loader=loader):
                if isinstance(event, yaml.AliasEvent):
                    line = event.start_mark.line + 1 if event.start_mark else 1
                    raise LexiconError(f"{name}:{line}: aliases ('*{event.anchor}') are not read; write it out")
        root = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, UnicodeEncodeError, RecursionError) as error:
        raise LexiconError(f"{name}: not valid YAML: {error}") from error
    top = _mapping(root)
    group = top.get("group")
    if set(top) != {"group", "entries"} or not isinstance(top["entries"], yaml.SequenceNode):
        raise LexiconError(
            f"{name}:1: a rule file has 'group: NAME' and 'entries:', a list; this one has {sorted(top)}"
        )
    if not isinstance(group, yaml.ScalarNode):
        raise LexiconError(f"{name}:1: the group is no name; use one of {', '.join(ENTRY_TYPES)}")
    entries: list[tuple[Any, int, str]] = []
    for node in top["entries"].value:
        line = node.start_mark.line
        comment = _comment(lines, line, node.end_mark.line, node.end_mark.column)
        try:
            entries.append((_plain(node), line + 1, comment))
        except RecursionError as error:
            raise LexiconError(f"{name}:{line + 1}: an entry is nested too deep: {error}") from error
    return _File(group.value, entries)


_UNKNOWN_FIELD = compiled(r"Object contains unknown field `(?P<name>.*)`")
_UNKNOWN_VALUE = compiled(r"Invalid enum value '(?P<name>.*)' - at `\$\.(?P<field>\w+)`")


def _told(error: Exception, entry_type: type[Entry]) -> str:
    """What is wrong with an entry, with the name that may have been meant."""
    told = str(error).removesuffix(" - at `$`")
    fields = {field.encode_name: field.type for field in msgspec.structs.fields(entry_type)}
    if unknown := _UNKNOWN_FIELD.match(told):
        return told + nearest(unknown["name"], fields)
    if unknown := _UNKNOWN_VALUE.match(told):
        values = msgspec.json.schema(fields[unknown["field"]])
        return told + nearest(unknown["name"], _texts(values))
    return told


def _texts(schema: Any) -> Iterator[str]:
    """The strings that a JSON Schema allows by name."""
    for one in schema.get("anyOf", [schema]):
        yield from (value for value in one.get("enum", ()) if isinstance(value, str))


_ANCHOR = compiled(r"&[\p{L}\p{N}_-]")


def _mapping(node: Any) -> dict[str, Any]:
    """The nodes of a mapping by name; empty where `node` is none."""
    return {str(key.value): value for key, value in node.value} if node is not None and node.id == "mapping" else {}


def _plain(node: Any) -> Any:
    """The node as dicts, lists and scalars. Every scalar stays text but for true, false, null and plain numbers."""
    if node.id == "mapping":
        return {name: _plain(value) for name, value in _mapping(node).items()}
    if node.id == "sequence":
        return [_plain(child) for child in node.value]
    kind = node.tag.removeprefix("tag:yaml.org,2002:")
    if kind == "bool":
        return node.value.lower() == "true"
    if kind in ("int", "float"):
        try:
            return int(node.value) if kind == "int" else float(node.value)
        except ValueError:  # "0x1F", "12:30" and ".inf" are numbers to YAML
            return node.value
    return None if kind == "null" else node.value


def _entry(fields: Any, entry_type: type[Entry], origin: Origin) -> tuple[str, Entry | None, Origin]:
    if not isinstance(fields, dict) or not isinstance(fields.get("id"), str):
        raise LexiconError(f"{origin}: an entry is a mapping with an 'id', e.g. {{id: rank.dai-ta, forms: [Đại tá]}}")
    if fields.get("off") is True:
        return fields["id"], None, origin
    pattern = fields.get("pattern")
    if isinstance(pattern, list) and all(isinstance(piece, str) for piece in pattern):
        fields["pattern"] = "".join(pattern)
    entry = msgspec.convert(fields, entry_type)
    for form in entry.forms:
        if not form.strip() or not form.isprintable():
            raise LexiconError(
                f"{origin}: '{entry.id}': the form {form!r} is empty or not all to be seen; write it anew"
            )
    return entry.id, entry, origin


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
