"""Remembers what was made once, so that it is not made again for every letter."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from appeals.problems import AppealsError

T = TypeVar("T")


class Kept(Generic[T]):
    """What was made for the keys used last; a fault is remembered too, and told again to whoever asks again."""

    def __init__(self, most: int) -> None:
        """Keep as many as `most`; what has not been asked for longest goes first."""
        self._most = most
        self._known: dict[Hashable, T | AppealsError] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept for a key, or make it and keep it."""
        try:
            found = self._known.pop(key)
        except KeyError:
            found = self._made(make)
            if len(self._known) >= self._most:
                del self._known[next(iter(self._known))]
        self._known[key] = found
        if isinstance(found, AppealsError):
            raise type(found)(*found.problems)  # a new one: an error that is raised twice drags its first raising along
        return found

    @staticmethod
    def _made(make: Callable[[], T]) -> T | AppealsError:
        try:
            return make()
        except AppealsError as error:
            return type(error)(*error.problems)
