"""Awards across articles: one ceremony that several articles tell of is one event."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from extract.registry.names import name_key
from extract.registry.observation import Given, Observation

_DAYS = 10
"""Days between articles that may tell of one ceremony."""


class Told(NamedTuple):
    """An award that an article tells of."""

    observation: Observation
    given: Given

    @property
    def id(self) -> str:
        """That of its first mention."""
        return self.given.quotes[0].id


class Event(NamedTuple):
    """An award to the same recipients at one time, with all articles that tell of it."""

    id: str
    told: tuple[Told, ...]


def join(observations: Sequence[Observation], people: Mapping[str, str]) -> list[Event]:
    """All events, sorted by id.

    Args:
        observations: what the articles tell.
        people: the ids of persons by those of officials ("ARTICLE/P1").
    """
    blocks: dict[tuple[str, str, str], list[Told]] = defaultdict(list)
    alone: list[list[Told]] = []
    for observation in sorted(observations, key=lambda one: one.article):
        for given in observation.awards:
            told = Told(observation, given)
            names = recipients(told, people)
            if names:
                blocks[given.key, name_key(given.grade or ""), min(names)].append(told)
            else:
                alone.append([told])
    groups = alone + [group for same in blocks.values() for group in _grouped(same)]
    return sorted((Event(_event_id(group[0]), tuple(group)) for group in groups), key=lambda event: event.id)


def recipients(told: Told, people: Mapping[str, str]) -> frozenset[str]:
    """Who receives an award, each by what is surest of it: the person, the organisation, the words."""
    article = told.observation.article
    return frozenset(
        people.get(f"{article}/{official}", "") or organization or name_key(text)
        for text, organization, official in told.given.recipients
    )


def _grouped(same: Sequence[Told]) -> list[list[Told]]:
    """Those that tell of one event together: in the order of their days, each beside the one before."""
    groups: list[list[Told]] = []
    for told in sorted(same, key=lambda one: (one.observation.published or "9999", one.id)):
        into = next((group for group in groups if all(_one_event(told, other) for other in group)), None)
        if into is None:
            groups.append([told])
        else:
            into.append(told)
    return groups


def _one_event(one: Told, other: Told) -> bool:
    """Whether both tell of one event: days that agree, of the event or else of the articles, and no other giver."""
    givers = {one.given.giver, other.given.giver} - {None}
    if len(givers) > 1 or one.observation.article == other.observation.article:
        return False
    days = one.given.day, other.given.day
    if days[0] and days[1]:
        if len(days[0]) == len(days[1]) == 10:
            return days[0] == days[1]
        return days[0][:4] == days[1][:4] and _near(one, other)
    return _near(one, other)


def _near(one: Told, other: Told) -> bool:
    first, second = one.observation.published, other.observation.published
    if not first or not second:
        return False
    return abs((date.fromisoformat(first) - date.fromisoformat(second)).days) <= _DAYS


def _event_id(first: Told) -> str:
    digest = hashlib.sha256(first.id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{name_key(first.given.name).replace(' ', '-')}-{digest}"
