"""Titles as they go into the record: role and organisation apart, each title of a person once."""

from extract.document import Document
from extract.entries import ModifierEntry, PlaceEntry, TitleEntry
from extract.kinds.officials.linking import Expression
from extract.kinds.officials.scopes import HOME, Scope
from extract.lexicon import Lexicon
from extract.record import Title, TitleKind
from extract.text.fold import fold_key

_ABROAD: frozenset[TitleKind] = frozenset(("state", "legislature", "judiciary", "party", "foreign"))
_FIXED: frozenset[TitleKind] = frozenset(("rank", "academic", "honour", "religious"))
_HEADLINE = 400
"""Characters from the beginning in which a title in full completes the bare one of the only holder."""
_SPELLED = 60
"""Characters before an abbreviation in brackets in which it is written out."""
_KEPT = 4096
"""Roles whose words are kept."""
_SAME = 0.8
"""Share of words from which two scopes of one role are near-equal."""


def _kind(expression: Expression) -> TitleKind:
    entry, scope = expression.role.entry, expression.scope
    if entry.kind in _FIXED:
        return entry.kind
    kind = scope.kind or entry.kind
    if entry.kind == "legislature" and kind == "party":
        return "foreign"  # who sits in a parliament for a party sits abroad: "Thượng nghị sĩ đảng Cộng hòa"
    place = scope.place
    if place is None:
        return kind
    if entry.abroad and scope.kind is None and place.id != HOME:
        return "foreign"
    unsaid = kind == "management" and scope.kind is None
    if _is_abroad(place, scope) and (kind in _ABROAD or unsaid):
        return "foreign"
    return "state" if unsaid and place.kind in ("province", "city", "district", "unit") else kind


def _is_abroad(place: PlaceEntry, scope: Scope) -> bool:
    """Whether the office of a scope in which a place stands is abroad."""
    if place.kind == "country":
        return place.abroad or place.id != HOME
    return place.abroad or (place.kind == "union" and _of_union(scope))


def _of_union(scope: Scope) -> bool:
    """Whether a scope is a union of states or an office of it, not a body that has it in its name ("Viện ASEAN")."""
    assert scope.place is not None
    return scope.inner is not None or scope.key[:1] == tuple(fold_key(scope.place.forms[0]).split()[:1])


