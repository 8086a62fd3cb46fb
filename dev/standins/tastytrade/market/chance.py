"""Chance without a state: the same words always give the same number, whatever was asked before."""

from hashlib import blake2b
from statistics import NormalDist

_NORMAL = NormalDist()
_SCALE = float(1 << 64)


def uniform(*words: object) -> float:
    """Return a number in (0, 1) that only these words decide."""
    return _uniforms(words, 1)[0]


def normals(count: int, *words: object) -> list[float]:
    """Return up to eight independent standard normal numbers that only these words decide."""
    return [_NORMAL.inv_cdf(number) for number in _uniforms(words, count)]


def whole(low: int, high: int, *words: object) -> int:
    """Return a whole number from low to high, both included."""
    return low + int(uniform(*words) * (high - low + 1))


def _uniforms(words: tuple[object, ...], count: int) -> list[float]:
    digest = blake2b("|".join(map(str, words)).encode(), digest_size=8 * count).digest()
    return [(int.from_bytes(digest[8 * i : 8 * i + 8]) + 0.5) / _SCALE for i in range(count)]
