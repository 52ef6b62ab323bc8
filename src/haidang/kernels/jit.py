"""
How kernels are compiled: cached on disk, without the interpreter's lock, with exact arithmetic.

`fastmath` stays off: published figures must repeat bit for bit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba  # noqa: TID253  the one place that imports it

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Return the function, compiled at its first call and kept on disk."""
    # a dispatcher is called like the function it compiled
    return cast("F", numba.njit(cache=True, nogil=True)(function))
