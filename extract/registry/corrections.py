"""What a user says of joins: which persons of articles are the same and which are not."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec


class CorrectionsError(ValueError):
    """A file of corrections cannot be used; the message says why."""


class Corrections(NamedTuple):
    """Persons by their ids in the tables of a run ("ARTICLE/P1")."""

    same: tuple[tuple[str, ...], ...] = ()
    not_same: tuple[tuple[str, ...], ...] = ()

    def named(self) -> Iterator[str]:
        """All persons that are named."""
        for group in (*self.same, *self.not_same):
            yield from group

    def apart(self) -> frozenset[tuple[str, str]]:
        """Pairs that are not the same, either way round."""
        return frozenset((one, other) for group in self.not_same for one in group for other in group if one != other)


class _File(msgspec.Struct, forbid_unknown_fields=True):
    same: list[list[str]] = []
    not_same: list[list[str]] = []


def read_corrections(path: Path) -> Corrections:
    """The corrections of a file: `same` and `not_same`, each a list of lists of persons.

    Raises:
        CorrectionsError: it cannot be read, or says the same and the contrary of two persons.
    """
    import yaml  # only here: most registers have no such file

    try:
        found = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")) or {}, _File)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise CorrectionsError(f"{path}: {error}") from error
    for group in (*found.same, *found.not_same):
        if len(set(group)) < 2:
            raise CorrectionsError(f"{path}: {group} names one person; a correction needs two ('ARTICLE/P1')")
    made = Corrections(tuple(map(tuple, found.same)), tuple(map(tuple, found.not_same)))
    apart = made.apart()
    for same in made.same:
        if said := next((pair for pair in sorted(apart) if set(pair) <= set(same)), None):
            raise CorrectionsError(f"{path}: {said[0]} and {said[1]} are said to be the same, and not to be")
    return made
