"""Normalisation: one form for the many in which the same Vietnamese text is written, with an exact way back.

The normalised text is in NFC; the tone mark of open oa, oe and uy stands in the traditional place ("hòa", "thúy");
there is one kind of space, hyphen, double and single quotation mark, and nothing invisible. docs/text.md has the list.

Most text needs nothing of this: one search for the characters that make work, and one for the new tone style, say so.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html.entities import html5
from types import MappingProxyType

import regex

from extract.patterns import compiled
from extract.text.alignment import Alignment, substitute
from extract.text.encodings import repair
from extract.text.fonts import HINTS
from extract.text.foreign import tidied, unwrapped

_SHAPES = "\u0302\u0306\u031b"
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text.

    Attributes:
        text: the normalised text.
        alignment: maps its spans to those of the text as given, and back.
        encoding: the legacy encoding that the text, or a part of it, was in ("TCVN3", "VNI", "VISCII", "UTF-8 read as
            CP1252"); None where it was in none.
    """

    text: str
    alignment: Alignment
    encoding: str | None


def normal_form(text: str) -> str:
    """The normalised text of any string; of words alone, which are most of the lexicon, without more ado."""
    return _NEW_STYLE.sub(_traditional, text) if _WORDS.fullmatch(text) else normalise(text).text


def normalise(text: str) -> Normalised:
    """Normalise any string. Never raises; normalising the result again changes nothing."""
    result = _pass(text)
    before = text
    # What was decoded or deleted can leave a new entity behind: "&am&#112;;", and a new line break a line that is in
    # another encoding than those around it.
    for _ in range(_MOST_PASSES):
        if result.text == before or not _OPEN.search(result.text):
            break
        before = result.text
        again = _pass(before)
        result = Normalised(again.text, result.alignment.then(again.alignment), result.encoding or again.encoding)
    return result


_MOST_PASSES = 4
_OPEN = re.compile(f"[&{re.escape(''.join(sorted(HINTS)))}]")

# A character outside of this class makes work. `re` is ten times as fast as `regex` here.
_UNSAFE = re.compile(r"[^\n -%'-~ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ…]")

_WORDS = re.compile(r"(?:[0-9A-Za-zÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]+(?: (?=[^ ])|\Z))+")

_HYPHENS = "‐‑‒–—―⁃−﹘﹣"
_DOUBLE_QUOTES = "“”„‟«»″〝〞〟"
_SINGLE_QUOTES = "‘’‚‛′‹›"
_SPACES = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_NEWLINES = "\r\x0b\x0c\x85\u2028\u2029"
_REPLACED: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(_HYPHENS, "-")
    | dict.fromkeys(_DOUBLE_QUOTES, '"')
    | dict.fromkeys(_SINGLE_QUOTES, "'")
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_NEWLINES, "\n")
    # Capitals of other languages' letters that look the same; no name in a news article has them.
    | dict.fromkeys("ÐƉ", "Đ")
)

_INVISIBLE = compiled(r"([\p{Cf}\u034f\ufe00-\ufe0f\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+)")
_SURROGATE = compiled(r"[\ud800-\udfff]")
# Full-width forms, ligatures, Roman numerals in one character, the bold and italic letters of mathematics.
_COMPATIBLE = compiled(r"([\uff01-\uff5e\ufb00-\ufb06\u2160-\u217f\U0001d400-\U0001d6a3\U0001d7ce-\U0001d7ff])")
_CARRIAGE_RETURN = compiled(r"(\r\n)")
_SMALL_ETH = compiled(r"(?<![\p{L}\p{M}])[ðɖ]")


def _pass(text: str) -> Normalised:
    alignment = Alignment(len(text))
    encoding = None
    if _UNSAFE.search(text):
        text, alignment, encoding = _characters(text)
    text, step = tidied(text)
    alignment = alignment.then(step)
    text = _NEW_STYLE.sub(_traditional, text)
    if " \n" in text or "\n " in text or text[:1] == " " or text[-1:] == " ":
        text, step = substitute(_OUTER_BLANKS, lambda _: "", text)
        alignment = alignment.then(step)
    if "  " in text:
        text, step = substitute(_BLANKS, lambda _: " ", text)
        alignment = alignment.then(step)
    return Normalised(unwrapped(text), alignment, encoding)  # last, for blanks at a line's ends count in its length


_OUTER_BLANKS = re.compile(r"((?:^|(?<=\n)) +| +(?![^\n]))")
_BLANKS = re.compile(r"( {2,})")


def _characters(text: str) -> tuple[str, Alignment, str | None]:
    alignment = Alignment(len(text))
    encoding = None

    def apply(pattern: re.Pattern[str] | regex.Pattern[str], replacement: Callable[[str], str]) -> None:
        nonlocal text, alignment
        text, step = substitute(pattern, replacement, text)
        alignment = alignment.then(step)

    if "&" in text:
        apply(_ENTITY, _unescape)
    found = set(_UNSAFE.findall(text))
    if not HINTS.isdisjoint(found):
        repaired = repair(text)
        if repaired.encoding is not None:
            text, encoding = repaired.text, repaired.encoding
            alignment = alignment.then(repaired.alignment)
            found = set(_UNSAFE.findall(text))
    # Which steps there are to do can be seen from the characters alone.
    present = "".join(sorted(found))
    if _INVISIBLE.search(present):
        apply(_INVISIBLE, lambda _: "")
    if _COMPATIBLE.search(present):
        apply(_COMPATIBLE, lambda character: unicodedata.normalize("NFKC", character))
    if "\r" in found:
        apply(_CARRIAGE_RETURN, lambda _: "\n")
    for character in sorted(found & _REPLACED.keys()):
        text = text.replace(character, _REPLACED[character])
    if found <= _REPLACED.keys():
        return text, alignment, encoding
    if _SURROGATE.search(present):
        text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    if "ð" in found or "ɖ" in found:
        text = _SMALL_ETH.sub("đ", text)
    for character in sorted(found & _SINGLETONS.keys()):
        text = text.replace(character, _SINGLETONS[character])
    marked = _MARK.search(present)
    if marked and _BLANK_AND_MARK.search(text):
        apply(_STRAY_BLANK, lambda _: "")  # which joins words, before it is asked what a word is made of
    if _FOREIGN_LETTER.search(present):
        text = _MIXED_WORD.sub(_latin, text)
    if marked:
        apply(_MARKED_LETTER, _COMPOSED.__getitem__)
    if not unicodedata.is_normalized("NFC", text):
        apply(_UNCOMPOSED, lambda run: unicodedata.normalize("NFC", run))
    return text, alignment, encoding


