"""What is made when it is first asked for: attributes, and the values of tables."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")


class lazy(Generic[V]):  # noqa: N801 - a decorator, as `property` is
    """As `functools.cached_property`, without its lock: that is one for all objects before Python 3.12.

    A process that is forked while another thread holds the lock would wait for it for ever. Two threads may make the
    value twice, which does no harm.
    """

    def __init__(self, make: Callable[[Any], V]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> "lazy[V]": ...

    @overload
    def __get__(self, owner: object, kind: type) -> V: ...

    def __get__(self, owner: object | None, kind: type) -> "V | lazy[V]":
        """The value, made and kept in the object itself."""
        if owner is None:
            return self
        made: V = self._make(owner)
        return owner.__dict__.setdefault(self._name, made)  # type: ignore[no-any-return]


class Table(dict[K, V]):
    """Values by key, each made by a function of its key."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        value = self[key] = self._make(key)
        return value
