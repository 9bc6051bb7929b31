"""The name of a person right behind a title, where nothing but the title says that it is one."""

from extract.kinds.names.gazetteer import COMMON, Gazetteer
from extract.kinds.names.runs import tail
from extract.kinds.names.shape import is_foreign, is_vietnamese_name
from extract.patterns import compiled

_PART = r"(?:\p{Lu}\p{L}?\.|\p{Lu}[\p{L}\p{M}']*+)"
_RUN = compiled(rf"{_PART}(?:(?: | - |-){_PART}){{1,4}}+(?![\p{{L}}\p{{N}}])")


def titled_name(text: str, folded: str, start: int, lists: Gazetteer, *, bare: bool) -> int | None:
    """The end of the person's name that begins at `start`, behind a title, or None if there is none.

    With `bare`, no organisation can stand there ("Thủ tướng", "Tổng thống Mỹ"): a common family name, or foreign words,
    make a name then; else it has to be a full Vietnamese name by its syllables.
    """
    run = _RUN.match(text, start)
    if run is None:
        return None
    end = run.end() - (run.group()[-1] == ".")
    if _unit_word(folded, start, end) in lists.units:
        return None  # "Nông Lâm Thành phố Huế"
    words = folded[start:end].replace(" - ", " ").split(" ")
    if " - " not in run.group() and is_vietnamese_name(words, lists):
        return end if len(words) > 2 or " ".join(words) not in lists.places else None  # "Hà Đông"
    if 2 < len(words) < 6 and words[1] in lists.female:
        return end
    return tail(text, end) if bare and _is_bare(text[start:end].split(" "), words, lists) else None


def _is_bare(written: list[str], words: list[str], lists: Gazetteer) -> bool:
    """Whether words are a name where no organisation can stand."""
    if words[0] in lists.places or " ".join(words[:2]) in lists.places or not lists.firms.isdisjoint(words):
        return False
    if any(word.isupper() and len(word) > 2 for word in written) or len(words) > 4:
        return False
    return lists.family.get(words[0]) == COMMON or any(map(is_foreign, words))


def _unit_word(folded: str, start: int, end: int) -> str:
    """The last word before `end` and the one behind it."""
    last = folded.rfind(" ", start, end) + 1
    behind = folded.find(" ", end + 1)
    return folded[last : behind if behind > 0 else len(folded)]
