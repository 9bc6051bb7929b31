"""The language of productions: what patterns match, which production is chosen, and what is said of wrong ones."""

import time

import pytest

from extract.grammar import Given, Language, Tokens
from extract.lexicon import Lexicon, LexiconError
from extract.text.fold import fold


def language(*productions: str, phrases: str = "", given: tuple[frozenset[str], ...] = ()) -> Language:
    rows = "\n".join(f"  - {{id: t.{number}, grammar: t, {row}}}" for number, row in enumerate(productions))
    layer = {"own.yaml": f"group: productions\nentries:\n{rows}\n"}
    if phrases:
        layer["phrases.yaml"] = f"group: phrases\nentries:\n{phrases}\n"
    return Language(Lexicon.of(layer), "t", given)


def found(made: Language, text: str) -> list[tuple[str, str]]:
    tokens = Tokens(text, fold(text), made.alphabet)
    return [(match.rule.id, text[match.start : match.end]) for match in made.find(tokens)]


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ('"xã" cap', "ở xã Nga Sơn", ["xã Nga"]),
        ('"xã" cap+', "ở xã Nga Sơn và xã Anh Sơn", ["xã Nga Sơn", "xã Anh Sơn"]),
        ("place.unit cap{1,2} number?", "thị trấn Ba Vì 2", ["thị trấn Ba Vì 2"]),
        ('cap ("," cap)* "và" cap', "Lan, Mai và Cúc đến", ["Lan, Mai và Cúc"]),
        ("cap&foreign", "công ty Globex của Lan", ["Globex"]),
        ("cap&!foreign", "công ty Globex của Lan", ["Lan"]),
        ("caps", "tổ chức VCCI họp", ["VCCI"]),
        ("place.country", "nga là nước Nga", ["Nga"]),
        ("cap =(lower)", "Lan đi Huế Mai", ["Lan"]),
        ("cap !(cap)", "Lan Mai đi", ["Mai"]),
        ("number mark", "12/3, 5 và 6.", ["12/3,", "6."]),
        ("body.fixed&phrase", "tại Hội đồng nhân dân họp", ["Hội đồng nhân dân"]),
        ("honorific lower", "ông nói với Ông Lan", ["ông nói"]),
        ('"xã hội"', "xã Hội An và xã hội", ["xã hội"]),
    ],
)
def test_patterns(pattern: str, text: str, words: list[str]) -> None:
    assert [words for _, words in found(language(f"pattern: '{pattern}'"), text)] == words


def test_a_token_has_all_classes_of_its_form() -> None:
    made = language("pattern: place.country&honorific cap")
    assert found(made, "Anh Sơn") == [("t.0", "Anh Sơn")]


def test_phrases_stand_for_their_patterns() -> None:
    made = language("pattern: TOWN NAME", phrases="  - {id: p.u, name: TOWN, pattern: place.unit}\n"
                    "  - {id: p.n, name: NAME, pattern: cap+}")  # fmt: skip
    assert found(made, "về xã Nga Sơn") == [("t.0", "xã Nga Sơn")]


def test_priority_then_length_then_order_choose() -> None:
    made = language("pattern: cap", "pattern: cap cap", "pattern: cap lower, priority: 1")
    assert found(made, "Lan Mai") == [("t.1", "Lan Mai")]
    assert found(made, "Lan đi") == [("t.2", "Lan đi")]


def test_what_stands_around_is_not_taken() -> None:
    made = language("""pattern: cap, before: '"xã"', after: lower""")
    assert found(made, "Sơn đi xã Nga là") == [("t.0", "Nga")]
    assert found(made, "xã Nga.") == []


def test_fields_are_the_tokens_of_the_named_part() -> None:
    made = language("pattern: place.unit cap+, set: {unit: place.unit, whole: all}")
    text = "về xã Nga Sơn"
    [match] = made.find(Tokens(text, fold(text), made.alphabet))
    assert match.fields == {"unit": (1, 2), "whole": (1, 4)}


def test_given_tokens_have_their_classes() -> None:
    person = frozenset(("person",))
    made = language("pattern: role person", given=(person, frozenset(("role",))))
    text = "Giám đốc Lan Mai"
    given = {0: Given(8, frozenset(("role",)), "r"), 9: Given(16, person, "p")}
    [match] = made.find(Tokens(text, fold(text), made.alphabet, given))
    assert match.line.items == ["r", "p"]
    assert (match.start, match.end) == (0, 16)


def test_a_given_token_that_is_not_firm_yields_to_a_longer_form() -> None:
    role = frozenset(("role",))
    made = language("pattern: role", "pattern: body.fixed", given=(role,))
    text = "Hội đồng nhân dân"
    tokens = Tokens(text, fold(text), made.alphabet, {0: Given(8, role, "r", firm=False)})
    assert [match.rule.id for match in made.find(tokens)] == ["t.1"]


@pytest.mark.parametrize(
    ("production", "says"),
    [
        ("pattern: place.unitt", "own.yaml:3: 't.0': pattern: no class 'place.unitt'; did you mean 'place.unit'?"),
        ("pattern: UNKNOWN cap", "no phrase 'UNKNOWN'"),
        ("pattern: 'cap ('", "a part is empty"),
        ("pattern: '(cap'", "a bracket is not closed"),
        ("pattern: 'cap )'", "a ')' too many, at character 5"),
        ("pattern: 'cap*'", "it can match nothing"),
        ("pattern: '(cap?)+'", "the part in front of '+' can match nothing"),
        ("pattern: '(cap+ lower)*  mark'", "a repeat without bound stands in another"),
        ("pattern: cap, before: lower*", "what stands around has to have a bound"),
        ("pattern: cap, set: {unit: lower}", "set: unit: the pattern has no 'lower'"),
        (
            "pattern: cap lower, set: {a: lower, b: lower}",
            "set: two fields are 'lower'; a part of the pattern is one field",
        ),
        ("pattern: number&lower", "no token is all of lower, number"),
        ("pattern: 'cap § cap'", "cannot read '§ cap', at character 4"),
    ],
)
def test_a_wrong_production_is_told_with_its_place(production: str, says: str) -> None:
    with pytest.raises(LexiconError) as error:
        language(production)
    assert str(error.value).startswith("own.yaml:3: 't.0': ")
    assert says in str(error.value)


def test_a_phrase_that_holds_itself_is_told() -> None:
    with pytest.raises(LexiconError, match="the phrase LOOP in LOOP holds itself"):
        language("pattern: LOOP", phrases="  - {id: p.l, name: LOOP, pattern: cap LOOP}")


def test_effort_grows_with_the_text_and_no_faster() -> None:
    made = language('pattern: \'(cap lower{0,4} ("," | "và")?){1,8} mark\'')
    times = []
    for words in (2_000, 8_000):
        text = "Lan đi Mai và " * words
        tokens = Tokens(text, fold(text), made.alphabet)
        start = time.process_time()
        made.find(tokens)
        times.append(time.process_time() - start)
    assert times[1] < 8 * times[0] + 0.1
