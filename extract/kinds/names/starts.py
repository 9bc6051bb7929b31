"""Where in a run of capitalised words the name of a person begins: a closed list of ways to tell."""

from collections.abc import Callable, Sequence

from extract.kinds.names.run import Run
from extract.kinds.names.shape import (
    foreign_start,
    highland_start,
    is_foreign,
    is_rare_name,
    name_start,
    rare_start,
)

Start = Callable[[Run], "int | None"]
"""The index of the word, not the first, at which the name begins, or None."""
STARTS: dict[str, Start] = {}
"""The ways by the names that choices call them."""


def start(find: Start) -> Start:
    """Give a way the name of its function, with hyphens."""
    STARTS[find.__name__.replace("_", "-")] = find
    return find


@start
def second(run: Run) -> int | None:
    """Behind the first word."""
    return 1 if len(run.words) > 1 else None


@start
def behind_place(run: Run) -> int | None:
    """Behind the known place that the words begin with."""
    return run.place if run.place < len(run.words) else None


@start
def vietnamese(run: Run) -> int | None:
    """A Vietnamese full name that ends the words."""
    return name_start(run.words, run.lists)


@start
def vietnamese_behind_place(run: Run) -> int | None:
    """The same, behind a known place and other words: "VN Blue Lê Văn A"."""
    inner = name_start(run.words[run.place :], run.lists) if run.place else None
    return run.place + inner if inner else None


@start
def rare(run: Run) -> int | None:
    """A common family name that begins the last three words: "Sở Lê Khả Duy"."""
    return rare_start(run.words, run.lists)


@start
def rare_behind_place(run: Run) -> int | None:
    """A rare name behind a known place: "UBND TP Huế Tất Thành A"."""
    return next((index for index in _rare(run) if _ends_with_place(run, index)), None)


@start
def rare_behind_hamlet(run: Run) -> int | None:
    """A rare name behind a hamlet's: "Trưởng thôn Đồng Tâm Ma Thế Vịnh"."""
    before = run.seen.folded[max(run.start - 8, 0) : run.start - 1].rpartition(" ")[2]
    return next(iter(_rare(run)), None) if before in run.lists.units else None


@start
def rare_behind_capitals(run: Run) -> int | None:
    """A rare name behind a word in capitals: "HĐQT Thân Hoàng Long"."""
    return 1 if _begins_in_capitals(run) and is_rare_name(run.words[1:], run.lists) else None


@start
def foreign(run: Run) -> int | None:
    """A known foreign given name."""
    return foreign_start(run.words, run.lists)


@start
def foreign_behind_place(run: Run) -> int | None:
    """Foreign words between a place and a name: "Ấn Độ Rovinder Kumar Desai"."""
    if not run.place:
        return None
    begin = next(filter(None, (find(run) for find in (vietnamese, foreign, highland))), 0)
    return run.place if run.place < begin and _all_foreign(run.words[run.place : begin]) else None


@start
def foreign_behind_body(run: Run) -> int | None:
    """A foreign name behind a known organisation: "Boeing John Smith"."""
    for index in range(len(run.words) - 2, 0, -1):
        if " ".join(run.words[:index]) in run.lists.organizations and _may_be_abroad(run.words[index:]):
            return index
    return None


@start
def foreign_behind_capitals(run: Run) -> int | None:
    """A foreign name behind a word in capitals: "XYZ Ivar Lund"."""
    return 1 if len(run.words) > 2 and _begins_in_capitals(run) and _may_be_abroad(run.words[1:]) else None


@start
def highland(run: Run) -> int | None:
    """A name of the Central Highlands: "Ky H'Ngăm"."""
    return highland_start(run.words)


@start
def known(run: Run) -> int | None:
    """A name that the text has told already, at the end of the words: "Interpol Lê Văn A", "Mỹ Kessler"."""
    for index in range(1, len(run.words) - 1):
        if " ".join(run.words[index:]) in run.seen.full:
            return index
    last, head = len(run.words) - 1, " ".join(run.words[:-1])
    if run.words[last] not in run.seen.parts:
        return None
    return last if head in run.lists.places or head in run.lists.organizations else None


def _rare(run: Run) -> Sequence[int]:
    """Where rare names begin that end the words."""
    return [index for index in range(1, len(run.words) - 2) if is_rare_name(run.words[index:], run.lists)]


def _ends_with_place(run: Run, end: int) -> bool:
    return any(" ".join(run.words[first:end]) in run.lists.places for first in range(max(end - 3, 0), end))


def _begins_in_capitals(run: Run) -> bool:
    word = run.words[0]
    return len(word) > 1 and run.seen.text[run.start : run.start + len(word)].isupper()


def _all_foreign(words: Sequence[str]) -> bool:
    return all(map(is_foreign, words))


def _may_be_abroad(words: Sequence[str]) -> bool:
    """Whether words may be a whole foreign name by their spelling."""
    return len(words) < 4 and _all_foreign(words)
