"""What other programs leave in a text: tags, Markdown, words joined by a word segmenter, lines wrapped at a width,
spaces before commas and none behind them. Each is put right where its form leaves no doubt; all else stays.
"""

import re
from collections.abc import Callable, Iterator

import regex

from extract.patterns import compiled
from extract.text.alignment import Alignment, replace, substitute
from extract.text.spans import Span

_STARRED = re.compile(r"\*\S")
_HEADED = re.compile(r"(?:^|\n) {0,3}(?:#{1,6}|>) ")
# A mark comes first, for `re` looks for that alone until it finds it.
_SPACED = re.compile(r"[,.;:!?)\]([](?:(?<= [^(\[])|(?<=[(\[]) |(?<=\w[,;.])[^\W\d_])")

_PARAGRAPHS = (
    "p|div|section|article|h[1-6]|ul|ol|li|table|tbody|thead|tr|blockquote|figure|figcaption|center|br|hr|img|header|"
    "footer|main|pre|dl|dt|dd"
)
_OTHERS = (
    "a|b|i|u|s|em|strong|span|font|small|big|sup|sub|mark|strike|del|ins|abbr|cite|q|code|iframe|video|audio|source|"
    r"picture|label|time|html|body|head|meta|link|o:p|st1:\w+|v:\w+"
)
_REST = r"(?:\s[^<>]{0,2000})?\s*/?>"
_LOOSE = re.compile(r"[^\w\s\u0300-\u036f][\u0300-\u036f]|_[\u0300-\u036f]")
"""A mark that would stand on another letter if the sign in front went: such a text is left as it is."""
_HIDDEN = re.compile(r"<!--|<(script|style)\b[^<>]{0,500}>", re.IGNORECASE)
_CELL = re.compile(rf"(</t[dh]\s*>\s*<t[dh]{_REST})", re.IGNORECASE)
_PARAGRAPH = re.compile(rf"(</?(?:{_PARAGRAPHS}){_REST})", re.IGNORECASE)
_INLINE = re.compile(rf"(</?(?:{_OTHERS}|t[dh]){_REST})", re.IGNORECASE)

_LINK = re.compile(r"(!?\[(?=[^\[\]\n]{1,300}\]\([^()\s]{1,2000}\))|(?<=\S)\]\([^()\s]{1,2000}\))")
_BOLD = re.compile(
    r"((?<!\*)\*\*(?=[^\s*][^*\n]{0,300}\*\*)|(?<=[^\s*])\*\*(?!\*)|(?<!\w)__(?=[^\s_][^_\n]{0,300}__)|(?<=[^\s_])__(?!\w))"
)
_ITALIC = re.compile(r"((?<![\w*])\*(?=[^\s*][^*\n]{0,300}(?<=\S)\*(?![\w*]))|(?<=[^\s*])\*(?![\w*]))")
_HEADING = re.compile(r"((?:^|(?<=\n)) {0,3}(?:#{1,6}|>) +)")

_JOINED = compiled(r"(?<![/@.\p{N}\p{L}_])\p{L}++(?:_\p{L}++)++(?![/@_]|\.\p{L})")
_VIETNAMESE = re.compile(r"[À-ỹ]")
_SURE = re.compile(r"[À-ÖØ-öø-ʯẠ-ỹ]")
"""Of these, those that are letters beyond doubt."""
_LETTER = re.compile(r"[^\W\d_]+")

_BEFORE = re.compile(r"((?<=\S) +(?=[,.;:!?)\]](?:[\s,.;:!?)\]\"'-]|$)))")
_INSIDE = re.compile(r"((?<=[(\[]) +(?=\S))")
_DOMAINS = r"(?!(?i:com|net|org|vn|gov|edu|info|html?|php|js)\b)"
_BEHIND = compiled(
    r"((?<=[\p{Ll}\d%)\"']),(?=\p{L})|(?<=[\p{L}\d%)\"']);(?=\p{L})"
    rf"|(?<=\p{{L}}\p{{Ll}}|[\d%)\"'])\.(?=\p{{Lu}}\p{{Ll}}){_DOMAINS})"
)

_LOOKED_AT, _SEEN, _ENOUGH, _FEW = 4000, 1000, 150, 0.04
_NARROW, _WIDE = 40, 120
_ENDS = tuple(".!?…:;\"')")


