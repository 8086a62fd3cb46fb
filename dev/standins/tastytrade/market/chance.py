"""Chance without a state: the same words always give the same number, whatever was asked before."""

from hashlib import blake2b
from statistics import NormalDist
from struct import unpack

_NORMAL = NormalDist()
_SCALE = float(1 << 64)


def uniform(*words: object) -> float:
    """Return a number in (0, 1) that only these words decide."""
    return uniforms(1, *words)[0]


def uniforms(count: int, *words: object) -> list[float]:
    """Return up to eight independent numbers in (0, 1) that only these words decide."""
    digest = blake2b("|".join(map(str, words)).encode(), digest_size=8 * count).digest()
    return [(number + 0.5) / _SCALE for number in unpack(f">{count}Q", digest)]


def normals(count: int, *words: object) -> list[float]:
    """Return up to eight independent standard normal numbers that only these words decide."""
    return [normal(number) for number in uniforms(count, *words)]


def normal(number: float) -> float:
    """Return the standard normal number that a number in (0, 1) stands for."""
    return _NORMAL.inv_cdf(number)


def whole(low: int, high: int, *words: object) -> int:
    """Return a whole number from low to high, both included."""
    return low + int(uniform(*words) * (high - low + 1))
