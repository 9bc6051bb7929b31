"""The normal form of an organisation's name: one for all its spellings, taken apart into body and place.

"Bộ GD-ĐT", "bộ GD&ĐT" and "Bộ Giáo dục - Đào tạo" are one, so are "UBND TP.HCM" and "Ủy ban nhân dân Thành phố Hồ Chí
Minh", and a "Bộ trưởng" of "Y tế" is one of the "Bộ Y tế". The form does not say which unit a place is: that takes a
day and an article (`extract.canonical.article`).
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from extract.canonical.facts import (
    Body,
    Head,
    abbreviations,
    bodies,
    heads,
    nouns,
    nouns_of,
    role_of,
    word_of,
    words_of,
)
from extract.canonical.places import Place, as_named, countries, is_name, polities, province_names, unit_words
from extract.patterns import compiled
from extract.places import unit_levels
from extract.text.fold import fold
from extract.text.normalise import normalise
from extract.text.syllable import may_be_syllable

_TOKEN = compiled(r"\w+|[(),;&]")
_SIGNS = "(),;&"
_DASHED = compiled(r"(?<=\p{Ll})\s+[-–]\s+(\p{Lu}{3,})$")
"""A short name behind the full one."""
_LONGEST_SHORT = 20
"""Letters of the longest abbreviation."""
_LONGEST_NAME = 6
"""Words of the longest name of a unit."""
_LEAST_NAME = 4
"""Letters of the shortest name that says which company it is without the word for one."""
_VIETNAM = "viet-nam"


class _Word(NamedTuple):
    """A word of a name: as written, folded, and the abbreviation that it is of."""

    text: str
    key: str
    short: str = ""


_Words = Sequence[_Word]


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
        of_state: every state has one of the name ("Bộ Kinh tế").
        abroad: it is one of another state's ("đảng Lao động").
    """

    key: str
    name: str
    places: tuple[Place, ...] = ()
    country: str | None = None
    bodies: tuple[Body, ...] = ()
    head: Head | None = None
    parent: "Form | None" = None
    vague: bool = False
    of_state: bool = False
    abroad: bool = False


@lru_cache(maxsize=1 << 15)
def form(text: str, role: str | None = None) -> Form:
    """The normal form of a name.

    Args:
        text: the name, as the record has it; empty where the title names no organisation.
        role: the title's role, which may have the first word of the name, or all of it ("Ngoại trưởng").
    """
    said = role_of(role)
    written = _words(_DASHED.sub(r" (\1)", normalise(text).text))
    words = _without_lead(_without_term(_without_school(_without_brackets(written))))
    country, words = _country(words)
    head = _made(said.head) if said else ()
    if len(head) > 1 and not words:
        words = list(head)
    elif head and words and not _begins_whole(words):
        words = [*head, *words]
    words = _by_short_name(written, words, country)
    # A place may be a known body's own name ("Đại học Quốc gia Hà Nội").
    words, places = (words, ()) if _bodies_of(words, country) else _placed(words)
    if said and said.of_place and places and not words and _is_known(places[0]):
        words = list(_made(said.of_place))
    return _form(words, places, country)


def _form(words: _Words, places: tuple[Place, ...], country: str | None) -> Form:
    words = _in_full(words, places)
    found = () if places else _bodies_of(words, country)
    key = _key(_made(found[0].name)) if len(found) == 1 else _core(words)
    indefinite = _is_indefinite(words)
    noun = _noun([word.key for word in words])
    head = None if found or indefinite or (_is_national(words) and not places) else _unit_head(words)
    parent = None if found else _parent(words, places, country)
    unnamed = parent.key in nouns() and parent.head is None if parent else _is_part(words)
    little = key in nouns() or head is not None or unnamed or _says_little(words)
    return Form(
        key=key,
        name=found[0].name if len(found) == 1 else _written(words),
        places=places,
        country=None if country == _VIETNAM and words else country,
        bodies=found,
        head=head,
        parent=parent,
        vague=indefinite or (not (found or places or country) and little),
        of_state=noun in nouns_of("state"),
        abroad=noun in nouns_of("abroad") and not head,
    )


def _is_national(words: _Words) -> bool:
    """Whether a name ends with the country's own."""
    return _key(words[-2:]) == word_of("home")


def _is_indefinite(words: _Words) -> bool:
    """Whether it is one of its kind that is meant, and no name ("một công ty", "sở này", "công ty xây dựng")."""
    if words and words_of("indefinite") & {words[0].key, words[-1].key}:
        return True
    noun = _noun([word.key for word in words])
    if noun not in nouns_of("company") or noun in nouns_of("brand"):
        return False
    rest = words[len(noun.split()) :]
    return not _has_name(rest) and not any(map(_is_no_word, rest))