def tidied(text: str) -> tuple[str, Alignment]:
    """The text with what other programs left in it put right, and its alignment."""
    alignment = Alignment(len(text))

    def apply(pattern: re.Pattern[str] | regex.Pattern[str], replacement: Callable[[str], str]) -> None:
        nonlocal text, alignment
        text, step = substitute(pattern, replacement, text)
        alignment = alignment.then(step)

    if _has_signs(text) and not _LOOSE.search(text):
        if "<" in text:
            text, step = replace(text, [(start, end, "") for start, end in _hidden(text)])
            alignment = alignment.then(step)
            apply(_CELL, lambda _: ", ")
            apply(_PARAGRAPH, lambda _: "\n")
            apply(_INLINE, _nothing)
        if "](" in text:
            apply(_LINK, _nothing)
        if "**" in text or "__" in text:
            apply(_BOLD, _nothing)
        if "*" in text:
            apply(_ITALIC, _nothing)
        if "#" in text or ">" in text:
            apply(_HEADING, _nothing)
        apply(_BEFORE, _nothing)
        apply(_INSIDE, _nothing)
        apply(_BEHIND, lambda sign: sign + " ")
        if "_" in text:
            text = _apart(text)  # behind the full stops, which tell words from names of files and addresses
    return text, alignment


def _has_signs(text: str) -> bool:
    """Whether the text needs anything but perhaps its lines joined."""
    return (
        any(sign in text for sign in ("<", "_", "`", "]("))
        or ("*" in text and _STARRED.search(text) is not None)
        or (("#" in text or ">" in text) and _HEADED.search(text) is not None)
        or _SPACED.search(text) is not None
    )


def is_bare(text: str) -> bool:
    """Whether the text has hardly any of the letters that only Vietnamese has: another language, or marks left out.

    Told from its first letters; of a text of a few words nothing is told. In Vietnamese prose about a quarter of the
    letters have a mark.
    """
    beginning = text[:_LOOKED_AT]
    if len(_SURE.findall(beginning[:_SEEN])) >= _FEW * len(beginning):
        return False  # were all of it letters, there would be enough
    letters = "".join(_LETTER.findall(beginning))
    return len(letters) >= _ENOUGH and len(_VIETNAMESE.findall(letters)) < _FEW * len(letters)


def _hidden(text: str) -> Iterator[Span]:
    """The spans of comments, scripts and styles that are closed."""
    folded = text.lower()
    done, missing = 0, set[str]()
    for opening in _HIDDEN.finditer(text):
        closing = f"</{opening[1].lower()}" if opening[1] else "-->"
        if opening.start() < done or closing in missing:
            continue
        found = folded.find(closing, opening.end()) if len(folded) == len(text) else -1
        end = folded.find(">", found) + 1
        if found < 0 or not end:
            missing.add(closing)  # and will not be found for the next one either
            continue
        yield opening.start(), end
        done = end


def _nothing(_: str) -> str:
    return ""


def _apart(text: str) -> str:
    """Words that a segmenter joined ("Chủ_tịch"), apart: where one of them at least is Vietnamese, all are."""
    if not any(_VIETNAMESE.search(match[0]) for match in _JOINED.finditer(text)):
        return text
    return _JOINED.sub(lambda match: match[0].replace("_", " "), text)


def unwrapped(text: str) -> str:
    """Lines that were wrapped at a width, joined: each is as long as it can be before the first word of the next."""
    lines = text.split("\n")
    width = max(map(len, lines))
    if not _NARROW <= width <= _WIDE or len(lines) < 3:
        return text
    joins = [place for place in range(len(lines) - 1) if _is_full(lines[place], lines[place + 1], width)]
    open_ends = sum(not lines[place].endswith(_ENDS) for place in joins)
    if len(joins) < 2 or open_ends * 2 < len(joins):
        return text
    pieces = [line + "\n" for line in lines[:-1]] + lines[-1:]
    for place in joins:
        pieces[place] = lines[place] + " "
    return "".join(pieces)


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the following line would not have fitted on this one."""
    return bool(line.strip() and following.strip()) and len(line) + 1 + len(following.split(maxsplit=1)[0]) > width
