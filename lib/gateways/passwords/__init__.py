"""What a new password must be: long enough, and not one that is guessed early."""

import asyncio

from lib.domain.errors import DomainError

SHORTEST = 10  # characters
LONGEST = 72  # bytes: bcrypt ignores what follows
# zxcvbn's 3 of 4: more than 10^8 guesses by a program that knows the published passwords, names, dates and keyboards.
SAFE_SCORE = 3
GUESSED_FIRST = ["tastytrade", "tracker", "tastyworks"]


class KnownBadPasswords:
    """Refuses what is short, published, or made of the user's own address."""

    async def check(self, password: str, email: str | None = None) -> None:
        """Raise DomainError (`weak_password`) with a sentence that says what to change."""
        if len(password) < SHORTEST:
            raise weak(f"Choose a password of at least {SHORTEST} characters.")
        if len(password.encode()) > LONGEST:
            raise weak(f"Choose a shorter password: {LONGEST} bytes is the most that counts.")
        if email and email.lower() in password.lower():
            raise weak("Choose a password that does not contain your mail address.")
        # Up to tens of milliseconds of computing: not on the loop that answers everybody.
        await asyncio.to_thread(refuse_guessable, password, email or "")


def refuse_guessable(password: str, email: str) -> None:
    """Raise DomainError for a password that is guessed early by those who know how people choose."""
    # Imported when a password is chosen: its word lists take a while to load.
    from zxcvbn import zxcvbn

    name, _, host = email.partition("@")
    own_words = [word for word in (email, name, *host.split("."), *GUESSED_FIRST) if word]
    verdict = zxcvbn(password, user_inputs=own_words)
    if verdict["score"] < SAFE_SCORE:
        reason = verdict["feedback"]["warning"] or "This password is too easy to guess."
        raise weak(f"{reason.rstrip('.')}. Choose a longer one, for example several unrelated words.")


def weak(sentence: str) -> DomainError:
    """Return the refusal of a password."""
    return DomainError(sentence, code="weak_password")
