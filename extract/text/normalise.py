"""Normalisation: one form for the many in which the same Vietnamese text is written, with an exact way back.

The normalised text is in NFC; tone marks of open oa, oe, uy are in the traditional place ("hòa"); there is one kind of
space, hyphen, double and single quotation mark; nothing invisible is left. See docs/text.md for the whole list.
"""

import html
import unicodedata
from dataclasses import dataclass
from html.entities import html5

import regex

from extract.text.alignment import Alignment, substitute

_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"

_SPACES = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_NEWLINES = "\r\x0b\x0c\x85\u2028\u2029"
_HYPHENS = "‐‑‒–—―⁃−﹘﹣"
_DOUBLE_QUOTES = "“”„‟«»″〝〞〟"
_SINGLE_QUOTES = "‘’‚‛′‹›"
_EACH = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_NEWLINES, "\n"),
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys(_DOUBLE_QUOTES, '"'),
    **dict.fromkeys(_SINGLE_QUOTES, "'"),
    "Ð": "Đ",
    "Ɖ": "Đ",
}
"""Characters replaced one by one, wherever they stand."""

_INVISIBLE = regex.compile(r"[\p{Cf}\u034f\ufe00-\ufe0f\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+")
_SURROGATE = regex.compile(r"[\ud800-\udfff]")
_COMPATIBLE = regex.compile(r"[\uff01-\uff5e\ufb00-\ufb06\u2160-\u217f\U0001d400-\U0001d7ff]")
_ENTITY = regex.compile(
    r"&(?:(?:amp|#0{0,5}38|#[xX]0{0,5}26);)*+(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
)
_MARKED = regex.compile(r"\p{L}[\u0300-\u036f]+")
_BLANKS = regex.compile(r" {2,}| +(?=\n|\Z)|(?<=\n) +|\A +")
_LINE_END = regex.compile(r"\r\n")
_TONES = dict(zip("\u0300\u0301\u0309\u0303\u0323", range(5), strict=True))
_SHAPES = "\u0302\u0306\u031b"

# A character outside of this class makes work; the class is of the common characters that never do.
_UNSAFE = regex.compile(r"[^\n -%'-~ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ…²³°]")
_NEW_STYLE = regex.compile(r"(?:(?<=[oO])[àáảãạÀÁẢÃẠèéẻẽẹÈÉẺẼẸ]|(?<=(?<![qQ])[uU])[ỳýỷỹỵỲÝỶỸỴ])(?![\p{L}\p{M}])")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text.

    Attributes:
        text: the normalised text.
        alignment: maps its spans to the text as given.
        encoding: the legacy encoding that the text, or a part of it, was in; None for plain Unicode.
    """

    text: str
    alignment: Alignment
    encoding: str | None


def normalise(text: str) -> Normalised:
    """Normalise any string. Never raises; what is no text (a lone surrogate) becomes U+FFFD."""
    alignment = Alignment(len(text))

    def apply(pattern: regex.Pattern[str], replacement) -> None:
        nonlocal text, alignment
        text, step = substitute(pattern, replacement, text)
        alignment = alignment.then(step)

    if "&" in text:
        apply(_ENTITY, _entity)
    if _UNSAFE.search(text):
        apply(_LINE_END, lambda m: "\n")
        apply(_INVISIBLE, lambda m: "")
        apply(_COMPATIBLE, lambda m: unicodedata.normalize("NFKC", m.group()))
        text = _SURROGATE.sub("\ufffd", text)
        for character in sorted(set(_UNSAFE.findall(text)) & _EACH.keys()):
            text = text.replace(character, _EACH[character])
        apply(_MARKED, _composed)
    text = regex.sub(r"[oOuU][àáảãạÀÁẢÃẠèéẻẽẹÈÉẺẼẸỳýỷỹỵỲÝỶỸỴ](?![\p{L}\p{M}])", _old_style, text)
    apply(_BLANKS, lambda m: " " if m.end() < len(m.string) and m.start() and m.string[m.end()] != "\n" and m.string[m.start()-1] != "\n" else "")
    return Normalised(text, alignment, None)


def _entity(match: regex.Match[str]) -> str:
    name = match.group().rsplit("&", 1)[-1].rsplit(";", 2)[-2]
    if name[0] != "#" and name + ";" not in html5:
        return f"&{name};"
    return html.unescape(f"&{name};")


def _composed(match: regex.Match[str]) -> str:
    base, *marks = dict.fromkeys(unicodedata.normalize("NFD", match.group()))
    marks.sort(key=lambda m: (m not in _SHAPES, m not in _TONES))
    return unicodedata.normalize("NFC", base + "".join(marks))


def _old_style(match: regex.Match[str]) -> str:
    first, second = match.group()
    if first in "uU" and (match.start() and match.string[match.start() - 1] in "qQ"):
        return first + second
    base, tone = unicodedata.normalize("NFD", second)
    if (base in "aAeE") != (first in "oO"):
        return first + second
    return unicodedata.normalize("NFC", first + tone) + base
