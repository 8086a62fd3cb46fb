"""A secret opens where it was sealed, and nowhere else."""

import base64
import traceback
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lib.gateways.vault import BadKeysError, KeyRing, SealingVault
from lib.ports.secret import Secret
from lib.ports.vault import BrokenSealError, Place

OLD = f"k1:{base64.b64encode(bytes(range(32))).decode()}"
NEW = f"k2:{base64.b64encode(bytes(range(32, 64))).decode()}"
PLACE = Place(table="broker_secrets", column="refresh_token", row_id="row-1", user_id="user-1")
CANARY = "eyJ-canary-of-a-refresh-token"


def vault(setting: str = OLD) -> SealingVault:
    return SealingVault(KeyRing.of(setting))


class TestSealing:
    def test_gives_back_what_was_sealed(self) -> None:
        assert vault().open(vault().seal(Secret(CANARY), PLACE), PLACE) == Secret(CANARY)

    def test_shows_version_and_key_and_nothing_of_the_secret(self) -> None:
        sealed = vault().seal(Secret(CANARY), PLACE)

        assert sealed.startswith("v1.k1.")
        assert CANARY not in base64.urlsafe_b64decode(sealed.split(".")[2] + "==").decode("latin-1")

    def test_never_gives_the_same_text_twice(self) -> None:
        assert vault().seal(Secret(CANARY), PLACE) != vault().seal(Secret(CANARY), PLACE)

    def test_takes_what_no_ascii_can_write(self) -> None:
        assert vault().open(vault().seal(Secret("zlutoučký"), PLACE), PLACE).reveal() == "zlutoučký"

    def test_reads_what_the_published_format_says(self) -> None:
        """The format by hand: a nonce of zeros, AES-256-GCM, the place as canonical JSON beside it."""
        beside = b'["v1","k1","broker_secrets","refresh_token","row-1","user-1"]'
        by_hand = AESGCM(bytes(range(32))).encrypt(bytes(12), CANARY.encode(), beside)
        sealed = "v1.k1." + base64.urlsafe_b64encode(bytes(12) + by_hand).decode().rstrip("=")

        assert vault().open(sealed, PLACE) == Secret(CANARY)


class TestMovedTexts:
    @pytest.mark.parametrize("part", ["table", "column", "row_id", "user_id"])
    def test_do_not_open_elsewhere(self, part: str) -> None:
        sealed = vault().seal(Secret(CANARY), PLACE)

        with pytest.raises(BrokenSealError):
            vault().open(sealed, replace(PLACE, **{part: "elsewhere"}))

    def test_do_not_open_under_the_name_of_another_key_with_the_same_bytes(self) -> None:
        same_bytes = f"{OLD},k9:{OLD.partition(':')[2]}"
        sealed = vault(same_bytes).seal(Secret(CANARY), PLACE)

        with pytest.raises(BrokenSealError):
            vault(same_bytes).open(sealed.replace(".k1.", ".k9."), PLACE)

    def test_cannot_shift_letters_between_neighbouring_parts_of_the_place(self) -> None:
        sealed = vault().seal(Secret(CANARY), PLACE)

        with pytest.raises(BrokenSealError):
            vault().open(sealed, replace(PLACE, row_id='row-1","user-1', user_id=""))


class TestGarbledTexts:
    @pytest.mark.parametrize(
        "garbled",
        [
            *("", "v1", "v1.k1", "v1.k1.", "v1.k1.AAAA", "plain text"),
            *("v1.k1." + "A" * 60, "v1.k1." + "A" * 61, "v2.k1." + "A" * 60, "v1.k1." + "!" * 60, "v1.k1." + "é" * 60),
        ],
    )
    def test_do_not_open(self, garbled: str) -> None:
        with pytest.raises(BrokenSealError):
            vault().open(garbled, PLACE)

    def test_do_not_open_when_any_character_is_cut_or_changed(self) -> None:
        sealed = vault().seal(Secret(CANARY), PLACE)
        start = len("v1.k1.")
        cut = [sealed[:end] for end in range(len(sealed))]
        # The last character of a base64 text may hold bits that mean nothing.
        changed = [
            f"{sealed[:at]}{'A' if sealed[at] != 'A' else 'B'}{sealed[at + 1 :]}"
            for at in range(start, len(sealed) - 1)
        ]

        for garbled in cut + changed:
            with pytest.raises(BrokenSealError):
                vault().open(garbled, PLACE)


class TestRotation:
    def test_opens_what_older_keys_sealed_and_seals_with_the_first(self) -> None:
        old = vault(OLD).seal(Secret(CANARY), PLACE)
        rotated = vault(f"{NEW},{OLD}")

        assert rotated.open(old, PLACE) == Secret(CANARY)
        assert not rotated.is_current(old)
        assert rotated.is_current(rotated.seal(Secret(CANARY), PLACE))

    def test_ends_an_old_key_by_taking_it_off_the_ring(self) -> None:
        with pytest.raises(BrokenSealError) as refused:
            vault(NEW).open(vault(OLD).seal(Secret(CANARY), PLACE), PLACE)
        assert refused.value.code == "unknown_key"


class TestSecrecy:
    def test_keeps_keys_and_secrets_out_of_every_representation(self) -> None:
        key = OLD.partition(":")[2]
        shown = f"{KeyRing.of(OLD)!r} {vault()!r} {Secret(CANARY)!r} {Secret(CANARY)} {vars(vault())}"

        assert CANARY not in shown
        assert key not in shown
        assert repr(bytes(range(32))) not in shown

    def test_keeps_them_out_of_errors(self) -> None:
        sealed = vault().seal(Secret(CANARY), PLACE)
        with pytest.raises(BrokenSealError) as refused:
            vault().open(sealed, replace(PLACE, user_id="user-2"))
        told = "".join(traceback.format_exception(refused.value))

        assert CANARY not in told
        assert sealed not in told

    @pytest.mark.parametrize(
        "setting",
        ["", "k1", "k1:", "k1:c2hvcnQ=", "K 1:" + "A" * 43 + "=", f"{OLD},{OLD}", "k1:" + "!" * 44, OLD + ","],
    )
    def test_a_ring_that_cannot_be_read_is_refused_without_quoting_it(self, setting: str) -> None:
        with pytest.raises(BadKeysError) as refused:
            KeyRing.of(setting)

        assert not setting or setting not in str(refused.value)
        assert OLD.partition(":")[2] not in str(refused.value)
