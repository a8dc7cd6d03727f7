"""CPU time by name, for the other benchmarks."""

from __future__ import annotations

from contextlib import contextmanager
from functools import wraps
from time import process_time
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Clock:
    """CPU seconds of this process by name; what runs inside something else that has a name is taken off that."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.seconds: dict[str, float] = {}
        self._inner: list[float] = []  # of each name that is running now, what ran inside it

    def add(self, name: str, seconds: float) -> None:
        """More time under `name`."""
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds

    @contextmanager
    def running(self, name: str) -> Iterator[None]:
        """Put the time of a block under `name`."""
        started = process_time()
        self._inner.append(0.0)
        try:
            yield
        finally:
            whole = process_time() - started
            self.add(name, whole - self._inner.pop())
            if self._inner:
                self._inner[-1] += whole

    def timed(self, name: str, function: Callable[_P, _R]) -> Callable[_P, _R]:
        """`function`, its time put under `name`."""

        @wraps(function)
        def call(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            with self.running(name):
                return function(*args, **kwargs)

        return call
