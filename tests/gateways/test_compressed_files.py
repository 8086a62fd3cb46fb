"""Compressed uploads, honest and not."""

import gzip
import tracemalloc
import zlib

import pytest

from lib.domain.errors import DomainError
from lib.gateways.compressed_files import inflated

MEGABYTE = 2**20


class TestInflated:
    def test_gives_a_compressed_file_back(self) -> None:
        assert inflated(gzip.compress(b"Date,Type\n")) == b"Date,Type\n"

    def test_leaves_what_is_not_compressed_as_it_is(self) -> None:
        assert inflated(b"Date,Type\n") == b"Date,Type\n"

    def test_joins_the_members_of_a_file_compressed_in_parts(self) -> None:
        assert inflated(gzip.compress(b"one,") + gzip.compress(b"two")) == b"one,two"

    def test_refuses_a_bomb_without_inflating_it_whole(self) -> None:
        bomb = compressed_zeros(512 * MEGABYTE)

        tracemalloc.start()
        with pytest.raises(DomainError, match="more than 8 MB") as refused:
            inflated(bomb, bound=8 * MEGABYTE)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

        assert refused.value.code == "file_too_large"
        assert peak < 32 * MEGABYTE

    def test_refuses_a_bomb_spread_over_members(self) -> None:
        with pytest.raises(DomainError) as refused:
            inflated(compressed_zeros(MEGABYTE) * 9, bound=8 * MEGABYTE)

        assert refused.value.code == "file_too_large"

    @pytest.mark.parametrize(
        "damaged", [gzip.compress(b"x" * 100)[:-12], b"\x1f\x8bnothing", gzip.compress(b"x") + b"y"]
    )
    def test_refuses_a_damaged_file(self, damaged: bytes) -> None:
        with pytest.raises(DomainError) as refused:
            inflated(damaged)

        assert refused.value.code == "file_damaged"


def compressed_zeros(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(MEGABYTE)
    return b"".join(packer.compress(zeros) for _ in range(size // MEGABYTE)) + packer.flush()
