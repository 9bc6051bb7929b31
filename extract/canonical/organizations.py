"""The normal form of an organisation's name: one for all its spellings, taken apart into body and place.

"Bộ GD-ĐT", "bộ GD&ĐT" and "Bộ Giáo dục - Đào tạo" are one, so are "UBND TP.HCM" and "Ủy ban nhân dân Thành phố Hồ Chí
Minh", and a "Bộ trưởng" of "Y tế" is one of the "Bộ Y tế". The form does not say which unit a place is: that takes a
day and an article (`extract.canonical.article`).
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from extract.canonical.facts import Body, Head, abbreviations, boards, bodies, heads, nouns, parts, role_of
from extract.canonical.places import LEVELS, Place, as_named, countries, is_name, province_names, unit_words
from extract.patterns import compiled
from extract.text.fold import fold
from extract.text.normalise import normalise
from extract.text.syllable import may_be_syllable

_TOKEN = compiled(r"\w+|[(),;&]")
_SIGNS = "(),;&"
_LINKS = frozenset(("và", "của", "thuộc"))
"""Words of names that some spell and others leave out."""
_LONGEST_SHORT = 20
"""Letters of the longest abbreviation."""
_LONGEST_NAME = 6
"""Words of the longest name of a unit."""
_BEFORE_XA = frozenset(("thị", "tác", "tấn"))
"""Words with which "xã" is no commune: "thị xã", "hợp tác xã", "thông tấn xã"."""
_WHERE = frozenset(("tại", "ở"))
"""Words behind which a state is where a body is, not whose ("Đại sứ Việt Nam tại Nga")."""
_VIETNAM = "viet-nam"


class _Word(NamedTuple):
    """A word of a name: as written, folded, and the abbreviation that it is of."""

    text: str
    key: str
    short: str = ""


_Words = Sequence[_Word]


_SCHOOL = "trường"
"""A school of a kind goes without it: "Trường Đại học …"."""
_OFFICE = "sở"
_MINISTRY = (_Word("Bộ", "bộ"),)
"""A province's office has the field of a ministry, and its short names: "Sở Giao thông", "Bộ Giao thông"."""


class Form(NamedTuple):
    """A name in its normal form.

    Attributes:
        key: the folded words of the body, without its place and without words that link.
        name: the same as written, abbreviations in full.
        places: the unit that it belongs to and those around it, the innermost first, as far as the name says.
        country: the id of the state whose body it is, None for Vietnam and where not said.
        bodies: those of the whole country that may be meant; where there are two, the day tells them apart.
        head: what it is, if it is a body that every unit of a level has.
        parent: the body that it is said to be part of.
        vague: it says too little to know a body by ("sở", "công ty").
    """

    key: str
    name: str
    places: tuple[Place, ...] = ()
    country: str | None = None
    bodies: tuple[Body, ...] = ()
    head: Head | None = None
    parent: "Form | None" = None
    vague: bool = False


@lru_cache(maxsize=1 << 15)
def form(text: str, role: str | None = None) -> Form:
    """The normal form of a name.

    Args:
        text: the name, as the record has it; empty where the title names no organisation.
        role: the title's role, which may have the first word of the name, or all of it ("Ngoại trưởng").
    """
    said = role_of(role)
    country, words = _country(_without_term(_without_brackets(_words(text))))
    head = _made(said.head) if said else ()
    if len(head) > 1 and not words:
        words = list(head)
    elif head and words and not _begins_whole(words):
        words = [*head, *words]
    words, places = _placed(words)
    if said and said.of_place and places and not words and _is_known(places[0]):
        words = list(_made(said.of_place))
    return _form(words, places, country)


