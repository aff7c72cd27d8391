"""Texts that are made as they are looked at, however many there are."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import overload


class MadeLines(Sequence[str]):
    """A kind says how many lines there are, and makes one."""

    @abstractmethod
    def line(self, index: int) -> str:
        """One of them."""

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self.line(each) for each in range(*index.indices(len(self)))]
        return self.line(index)