class RoleForms:
    """What titles are and how they are compared: an acting office is one with the full one."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._acting = tuple(
            f"{fold_key(modifier.forms[0])} " for modifier in lexicon.entries(ModifierEntry) if modifier.acting
        )
        self._joins = tuple(f"{join} " for join in lexicon.forms("official.body_of"))
        self._small = frozenset(("-", *lexicon.forms("official.small")))
        self._known: dict[str, tuple[str, ...]] = {}
        tails = (entry.role or entry.forms[0] for entry in lexicon.entries(TitleEntry) if entry.tail)
        self._tails = frozenset(map(self.words, tails))

    def title(self, document: Document, expression: Expression, former: bool) -> Title:
        """The title that an expression is; `former` where the words around it say so."""
        role, scope = expression.role, expression.scope
        organization = document.text[scope.start : scope.end].replace("\n", " ").strip() or None
        if organization:
            join = next((join for join in self._joins if document.folded.startswith(join, scope.start, scope.end)), "")
            organization = organization[len(join) :]
        if role.entry.organization:
            organization = f"{role.entry.organization} {organization}" if organization else role.entry.organization
        return Title(
            start=expression.start,
            end=expression.end,
            rule=role.entry.id,
            role=role.name,
            organization=organization,
            kind=_kind(expression),
            former=former or role.former,
        )

    def scope_words(self, expression: Expression) -> frozenset[str]:
        """The words of a scope that tell it from others, folded and written out."""
        organization = expression.role.entry.organization
        own = fold_key(organization).split() if organization else ()
        return frozenset(word for word in (*expression.scope.key, *own) if word not in self._small)

    def is_acting(self, role: str) -> bool:
        """Whether a role is held for the time being."""
        return fold_key(role).startswith(self._acting)

    def words(self, role: str) -> tuple[str, ...]:
        """The words that a role is compared by."""
        known = self._known.get(role)
        if known is None:
            if len(self._known) == _KEPT:
                self._known.clear()
            folded = fold_key(role).replace(",", "")
            acting = next((form for form in self._acting if folded.startswith(form)), "")
            known = self._known[role] = tuple(folded.removeprefix(acting).split())
        return known

    def same(
        self,
        role: tuple[str, ...],
        words: frozenset[str],
        other_role: tuple[str, ...],
        other_words: frozenset[str],
    ) -> bool:
        """Whether two titles are forms of one: the same role, or one that begins the other, and scopes that agree."""
        short, long = sorted((role, other_role), key=len)
        if long[: len(short)] != short and not (short in self._tails and long[-len(short) :] == short):
            return False
        if words <= other_words or other_words <= words:
            return True
        return role == other_role and len(words & other_words) / len(words | other_words) >= _SAME


class Held:
    """The titles of one person, each with what it is compared by."""

    def __init__(self, forms: RoleForms) -> None:
        self._forms = forms
        self._held: list[tuple[Title, tuple[str, ...], frozenset[str], int]] = []
        self._vague: set[str] = set()

    def add(self, document: Document, expression: Expression, former: bool, *, gained: bool = False) -> None:
        """Add a title, unless a fuller form of it is there; drop the shorter forms of it that are.

        Who held an office for the time being and then has `gained` it holds two: "Quyền Giám đốc, ... làm Giám đốc".
        """
        new = self._forms.title(document, expression, former)
        if expression.role.entry.vague and expression.scope.kind != "party":
            self._vague.add(new.rule)
        role = self._forms.words(new.role)
        words = self._forms.scope_words(expression)
        which = (
            expression.scope.start > expression.role.end + 1
        )  # "tổng thống mới của Mỹ" is no fuller than "Tổng thống Mỹ"
        length = 0 if which else expression.end - expression.start
        for index, (other, other_role, other_words, other_length) in enumerate(self._held):
            if gained and self._forms.is_acting(other.role) and not self._forms.is_acting(new.role):
                continue
            if not self._forms.same(role, words, other_role, other_words) and not (
                role == other_role
                and (_spelled(document, words) >= other_words or _spelled(document, other_words) >= words)
            ):
                continue
            if len(words) + len(role) > len(other_words) + len(other_role) or (
                len(words) + len(role) == len(other_words) + len(other_role) and length > other_length
            ):
                self._held[index] = new, role, words, length
                self._absorb(index)
            return
        self._held.append((new, role, words, length))

    @property
    def roles(self) -> set[str]:
        """The roles of the titles."""
        return {title.role for title, *_ in self._held}

    def lacks(self, expression: Expression) -> bool:
        """Whether `expression` is the fuller form of a title held: the same role, and more of the same scope."""
        words = self._forms.scope_words(expression)
        for title, _, held_words, _ in self._held:
            if title.role == expression.role.name and held_words < words:
                place = expression.scope.place
                abroad = place is not None and place.kind == "country"
                headline = expression.end < min(title.start, _HEADLINE)
                completes = abroad if expression.role.entry.scope == "place" else headline and not abroad
                return bool(held_words) or completes
        return False

    def _absorb(self, index: int) -> None:
        """Drop the other titles that the one at `index` now includes."""
        _, role, words, _ = self._held[index]
        self._held = [
            held
            for other, held in enumerate(self._held)
            if other == index or not self._forms.same(role, words, held[1], held[2]) or len(held[2]) > len(words)
        ]

    @property
    def titles(self) -> list[Title]:
        """The titles, in text order; without the vague ones of one who has another office."""
        titles = [held[0] for held in self._held]
        if any(title.rule not in self._vague and title.kind not in _FIXED for title in titles):
            titles = [title for title in titles if title.rule not in self._vague]
        return sorted(titles, key=lambda title: title.start)


def _spelled(document: Document, words: frozenset[str]) -> set[str]:
    """The words of a scope with those that stand before an abbreviation of it in brackets: "Tập đoàn X Y (TXY)"."""
    spelled: set[str] = set()
    for word in words:
        at = document.bracketed.get(word, 0)
        spelled.update(document.folded[max(at - _SPELLED, 0) : at].split() if at else (word,))
    return spelled
