"""What the readers of names look for in a text, made of words of the lexicon."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from extract.lexicon import Lexicon, alternation
from extract.patterns import compiled

_WORD = r"(?:\p{Lu}{1,3}\.(?=\p{Lu}))*+\p{Lu}[\p{L}\p{M}\d]*+(?:['-]\p{L}[\p{L}\p{M}\d]*+)*+"
_ABBREVIATED = r"(?:\p{Lu}|TP|TX|TT|Tp|Tx|St|Th)\.(?= \p{Lu})"


class Patterns(NamedTuple):
    """What is looked for in a text; in folded text, where nothing else is said.

    Attributes:
        run: the runs of capitalised words, in text that is not folded.
        holder: behind a name, the form of address of the person that it is no name of.
        acts: behind a name that is a person's: a verb, or words that say who it is.
        alias: all between a name and a word for another one.
        stops: what the name of an organisation has ended before, in text that is not folded.
        level: behind a committee's name, of which level it is ("UBND" + "phường"), in text that is not folded.
        apposes: all between a name and a title in apposition to it.
        address: the number of a house that ends the text.
        bodies: between two bodies.
        figure: a figure that is no part of a name.
        together: a word that is written together of two, in text that is not folded.
        double: the rest of a foreign name whose first hyphen stands between spaces, in text that is not folded.
        further: behind the name of a body that goes on, in text that is not folded.
    """

    run: regex.Pattern[str]
    holder: regex.Pattern[str]
    acts: regex.Pattern[str]
    alias: regex.Pattern[str]
    stops: regex.Pattern[str]
    level: regex.Pattern[str]
    apposes: regex.Pattern[str]
    address: regex.Pattern[str]
    bodies: regex.Pattern[str]
    figure: regex.Pattern[str]
    together: regex.Pattern[str]
    double: regex.Pattern[str]
    further: regex.Pattern[str]


def patterns(lexicon: Lexicon, particles: Sequence[str]) -> Patterns:
    """What is looked for in a text; `particles` stand inside foreign names in lower case."""
    one_of = lexicon.one_of
    joints = one_of("name.and")
    small = "|".join(particles) or "(?!)"
    prefixes = "|".join(form.title() for form in (*particles, *lexicon.forms("name.prefix"))) or "(?!)"
    return Patterns(
        run=run_pattern(particles, (form.split(" ", 1) for form in lexicon.forms("name.nun"))),
        holder=compiled(rf", {one_of('honorific')} "),
        acts=compiled(rf",? {one_of('name.act')}\b"),
        alias=compiled(rf",? \(?(?:{one_of('name.called')} )?"),
        stops=compiled(rf' {one_of("name.stop")}(?= |$)| ?[;()"]| [-–]$'),
        level=compiled(
            rf"(?<={alternation(_written(lexicon, 'name.committee'))}) {alternation(_levels(lexicon))}"
            r"(?![\p{L}\p{M}])(?! ?\p{Lu})"
        ),
        apposes=compiled(rf"(?:, | - | \()(?:\p{{L}}+ ){{0,2}}| {one_of('name.holds')} (?:[\p{{L}} ]+ )?"),
        address=compiled(rf"(?:\(|\b{one_of('name.address')} )\d{{1,4}}\p{{L}}?(?:/\d{{1,4}}){{0,2}} $"),
        bodies=compiled(rf" (?:{joints}(?: {one_of('name.staff')})?|[-–]) (?=\p{{L}})"),
        # "64GB", "3.0", "5 tỷ", "và 105"; but "1MDB" is all of a name, "Quân khu 7" and "quốc lộ 1A" have no unit.
        figure=compiled(rf"(?: {joints} \d| \d++(?:\p{{L}}{{2}}|[.,]\d| ?(?:%|{one_of('name.amount')})))"),
        together=compiled(rf"(?<![\p{{L}}'-])(?!(?:{prefixes})[A-Z])[A-Z][a-z]++[A-Z]"),
        double=compiled(
            rf" - (\p{{Lu}}\p{{Ll}}+)(?: (?:{small}))? \p{{Lu}}[\p{{L}}'.-]*(?: \p{{Lu}}[\p{{L}}'.-]*){{0,2}}"
        ),
        # "Sở Giáo dục - Đào tạo", "Bộ Nông nghiệp và Môi trường", "Sở Công thương TP"
        further=compiled(rf" ?[-&] ?\p{{L}}| {joints} \p{{Lu}}\p{{Ll}}+ \p{{Ll}}| \p{{Lu}}{{2}}|/"),
    )


def run_pattern(particles: Iterable[str], halves: Iterable[Sequence[str]]) -> regex.Pattern[str]:
    """A pattern that finds the runs of capitalised words in a normalised text.

    The words of a run are parted by single spaces. Initials keep their full stop inside a run ("George W. Bush"), and
    small words join the parts of foreign names ("Mohammed bin Salman"): `particles`, and the second of two `halves`.
    """
    joints = [rf"(?:(?:{'|'.join(particles) or '(?!)'})(?: - | |-)){{0,2}}"]
    starts = {particle[0] for particle in particles}
    for first, second in halves:
        joints.append(rf"(?<={first.title()} ){second} ")
        starts.add(second[0])
    # What a joint and what a run can begin with comes first: most of what stands there is neither.
    joint = rf" (?=[\p{{Lu}}{''.join(sorted(starts))}])(?:{'|'.join(joints)})"
    word = f"(?:{_ABBREVIATED}|{_WORD})"
    return compiled(rf"(?=\p{{Lu}})(?<![\p{{L}}\p{{M}}\d]){word}(?:{joint}{word})*+")


def _written(lexicon: Lexicon, *classes: str) -> list[str]:
    """The forms of words as they are written."""
    return [form for word in lexicon.words(*classes) for form in word.forms]


def _levels(lexicon: Lexicon) -> list[str]:
    """The words for units that have a committee, as they are written, longest first; none with a full stop."""
    units = lexicon.units("province", "district", "commune")
    return sorted((form for unit in units for form in unit.forms if "." not in form), key=len, reverse=True)
