"""
How many requests one address may send: a bucket that fills with time, in the memory of the process.

An address of IPv6 counts with its neighbours of the same network, which one reader has whole; one that stands for an
address of IPv4 counts as that. The port that some proxies add does not count.
"""

from __future__ import annotations

import math
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

_MINUTE_S = 60
_NETWORK_BITS = 64
_MOST_ADDRESSES = 20_000
_WITH_PORT = re.compile(r"\[([^\]]*)\](?::\d*)?|([^:]*):\d*")  # [2001:db8::1]:443 or 192.0.2.1:443


class Buckets:
    """
    A bucket of requests for each address; it holds those of a minute and fills steadily.

    Parameters
    ----------
    rate
        Requests a minute; 0 for no limit.
    clock
        Seconds that only grow.
    """

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, address: str) -> int:
        """Take one request out of the bucket of an address; return 0, or in how many seconds there is one again."""
        if not self._rate:
            return 0
        now, key = self._clock(), _network(address)
        with self._lock:
            left, then = self._held.pop(key, (float(self._rate), now))
            left = min(self._rate, left + (now - then) * self._rate / _MINUTE_S)
            is_given = left >= 1
            self._held[key] = (left - 1 if is_given else left, now)
            while len(self._held) > _MOST_ADDRESSES:  # those that were not seen for longest
                self._held.popitem(last=False)
        return 0 if is_given else math.ceil((1 - left) * _MINUTE_S / self._rate)


def _network(address: str) -> str:
    ported = _WITH_PORT.fullmatch(address)
    bare = address if ported is None else ported[1] or ported[2] or address
    try:
        found = ip_address(bare)
    except ValueError:
        return bare
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ip_network((found, _NETWORK_BITS), strict=False))
