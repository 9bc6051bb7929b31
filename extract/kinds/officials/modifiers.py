"""The words that change a role beside them: "nguyên", "Phó" in front, "Thường trực", "đắc cử" behind."""

from extract.entries import ModifierEntry, TitleEntry
from extract.lexicon import Lexicon
from extract.text.fold import fold_key

_LONGEST = 4
"""Syllables of the longest modifier."""


class Modifiers:
    """The modifiers of the lexicon, found beside a given place in a text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._before: dict[str, ModifierEntry] = {}
        self._after: dict[str, ModifierEntry] = {}
        for modifier in lexicon.entries(ModifierEntry):
            for form in modifier.forms:
                if modifier.place != "after":
                    self._before[fold_key(form)] = modifier
                if modifier.place != "before":
                    self._after[fold_key(form)] = modifier
        self._compounds = {
            modifier.id: tuple(f"{fold_key(word)} " for word in modifier.never_after)
            for modifier in lexicon.entries(ModifierEntry)
        }
        self.abbreviations = frozenset(
            fold_key(form)
            for entry in (*lexicon.entries(TitleEntry), *lexicon.entries(ModifierEntry))
            for form in entry.forms
            if sum(letter.isupper() for letter in form) > 1 and " " not in form.strip()
        )

    def in_front(self, folded: str, start: int, reached: int) -> tuple[int, ModifierEntry] | None:
        """The modifier that ends right before `start` and not before `reached`: where it begins, and its entry."""
        end = start - 1 if start and folded[start - 1] == " " else start
        at = max(folded.rfind(" ", reached, end), folded.rfind("\n", reached, end)) + 1
        for _ in range(2):
            at = max(at, reached)
            word = folded[at:end].lstrip("\"'([-")
            modifier = self._before.get(word)
            if modifier is not None:
                begin = end - len(word)
                if modifier.never_after and folded[max(begin - 9, 0) : begin].endswith(self._compounds[modifier.id]):
                    return None
                return begin, modifier
            if at <= reached:
                break
            at = folded.rfind(" ", reached, at - 1) + 1
        return None

    def behind(self, text: str, folded: str, end: int) -> tuple[int, ModifierEntry] | None:
        """The longest modifier that begins right behind `end`: where it ends, and its entry."""
        if not folded.startswith(" ", end):
            return None
        stop = end
        best: tuple[int, ModifierEntry] | None = None
        for _ in range(_LONGEST):
            stop += 1
            while stop < len(folded) and folded[stop].isalnum():
                stop += 1
            word = folded[end + 1 : stop]
            modifier = self._after.get(word)
            if modifier is not None and not (word in self.abbreviations and not text[end + 1].isupper()):
                best = stop, modifier
            if not folded.startswith(" ", stop):
                break
        return best