def _in_full(words: _Words, places: tuple[Place, ...]) -> _Words:
    """A name with the field of a ministry in full ("Sở Giao thông"), and without words that its kind goes without."""
    for place, word in enumerate(words):
        if word.key == word_of("field") and (field := _field(words[place:])):
            return [*words[: place + 1], *field]
    if _is_national(words) and ((places and _head_of(words)) or _is_home(words[:-2])):
        return words[:-2]
    for start in () if _bodies_of(words) else _beginnings(words)[1:]:
        if len(found := _bodies_of(words[start:])) == 1:
            return [*words[:start], *_made(found[0].name)]
    return words


def _field(words: _Words) -> _Words:
    """The field of a province's office as the ministry has it, nothing where no ministry has it."""
    found = _bodies_of([*_ministry(), *words[1:]]) if len(words) > 1 else ()
    return _made(found[0].name)[1:] if len(found) == 1 else ()


@cache
def _ministry() -> _Words:
    return _made(word_of("ministry"))


def _is_home(words: _Words) -> bool:
    """Whether a body goes with and without the country's name: it is of a kind that does, and has a name beside."""
    noun = _noun([word.key for word in words])
    rest = words[len(noun.split()) :]
    return noun in nouns_of("home") and bool(rest) and all(may_be_syllable(word.text.lower()) for word in rest)


def _core(words: _Words) -> str:
    """The key of a name without the legal form of a company, and without the word for one where it has a name apart."""
    keys = _key(words)
    if not any(noun in keys for noun in nouns_of("company")):
        return keys
    for legal in sorted(words_of("legal"), key=len, reverse=True):
        keys = " ".join(f" {keys} ".replace(f" {legal} ", " ").split())
    plain = [word.key for word in words if len(word.key) >= _LEAST_NAME and _is_no_word(word)]
    for noun in sorted(nouns_of("brand"), key=len, reverse=True):
        for name in plain:
            keys = f" {keys} ".replace(f" {noun} {name} ", f" {name} ").strip()
    return keys


def _is_no_word(word: _Word) -> bool:
    """Whether it is no Vietnamese word, or in capitals."""
    return not may_be_syllable(word.text.lower()) or _is_abbreviation(word)


def _is_abbreviation(word: _Word) -> bool:
    return len(word.text) > 1 and word.text.isupper()


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
    if _noun(keys) not in nouns_of("part") or _has_name(words[len(_noun(keys).split()) :]):
        return False
    # A small syllable that is a noun elsewhere ("báo") may be another word's here ("tình báo").
    nouns_behind = ((word, _noun(keys[start:])) for start, word in enumerate(words) if start)
    return not any(
        noun and noun not in nouns_of("part") and (" " in noun or word.text[0].isupper()) for word, noun in nouns_behind
    )


def _has_name(words: _Words) -> bool:
    """Whether there is a proper name: two capitals side by side, or an abbreviation that is not known."""
    capitals = [word.text[0].isupper() for word in words]
    return any(map(all, pairwise(capitals))) or any(map(_is_abbreviation, words))


def _noun(keys: Sequence[str]) -> str:
    """The longest noun that a name begins with."""
    sizes = range(min(len(keys), 8), 0, -1)
    return next((noun for size in sizes if (noun := " ".join(keys[:size])) in nouns()), "")


def _words(text: str) -> list[_Word]:
    """The words and brackets of a normalised name, abbreviations in full."""
    tokens = _TOKEN.findall(text)
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
    return _key([word for word in _words(normalise(text).text) if word.text not in _SIGNS])


@lru_cache(maxsize=1024)
def _made(text: str) -> tuple[_Word, ...]:
    return tuple(_Word(word, fold(word)) for word in _TOKEN.findall(text) if word not in _SIGNS)


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


def _by_short_name(written: _Words, words: list[_Word], country: str | None) -> list[_Word]:
    """The words of a known body; of another, if the short name of that stands in brackets: it is hardly ever wrong."""
    named = _bodies_of(words, country)
    for start in (place + 1 for place, word in enumerate(written) if named and word.text == "("):
        short = list(takewhile(lambda word: word.text != ")", written[start:]))
        if _is_short_name(short) and not set(_bodies_of(short, country) or named).intersection(named):
            return short
    return words


def _without_school(words: _Words) -> list[_Word]:
    """Without the word for a school before the kind of school that it is ("Trường Đại học …")."""
    return [
        word
        for place, word in enumerate(words)
        if word.key != word_of("school") or _key(words[place + 1 : place + 3]) not in nouns()
    ]


def _without_term(words: list[_Word]) -> list[_Word]:
    """Without the term that a body is in ("Quốc hội khóa XIV")."""
    for place in range(1, len(words)):
        if any(" ".join(word.key for word in words[place : place + size]) in words_of("term") for size in (1, 2)):
            return words[:place]
    return words


def _without_lead(words: list[_Word]) -> list[_Word]:
    """Without words that stand in front of a name and are none of it."""
    for size in (2, 1):
        lead = " ".join(word.key for word in words[:size])
        if lead in words_of("lead") and _begins_whole(words[size:]):
            return words[size:]
    return words


def _is_short_name(words: _Words) -> bool:
    """Whether words in brackets are an abbreviation: of one word, or in capitals and numbers alone ("PC 46")."""
    written = {word.short or word.text for word in words}
    if len(written) == 1:
        return all(text.isupper() or not may_be_syllable(text.lower()) for text in written)
    return bool(written) and all(text.isupper() or text.isdigit() for text in written)


