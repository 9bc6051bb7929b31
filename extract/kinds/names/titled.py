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
    if 2 < len(words) < 6 and words[1] == "thị":
        return end
    if not bare or " ".join(words[:2]) in lists.places or words[0] in lists.places:
        return None
    if any(word.isupper() and len(word) > 2 for word in text[start:end].split(" ")) or not lists.firms.isdisjoint(
        words
    ):
        return None
    if len(words) < 5 and (lists.family.get(words[0]) == COMMON or any(map(is_foreign, words))):
        return tail(text, end)
    return None


def _unit_word(folded: str, start: int, end: int) -> str:
    """The last word before `end` and the one behind it."""
    last = folded.rfind(" ", start, end) + 1
    behind = folded.find(" ", end + 1)
    return folded[last : behind if behind > 0 else len(folded)]
