"""
Chance that repeats: every stream of random numbers follows from words and numbers, never from a clock or an order.

A stream is named by what it is for (an indicator, an area, a seed), so the same question gives the same bits
whatever else is asked, in whatever order and on however many threads.

References
----------
J. K. Salmon et al., Parallel random numbers: as easy as 1, 2, 3 (2011): the counter-based generator Philox.
"""

from __future__ import annotations

import hashlib

import numpy as np

DEFAULT_SEED = 20241114


def stream(seed: int, *names: str) -> np.random.Generator:
    """
    Return the stream of random numbers of a name.

    Parameters
    ----------
    seed
        Seed of the run.
    names
        What the stream is for; another name or order gives an independent stream.

    Examples
    --------
    >>> stream(1, "a").random() == stream(1, "a").random(), stream(1, "a").random() == stream(1, "b").random()
    (True, False)
    """
    words = "\0".join((str(seed), *names))
    key = int.from_bytes(hashlib.sha256(words.encode()).digest()[:16])
    return np.random.Generator(np.random.Philox(key=key))
