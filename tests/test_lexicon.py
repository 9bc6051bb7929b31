from pathlib import Path

import pytest
import regex

from extract import Extractor
from extract.entries import FORMER_GROUPS, DatePartEntry, TitleEntry, WordEntry
from extract.lexicon import Lexicon, LexiconError, Matcher, alternation, default_lexicon, rule_files
from extract.resources import RULES
from extract.text.fold import fold_key
from extract.words import CLASSES

LONGEST_LINE = 160


def title(entry_id: str, *forms: str) -> TitleEntry:
    return TitleEntry(id=entry_id, forms=forms, kind="state")


def write(directory: Path, text: str, name: str = "mine.yaml") -> Path:
    directory.mkdir(exist_ok=True)
    (directory / name).write_text(text, encoding="utf-8")
    return directory


def found(matcher: Matcher[TitleEntry], text: str) -> list[tuple[str, str]]:
    folded = fold_key(text)
    return [(folded[hit.start : hit.end], hit.entry.id) for hit in matcher.find(folded)]


def test_matcher_takes_the_longest_form_that_ends_at_a_syllable() -> None:
    matcher = Matcher([title("a", "Phó Chủ tịch"), title("b", "Chủ tịch"), title("c", "Chủ tịch nước")])
    assert found(matcher, "Phó chủ tịch và Chủ tịch nước") == [("phó chủ tịch", "a"), ("chủ tịch nước", "c")]
    assert found(matcher, "chủ tịch nướcx") == [("chủ tịch", "b")]


def test_matcher_does_not_find_a_syllable_inside_another() -> None:
    matcher = Matcher([title("ong", "ông")])
    assert found(matcher, "không, công ông") == [("ông", "ong")]
    assert found(matcher, "đông2 2ông") == []


def test_matcher_unifies_spelling() -> None:
    matcher = Matcher([title("uy", "Ủy viên"), title("tu", "Kỹ sư trưởng")])
    assert found(matcher, "Uỷ viên, uy\u0309 viên, kĩ sư trưởng") == [
        ("ủy viên", "uy"),
        ("ủy viên", "uy"),
        ("kĩ sư trưởng", "tu"),
    ]


def test_a_form_of_two_entries_is_the_first_ones() -> None:
    assert found(Matcher([title("one", "BT"), title("two", "bt")]), "BT") == [("bt", "one")]


def test_package_rules_are_sound() -> None:
    lexicon = Lexicon.load()
    assert len(lexicon) > 100
    for entry in lexicon:
        origin = lexicon.origin(entry.id)
        assert origin.line > 1
        assert all(form.strip() for form in entry.forms), f"{origin}: an empty form"


def test_no_line_of_the_packages_rules_is_too_long_to_read() -> None:
    lines = [
        (f"{name}:{at}", len(line))
        for name, text in rule_files(RULES).items()
        for at, line in enumerate(text.splitlines(), 1)
    ]
    assert [(place, size) for place, size in lines if size > LONGEST_LINE] == []


def test_a_pattern_may_be_a_list_of_its_pieces(tmp_path: Path) -> None:
    directory = write(
        tmp_path / "mine", "group: date_parts\nentries:\n  - {id: my.a, name: a, pattern: [\n    'x|',\n    'y ']}\n"
    )
    entry = Lexicon.load(directory)["my.a"]
    assert isinstance(entry, DatePartEntry)
    assert entry.pattern == "x|y "
    with pytest.raises(LexiconError, match=r"mine.yaml:3: Expected `str`, got `array` - at `\$.pattern`"):
        Lexicon.of({"mine.yaml": "group: date_parts\nentries:\n  - {id: my.a, name: a, pattern: [x, [y]]}\n"})