# --- HTML entities ---

_NAME = r"(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
# The ampersand itself may be escaped, and again: "&amp;amp;nbsp;".
_ENTITY = compiled(rf"(&(?:(?:(?:amp|#0{{0,4}}38|#[xX]0{{0,4}}26);)++(?:{_NAME})?+|{_NAME}))")


def _unescape(entity: str) -> str:
    name = entity[1:].rsplit(";", 2)[-2]
    return html.unescape(f"&{name};") if name[0] == "#" or name + ";" in html5 else f"&{name};"


# --- Marks ---

# What Unicode has twice ("ύ" with oxia or tonos, the Kelvin sign, tone marks): one, before it is asked what it is.
_SINGLETONS: Mapping[str, str] = MappingProxyType(
    {
        letter: one
        for letter in map(chr, (0x340, 0x341, 0x2126, 0x212A, 0x212B, *range(0x1F71, 0x1FFE)))
        if (one := unicodedata.normalize("NFC", letter)) != letter
    }
)

_MARK = compiled(r"[\u0300-\u036f]")
_MARKED_LETTER = re.compile(r"([A-Za-zÀ-\u02ff\u0370-ỹ][\u0300-\u036f]+)")
# A tone mark that was typed a space too late: "Ky ̀ Anh"; behind letters of other scripts that look like vowels too.
_BLANK_AND_MARK = re.compile(f" [{_TONES}]")
_STRAY_BLANK = compiled(rf"((?<=[aeiouyăâêôơưAEIOUYĂÂÊÔƠƯ{_SHAPES}аеоуіАЕОУІΑΕΙΟΥαιου]) +(?=[{_TONES}]))")
# ASCII never composes with what stands before it, so a run that begins with it at the latest composes by itself.
_UNCOMPOSED = compiled(r"([\x00-\x7f]?[^\x00-\x7f]+)")


class _Composed(dict[str, str]):
    """What letters with marks are in composed form; works out what it does not hold, and does not keep it."""

    def __missing__(self, marked: str) -> str:
        letter, *marks = dict.fromkeys(unicodedata.normalize("NFD", marked))
        if letter in "aeiouyAEIOUY":
            # The marks that shape the vowel come before its tone; each counts once.
            marks.sort(key=lambda mark: mark not in _SHAPES)
        return unicodedata.normalize("NFC", letter + "".join(marks))


_VOWELS = [
    unicodedata.normalize("NFC", vowel + shape)
    for vowels, shape in (("aeiouyAEIOUY", ""), ("aeoAEO", _SHAPES[0]), ("aA", _SHAPES[1]), ("ouOU", _SHAPES[2]))
    for vowel in vowels
]
_COMPOSED = _Composed(
    {
        spelling: unicodedata.normalize("NFC", vowel + tone)
        for vowel in _VOWELS
        for tone in ("", *_TONES)
        for spelling in (vowel + tone, unicodedata.normalize("NFD", vowel + tone))
    }
)


# --- Letters of other scripts ---

_LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχάίόύ",
    "ABEKMHOPCTYXIJSaeopcyxijsdqwABEZHIKMNOPTYXaikvopuxáíóú",
)
_FOREIGN_LETTER = compiled(r"[\p{Cyrillic}\p{Greek}]")
_LATIN_LETTER = compiled(r"\p{Latin}")
_MIXED_WORD = compiled(r"[\p{L}\p{M}]+")


def _latin(match: regex.Match[str]) -> str:
    """Write a word in Latin letters where it has some and all others look like Latin ones."""
    word = match.group()
    latin = word.translate(_LOOK_ALIKES)
    return latin if latin != word and not _FOREIGN_LETTER.search(latin) and _LATIN_LETTER.search(word) else word


# --- Tone style ---

# Open syllables in the new style. "quý" has its u in the onset; in "hoàn" both styles agree. Where a
# mark follows, it is not clear what the tone is.
_NEW_STYLE = compiled(r"[oOuU][àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ](?!\p{L}| *+\p{M})")
_TRADITIONAL = MappingProxyType(
    {
        first + unicodedata.normalize("NFC", second + tone): unicodedata.normalize("NFC", first + tone) + second
        for firsts, seconds in (("oO", "aAeE"), ("uU", "yY"))
        for first in firsts
        for second in seconds
        for tone in _TONES
    }
)


def _traditional(match: regex.Match[str]) -> str:
    new = match.group()
    if new[0] in "uU" and match.string[match.start() - 1 : match.start()] in ("q", "Q"):
        return new
    return _TRADITIONAL.get(new, new)