def _key(words: _Words) -> str:
    links = words_of("link")
    return " ".join(word.key for word in words if word.key not in links)


def _written(words: _Words) -> str:
    name = " ".join(word.text for word in words)
    return name[:1].upper() + name[1:]


def _country(words: list[_Word]) -> tuple[str | None, list[_Word]]:
    """The state that a name ends with, and the rest. Vietnam's name stays in names of its bodies."""
    for size in range(min(5, len(words)), 0, -1):
        known = countries().get(" ".join(word.key for word in words[-size:]))
        rest = words[:-size]
        guest = rest and rest[-1].key in words_of("where") and _key(rest[-2:]) not in words_of("body_end")
        if known and words[-size].text[0].isupper() and not guest and not _in_name(words, size):
            kept = known[0] == _VIETNAM and size < len(words)
            return known[0], words if kept else _without_polity(rest)
    return None, words


def _in_name(words: _Words, size: int) -> bool:
    """Whether a state's name ends another: "Mỹ" and "Anh" are given names and ends of places' names too.

    It is the state's behind what every state has ("Hạ Viện Anh", "Tư Pháp Anh").
    """
    rest = words[:-size]
    if size > 1 or not may_be_syllable(words[-1].key) or not rest or not _is_capitalised(rest[-1]):
        return False
    return _key(rest[-2:]) not in nouns_of("state") and not _bodies_of([*_ministry(), *rest]) and not _bodies_of(rest)


def _without_polity(words: list[_Word]) -> list[_Word]:
    """Without what a state calls itself before its name ("Cộng hòa", "nước"), unless it ends the body's own."""
    for size in range(min(5, len(words)), 0, -1):
        last = " ".join(word.key for word in words[-size:])
        if last in words_of("body_end"):
            return words
        if last in polities():
            return words[:-size]
    return words


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
    return place.name is None or (is_name(place.word, place.name) if place.word else place.name in province_names())


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
    if begin and words[begin - 1].key in words_of("not_unit") and words[begin].key == word_of("commune"):
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
        elif len(rest) > 1 and (head := _heads().get(_key(rest)) or (_head_of(rest) if _is_field(rest) else None)):
            return head
    return None


def _is_field(words: _Words) -> bool:
    """Whether a province's office begins here, be it in small letters."""
    return words[0].key == word_of("field") and bool(_field(words))


def _head_of(words: _Words) -> Head | None:
    key = _key(words).removesuffix(f" {word_of('home')}")
    if whole := _heads().get(key):
        return whole
    beginnings = (_heads().get(_key(words[:size])) for size in range(len(words) - 1, 0, -1))
    return next((head for head in beginnings if head and head.more), None)


def _beginnings(words: _Words) -> list[int]:
    """Where a body's name may begin: in front, and where a capital stands."""
    return [start for start in range(len(words)) if not start or words[start].text[0].isupper()]


def _behind_head(words: list[_Word]) -> tuple[list[_Word], Place] | None:
    """The place that stands bare behind a body whose name says what unit it is ("Huyện ủy Lý Sơn")."""
    for size in range(min(_LONGEST_NAME, len(words) - 1), 0, -1):
        head = _unit_head(words[:-size])
        name = " ".join(word.key for word in words[-size:])
        if head and head.unit in unit_levels() and words[-size].text[0].isupper():
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
def _bodies_by_key() -> dict[tuple[str, str], tuple[Body, ...]]:
    found: dict[tuple[str, str], dict[str, Body]] = {}
    for body in bodies():
        names = [(body.country, _words(name)) for name in (body.name, *body.aliases)]
        for country, words in (*names, *(("", _words(name)) for name in body.alone)):
            short = words[:-2] if _is_national(words) and _is_home(words[:-2]) else words
            for key in {_core(words), _core(short)}:
                found.setdefault((country, key), {})[body.id] = body
    return {key: tuple(same.values()) for key, same in found.items()}


def _bodies_of(words: _Words, country: str | None = None) -> tuple[Body, ...]:
    """The bodies that a name may mean, of Vietnam and of none unless a country is given."""
    key, known = _core(words), _bodies_by_key()
    if country and country != _VIETNAM:
        return known.get((country, key), ())
    return known.get(("", key)) or known.get(("", key.removesuffix(f" {word_of('home')}")), ())


def _parent(words: _Words, places: tuple[Place, ...], country: str | None) -> Form | None:
    """The body whose name a name ends with ("Phòng Cảnh sát hình sự Công an tỉnh …")."""
    if (head := _head_of(words)) and (not head.more or " " not in head.name):
        return None
    for size in range(len(words) - 1, 1, -1):
        if _key(words[:size]) in nouns_of("board"):
            return _form(words[size:], places, country)
    for start in _beginnings(words)[1:]:
        rest = words[start:]
        if (not places and not country and _bodies_of(rest)) or _head_of(rest):
            return _form(rest, places, country)
    return None
