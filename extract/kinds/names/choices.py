"""What is made of a run of capitalised words: the first entry of `rules/runs.yaml` that fits it says so."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from extract.entries import RunEntry
from extract.kinds.names.facts import FACTS, SETTLED, Fact
from extract.kinds.names.run import Run
from extract.kinds.names.starts import STARTS, Start
from extract.lexicon import Lexicon, LexiconError
from extract.words import nearest

T = TypeVar("T")
Asked = tuple[tuple[Fact, bool], ...]
"""Facts, each with whether it has to hold."""


class Choice(NamedTuple):
    """An entry with the facts and the ways that it names."""

    rule: RunEntry
    asked: Asked
    begin: tuple[Start, ...]
    front: Asked
    rest: Asked


class Choices:
    """The entries of a lexicon.

    Raises:
        LexiconError: an entry asks for a fact, or a way to tell where a name begins, that there is not.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._all = [_choice(lexicon, rule) for rule in lexicon.entries(RunEntry)]
        self._fitting: dict[tuple[Hashable, ...], list[Choice]] = {}

    def __call__(self, where: str, run: Run) -> tuple[RunEntry, int] | None:
        """The entry that fits, and the index of the word at which it takes a name to begin, 0 for the first."""
        key = (where, run.cue, run.first, run.near, run.vietnamese, len(run.words) == 1)
        fitting = self._fitting.get(key)
        if fitting is None:
            fitting = self._fitting[key] = list(self._find(where, run))
        for choice in fitting:
            for fact, wanted in choice.asked:
                if fact(run) is not wanted:
                    break
            else:
                index = _begin(choice, run) if choice.begin else 0
                if index is not None:
                    return choice.rule, index
        return None

    def _find(self, where: str, run: Run) -> Iterator[Choice]:
        """The entries that fit runs with this one's settled facts as far as these go, and what else they ask."""
        for choice in self._all:
            cues = choice.rule.cue
            if choice.rule.at == where and (not cues or (run.cue or "none") in cues):
                settled = [one for one in choice.asked if one[0] in SETTLED]
                if _hold(settled, run):
                    yield choice._replace(asked=tuple(one for one in choice.asked if one not in settled))


def _begin(choice: Choice, run: Run) -> int | None:
    """The index of the word at which a name begins in a run of which all that is asked holds; None if none does."""
    index = next(filter(None, (find(run) for find in choice.begin)), None)
    if index is None or (choice.front and not _hold(choice.front, run.front(index))):
        return None
    return index if not choice.rest or _hold(choice.rest, run.rest(index)) else None


def _hold(asked: Iterable[tuple[Fact, bool]], run: Run) -> bool:
    """Whether the facts are as they have to be."""
    return all(fact(run) is wanted for fact, wanted in asked)


def _choice(lexicon: Lexicon, rule: RunEntry) -> Choice:
    def asked(field: str) -> Asked:
        written: str = getattr(rule, "is_" if field == "is" else field)
        names = [name.strip() for name in written.split("&")] if written else []
        return tuple((named(field, name.removeprefix("!"), FACTS), name[0] != "!") for name in names)

    def named(field: str, name: str, known: Mapping[str, Callable[[Run], T]]) -> Callable[[Run], T]:
        if name not in known:
            place = lexicon.origin(rule.id)
            raise LexiconError(f"{place}: '{rule.id}': {field}: there is no '{name}'{nearest(name, known)}")
        return known[name]

    begin = tuple(named("begin", name, STARTS) for name in rule.begin)
    return Choice(rule, asked("is"), begin, asked("front"), asked("rest"))