@pytest.mark.parametrize("group", sorted(FORMER_GROUPS))
def test_files_of_version_1_still_switch_off(group: str, tmp_path: Path) -> None:
    word = next(entry for entry in default_lexicon() if isinstance(entry, WordEntry))
    own = tmp_path / "mine.yaml"
    own.write_text(f"group: {group}\nentries:\n  - {{id: {word.id}, off: true}}\n  - {{id: long.gone, off: true}}\n")
    assert word.id not in {entry.id for entry in Lexicon.load(tmp_path)}
    own.write_text(f"group: {group}\nentries:\n  - {{id: my.word, role: give, forms: [tặng]}}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=f"mine.yaml:3: group '{group}' is 'words' now"):
        Lexicon.load(tmp_path)


def test_user_rules_add_replace_and_switch_off(tmp_path: Path) -> None:
    base = Lexicon.load()
    known = base.entries(TitleEntry)[0].id
    other = base.entries(TitleEntry)[1].id
    directory = write(
        tmp_path / "mine",
        "group: titles\nentries:\n"
        "  - {id: my.captain, forms: [Thuyền trưởng tàu ngầm], kind: management} # a submarine's captain\n"
        f"  - {{id: {known}, forms: [Chức mới], kind: party}}\n"
        f"  - {{id: {other}, off: true}}\n",
    )
    merged = Lexicon.load(directory)
    assert merged["my.captain"].forms == ("Thuyền trưởng tàu ngầm",)
    assert merged.origin("my.captain") == (f"{directory}/mine.yaml", 3, "a submarine's captain")
    assert merged[known].forms == ("Chức mới",)
    assert other not in merged
    assert other in base


def test_the_comment_above_an_entry_is_its_comment_where_none_stands_behind(tmp_path: Path) -> None:
    directory = write(
        tmp_path / "mine",
        "group: titles\nentries:\n  # heads of\n  # islands\n  - {id: my.x, forms: [Đảo chủ], kind: state}\n",
    )
    assert Lexicon.load(directory).origin("my.x").comment == "heads of islands"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("group: titles\nentries: [\n", "", "not valid YAML"),
        ("- a\n", ":1:", "group: NAME"),
        ("group: title\nentries: []\n", ":1:", "unknown group 'title'; use one of titles"),
        ("group: titles\nentries:\n  - {forms: [x], kind: rank}\n", ":3:", "an 'id'"),
        ("group: titles\nentries:\n  - {id: my.a, forms: [x], kind: king}\n", ":3:", "Invalid enum value 'king'"),
        ("group: titles\nentries:\n  - {id: my.a, forms: [x], kind: rank, knd: 1}\n", ":3:", "unknown field `knd`"),
        ("group: words\nentries:\n  - {id: my.a, class: award.giv}\n", ":3:", "did you mean 'award.give'?"),
        (
            "group: words\nentries:\n  - {id: my.a, clas: award.give}\n",
            ":3:",
            "unknown field `clas`; did you mean 'class'?",
        ),
        ("group: words\nentries:\n  - {id: my.a, class: award.give, gender: male}\n", ":3:", "has no feature 'gender'"),
        (
            "group: words\nentries:\n  - {id: my.a, class: award.give, since: '2025'}\n",
            ":3:",
            "Invalid isoformat string",
        ),
        (
            "group: words\nentries:\n  - {id: my.a, class: official.honorific, gender: femal}\n",
            ":3:",
            "Invalid enum value 'femal' - at `$.gender`; did you mean 'female'?",
        ),
        ("group: titles\nentries:\n  - {id: my.a, forms: [x, ''], kind: rank}\n", ":3:", "the form '' is empty"),
        ("group: titles\nentries:\n  - {id: my.a, forms: ['\u200b'], kind: rank}\n", ":3:", "not all to be seen"),
        ("group: titles\nentries:\n  - {id: my.a, off: true}\n", ":3:", "no entry 'my.a' to switch off"),
        (
            "group: titles\nentries:\n  - {id: my.a, forms: [x], kind: rank}\n  - {id: my.a, forms: [y], kind: rank}\n",
            ":4:",
            "already at",
        ),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, text: str, line: str, says: str) -> None:
    with pytest.raises(LexiconError) as error:
        Lexicon.load(write(tmp_path / "mine", text))
    assert f"mine.yaml{line}" in str(error.value)
    assert says in str(error.value)


def test_words_are_asked_for_by_class() -> None:
    text = (
        "group: words\nentries:\n"
        "  - {id: my.her, class: official.honorific, gender: female, forms: [Bà Trùm]}\n"
        "  - {id: my.his, class: official.honorific, forms: [trùm]}\n"
    )
    lexicon = Lexicon.of({"mine.yaml": text})
    words = {word.id: (word.gender, word.forms) for word in lexicon.words("official.honorific")}
    assert words["my.her"] == ("female", ("Bà Trùm",))
    assert words["my.his"] == (None, ("trùm",))
    forms = lexicon.forms("official.honorific")
    assert {"bà trùm", "trùm"} < set(forms)
    assert [len(form) for form in forms] == sorted(map(len, forms), reverse=True)
    with pytest.raises(ValueError, match=r"'official.honorifc' of words; did you mean 'official.honorific'"):
        lexicon.words("official.honorifc")


def test_an_alternation_takes_the_first_form_that_fits_and_none_where_there_are_none() -> None:
    assert regex.findall(alternation(["a.b", "a"]), "a.b axb") == ["a.b", "a"]
    assert regex.search(alternation([]), "any text") is None


def test_every_class_of_words_has_words_and_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    words = Lexicon.words

    def remembered(self: Lexicon, *classes: str) -> list[WordEntry]:
        asked.update(classes)
        return words(self, *classes)

    monkeypatch.setattr(Lexicon, "words", remembered)
    lexicon = Lexicon.of({})
    assert [name for name in CLASSES if not lexicon.words(name)] == []
    asked.clear()
    Extractor(lexicon=lexicon, ner=None)
    assert set(CLASSES) - asked == set()


def test_a_directory_without_rules_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no rule files"):
        Lexicon.load(tmp_path)