def _form(words: _Words, places: tuple[Place, ...], country: str | None) -> Form:
    words = _in_full(words)
    found = () if places or (country and country != _VIETNAM) else _bodies_of(words)
    key = _key(_made(found[0].name)) if len(found) == 1 else _key(words)
    head = None if found else _unit_head(words)
    parent = None if found else _parent(words, places, country)
    little = key in nouns() or head is not None or _says_little(words) or (parent is None and _is_part(words))
    return Form(
        key=key,
        name=found[0].name if len(found) == 1 else _written(words),
        places=places,
        country=None if country == _VIETNAM and words else country,
        bodies=found,
        head=head,
        parent=parent,
        vague=not (found or places or country) and little,
    )


def _in_full(words: _Words) -> _Words:
    """A name with the field of a ministry in full ("Sở Giao thông"), and without words that its kind goes without."""
    if words and words[0].key == _OFFICE and len(found := _bodies_of([*_MINISTRY, *words[1:]])) == 1:
        return [words[0], *_made(found[0].name)[1:]]
    if _head_of(words) and [word.key for word in words[-2:]] == ["việt", "nam"]:
        return words[:-2]
    if words and words[0].key == _SCHOOL and _key(words[1:3]) in nouns():
        return words[1:]
    for start in () if _bodies_of(words) else _beginnings(words)[1:]:
        if len(found := _bodies_of(words[start:])) == 1:
            return [*words[:start], *_made(found[0].name)]
    return words


def _says_little(words: _Words) -> bool:
    """Whether there is nothing but a common word or two ("nhà trường", "Trung tâm"), no name ("Nhà Trắng", "FBI")."""
    return (
        len(words) <= 2
        and all(
            may_be_syllable(word.text.lower()) and (word.text[1:].islower() or len(word.text) == 1) for word in words
        )
        and not any(word.text[0].isupper() for word in words[1:])
    )


def _is_part(words: _Words) -> bool:
    """Whether there are such in many bodies, and the name does not say in which it is ("Phòng Tham mưu")."""
    keys = [word.key for word in words]
    if _noun(keys) not in parts() or _has_name(words[len(_noun(keys).split()) :]):
        return False
    return not any((noun := _noun(keys[start:])) and noun not in parts() for start in range(1, len(keys)))


def _has_name(words: _Words) -> bool:
    """Whether there is a proper name: two capitals side by side, or an abbreviation that is not known."""
    capitals = [word.text[0].isupper() for word in words]
    return any(map(all, pairwise(capitals))) or any(len(one.text) > 1 and one.text.isupper() for one in words)


def _noun(keys: Sequence[str]) -> str:
    """The longest noun that a name begins with."""
    sizes = range(min(len(keys), 8), 0, -1)
    return next((noun for size in sizes if (noun := " ".join(keys[:size])) in nouns()), "")


def _words(text: str) -> list[_Word]:
    """The words and brackets of a name, abbreviations in full."""
    tokens = _TOKEN.findall(normalise(text).text)
    found: list[_Word] = []
    place = 0
    while place < len(tokens):
        size, full = _abbreviation(tokens, place)
        if full:
            short = "".join(tokens[place : place + size])
            found += [word._replace(short=short) for word in _made(full)]
        elif tokens[place] not in ",;&":
            found.append(_Word(tokens[place], fold(tokens[place])))
        place += size
    return found


def key_of(text: str) -> str:
    """The folded words of a name, abbreviations in full, without signs and words that link."""
    return _key([word for word in _words(text) if word.text not in _SIGNS])


@lru_cache(maxsize=1024)
def _made(text: str) -> tuple[_Word, ...]:
    return tuple(_Word(word, fold(word)) for word in _TOKEN.findall(normalise(text).text) if word not in _SIGNS)


def _abbreviation(tokens: Sequence[str], place: int) -> tuple[int, str]:
    """How many tokens an abbreviation takes that begins here, and its words; 1 and nothing where there is none."""
    letters, capitals, best = "", True, (1, "")
    for size, token in enumerate(tokens[place:], start=1):
        if token in _SIGNS:
            if token in "()" or size == 1:
                break
            continue
        letters += fold(token)
        capitals = capitals and token.isupper()
        if len(letters) > _LONGEST_SHORT:
            break
        words, any_case = abbreviations().get(letters, ("", False))
        if words and (capitals or any_case):
            best = (size, words)
    return best


