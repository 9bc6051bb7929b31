"""Where names end that begin with a run of capitalised words."""

import regex

from extract.kinds.names.shape import is_foreign
from extract.patterns import compiled
from extract.text.fold import fold

# What a Korean or Thai name goes on with in lower case: "Kim Yong - chol", "Chan - o - cha".
_TAIL = compiled(r"(?: ?- ?[a-z]{1,6}(?![\p{L}\d])){1,2}")

INITIAL_STOP = compiled(r"\.(?= ?[\p{Ll}(]|[.,;)]|\Z)")
"""The full stop of an initial that does not end a sentence."""
_HYPHENATED = compiled(r" - (\p{Lu}\p{Ll}+)(?![\p{L}-]| \p{Lu})")
_APOSTROPHE = compiled(r" ?' ?(\p{L}\p{Ll}+)(?! ?')")
_GIVEN = compiled(r"(?: \p{Lu}[\p{L}\p{M}]*+(?!\.)){1,3}+(?! \p{Lu})")
_BROKEN = compiled(r"\n(\p{Lu}\p{Ll}*(?: \p{Lu}\p{Ll}*){0,2})(?=[,. ] ?(\p{Ll}*))")
_INITIAL_END = compiled(r"(?<=[\s.]|^)(?:\p{Lu}|[CGKNPT]h|Tr|St)$")
_NO_NAME = compiled(r"(?: ?[.…]{2,}| ?[,;:!?\"()/]| \.).*|(?<=\p{Ll})\..*", regex.DOTALL)


def tail(text: str, end: int) -> int:
    """The end of a foreign name that goes on behind `end` in lower case behind hyphens, else `end`."""
    match = _TAIL.match(text, end)
    return match.end() if match else end


def spaced(text: str, folded: str, start: int, end: int) -> int:
    """The end of a foreign name that goes on behind a hyphen or an apostrophe between spaces, else `end`.

    "Rafael Ortiz - Canelo", "Peter O ' Brannan", "Karim Al Ma ' dani".
    """
    last = folded[start:end].rpartition(" ")[2]
    follows = _APOSTROPHE.match(text, end)
    if follows:
        begins = follows[1][0].isupper()
        if (begins and last in ("o", "d")) or (not begins and is_foreign(fold(follows[1]))):
            return follows.end()
    follows = _HYPHENATED.match(text, end)
    if follows and " " in text[start:end] and is_foreign(last) and is_foreign(fold(follows[1])):
        return follows.end()
    return end


def given_end(text: str, end: int) -> int:
    """The end of the capitalised words, three at most, right behind the family name that ends at `end`."""
    follows = _GIVEN.match(text, end)
    return follows.end() if follows else end


def broken(text: str, end: int) -> tuple[int, str, str] | None:
    """What a name that a line ends with may go on with on the next: its end, its words and the word behind, folded."""
    follows = _BROKEN.match(text, end)
    return (follows.end(1), fold(follows[1]), fold(follows[2])) if follows else None


def person_end(text: str, start: int, end: int) -> int:
    """The end of a person's name that a model found at `start:end`: before punctuation that no name has inside.

    The full stop of an initial at the end belongs to the name, unless it ends the sentence.
    """
    stop = _NO_NAME.search(text, start, end)
    if stop:
        end = stop.start()
    return end + 1 if INITIAL_STOP.match(text, end) and _INITIAL_END.search(text, start, end) else end
