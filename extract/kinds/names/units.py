"""Where the name of an administrative unit ends, and what stands behind it begins: "phường Giảng Võ | Nguyễn Văn A"."""

from extract.kinds.names.gazetteer import Gazetteer
from extract.kinds.names.shape import is_highland, is_vietnamese_name
from extract.patterns import compiled
from extract.places import unit_ends

_REST = compiled(r"(?:(?: |(?<= ))\p{Lu}[\p{L}\p{M}\d'.-]*+)*+")


def _end(text: str, start: int) -> int:
    """The end of the capitalised words from `start` on."""
    rest = _REST.match(text, start)
    return rest.end() if rest else start


def unit_end(text: str, folded: str, start: int, unit: str, lists: Gazetteer) -> int | None:
    """The end of the known name of a unit that begins at `start`, behind the folded word for it, or None.

    Of several names ("An Phú", "An Phú Tân") it is the longest behind which nothing is left or a person's name is; else
    the longest with more than a word behind it, for one word is rather the rest of a name that is not known.
    """
    word = lists.units.get(unit)
    ends = unit_ends(folded, start, word) if word else []
    longer: int | None = None
    for end in ends:
        if " " not in folded[start:end] and is_vietnamese_name(folded[start : _end(text, start)].split(" "), lists):
            continue  # "Chủ tịch xã Phan Văn A", though there is a commune Phan
        if text[end : end + 1] == " " and text[end + 1 : end + 2].isdigit() and longer is not None:
            continue
        words = folded[end : _end(text, end)].split()
        if not words or is_vietnamese_name(words, lists) or is_highland(words[0]):
            return end
        if longer is None and (len(words) > 1 or text[end - 1].isdigit()):
            longer = end
    return longer