def _without_brackets(words: _Words) -> list[_Word]:
    """Without brackets; what is in them stays unless it is the short name of what stands before."""
    found: list[_Word] = []
    inside: list[_Word] = []
    depth = 0
    for word in (*words, _Word(")", ")")):
        if word.text == "(":
            depth += 1
        elif word.text == ")":
            depth = max(depth - 1, 0)
            if not depth:
                found += [] if _is_short_name(inside) else inside
                inside = []
        else:
            (inside if depth else found).append(word)
    return found + inside


def _without_term(words: list[_Word]) -> list[_Word]:
    """Without the term that a body is in ("Quốc hội khóa XIV")."""
    keys = [word.key for word in words]
    ends = [
        place
        for place, key in enumerate(keys)
        if place and (key == "khóa" or keys[place : place + 2] == ["nhiệm", "kì"])
    ]
    return words[: ends[0]] if ends else words


def _is_short_name(words: _Words) -> bool:
    """Whether words in brackets are an abbreviation of one word."""
    written = {word.short or word.text for word in words}
    return len(written) == 1 and all(text.isupper() or not may_be_syllable(text.lower()) for text in written)


def _key(words: _Words) -> str:
    return " ".join(word.key for word in words if word.key not in _LINKS)


def _written(words: _Words) -> str:
    name = " ".join(word.text for word in words)
    return name[:1].upper() + name[1:]


def _country(words: list[_Word]) -> tuple[str | None, list[_Word]]:
    """The state that a name ends with, and the rest. Vietnam's name stays in names of its bodies."""
    for size in range(min(5, len(words)), 0, -1):
        known = countries().get(" ".join(word.key for word in words[-size:]))
        # "Mỹ" and "Anh" are given names and ends of places' names too: not behind another capital.
        in_name = size == 1 and may_be_syllable(words[-1].key) and words[-2:-1] and _is_capitalised(words[-2])
        guest = words[-size - 1 : -size] and words[-size - 1].key in _WHERE
        if known and words[-size].text[0].isupper() and not in_name and not guest:
            kept = known[0] == _VIETNAM and size < len(words)
            return known[0], words if kept else words[:-size]
    return None, words


def _is_capitalised(word: _Word) -> bool:
    return word.text.istitle() and may_be_syllable(word.key)


def _placed(words: list[_Word]) -> tuple[list[_Word], tuple[Place, ...]]:
    """A name without the units that it ends with, and these, the innermost first."""
    found: list[tuple[int, Place]] = []
    end = len(words)
    while end and (place := _place_before(words, end, first=not found)):
        end -= place[0]
        found.append(place)
    behind = _behind_head(words[:end])
    if not behind and found and end and not found[-1][1].word and not _unit_head(words[:end]):
        # A province's bare name may be the body's own ("Đại học Đà Nẵng").
        end += found.pop()[0]
        behind = _behind_head(words[:end])
    chain = [place for _, place in reversed(found)]
    if behind:
        return behind[0], (behind[1], *chain)
    return words[:end], tuple(chain)


def _is_known(place: Place) -> bool:
    return place.name is None or is_name(place.word or "tỉnh", place.name)


def _place_before(words: _Words, end: int, *, first: bool) -> tuple[int, Place] | None:
    """The unit that is named before `end`, with how many words it takes: with its word, bare, or the word alone."""
    bare: tuple[int, Place] | None = None
    for size in range(1, min(_LONGEST_NAME + 2, end) + 1):
        begin = end - size
        taken, unit = _unit_word(words, begin, end)
        if unit and taken < size:
            name = " ".join(word.key for word in words[begin + taken : end])
            if is_name(unit, name):
                return size, Place(unit, as_named(unit, name))
            if bare is None and all(word.text[0].isupper() for word in words[begin + taken : end]):
                return size, Place(unit, name)
        elif unit and first:
            return size, Place(unit, None)
        name = " ".join(word.key for word in words[begin:end])
        if name in province_names() and all(word.text[0].isupper() for word in words[begin:end]):
            bare = (size, Place("", province_names()[name]))
    return bare


