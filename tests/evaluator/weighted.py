"""A choice between strategies in which some come more often: `one_of` takes equal ones once."""

from __future__ import annotations

from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


def weighted(*choices: tuple[int, st.SearchStrategy[T]]) -> st.SearchStrategy[T]:
    """One of the strategies, each as often as its weight says; the first is the simplest."""
    listed = [strategy for weight, strategy in choices for _ in range(weight)]
    return st.sampled_from(range(len(listed))).flatmap(lambda n: listed[n])