def _unit_word(words: _Words, begin: int, end: int) -> tuple[int, str | None]:
    """The word for a unit that stands here, with how many words it takes. One letter is one before a unit's name."""
    if begin and words[begin].key == "xã" and words[begin - 1].key in _BEFORE_XA:
        return 0, None
    for size in (2, 1):
        unit = unit_words().get(" ".join(word.key for word in words[begin : min(begin + size, end)]))
        behind = " ".join(word.key for word in words[begin + size : end])
        if unit and (len(words[begin].key) > 1 or (behind and is_name(unit, behind))):
            return size, unit
    return 0, None


@cache
def _heads() -> dict[str, Head]:
    return {_key(_made(head.name)): head for head in heads()}


def _unit_head(words: _Words) -> Head | None:
    """What a body is, or that which it is part of, if every unit of a level has one."""
    for start, word in enumerate(words):
        rest = words[start:]
        if not start or word.text[0].isupper():
            if (head := _head_of(rest)) or _bodies_of(rest):
                return head
        elif len(rest) > 1 and (head := _heads().get(_key(rest))):
            return head
    return None


def _head_of(words: _Words) -> Head | None:
    key = _key(words).removesuffix(" việt nam")
    whole = _heads().get(key)
    if whole or not words:
        return whole
    longer = _heads().get(words[0].key)
    return longer if longer and longer.more and len(words) > 1 else None


def _beginnings(words: _Words) -> list[int]:
    """Where a body's name may begin: in front, and where a capital stands."""
    return [start for start in range(len(words)) if not start or words[start].text[0].isupper()]


def _behind_head(words: list[_Word]) -> tuple[list[_Word], Place] | None:
    """The place that stands bare behind a body whose name says what unit it is ("Huyện ủy Lý Sơn")."""
    for size in range(min(_LONGEST_NAME, len(words) - 1), 0, -1):
        head = _unit_head(words[:-size])
        name = " ".join(word.key for word in words[-size:])
        if head and head.unit in LEVELS and words[-size].text[0].isupper():
            return words[:-size], Place(head.unit, name)
    return None


@cache
def _whole_beginnings() -> frozenset[str]:
    """The words that names begin with that lack none before them."""
    return frozenset((*nouns(), *_heads(), *(_key(_made(body.name)) for body in bodies())))


def _begins_whole(words: _Words) -> bool:
    keys = [word.key for word in words[:8]]
    return any(" ".join(keys[:size]) in _whole_beginnings() for size in range(1, len(keys) + 1))


@cache
def _bodies_by_key() -> dict[str, tuple[Body, ...]]:
    found: dict[str, dict[str, Body]] = {}
    for body in bodies():
        for name in (body.name, *body.aliases):
            found.setdefault(_key(_words(name)), {})[body.id] = body
    return {key: tuple(same.values()) for key, same in found.items()}


def _bodies_of(words: _Words) -> tuple[Body, ...]:
    key = _key(words)
    return _bodies_by_key().get(key) or _bodies_by_key().get(key.removesuffix(" việt nam"), ())


def _parent(words: _Words, places: tuple[Place, ...], country: str | None) -> Form | None:
    """The body whose name a name ends with ("Phòng Cảnh sát hình sự Công an tỉnh …")."""
    if _head_of(words):
        return None
    for size in range(len(words) - 1, 1, -1):
        if _key(words[:size]) in boards():
            return _form(words[size:], places, country)
    for start in _beginnings(words)[1:]:
        rest = words[start:]
        if (not places and not country and _bodies_of(rest)) or _head_of(rest):
            return _form(rest, places, country)
    return None
