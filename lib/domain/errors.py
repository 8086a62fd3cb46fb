"""What the domain refuses, with the sentence the trader reads."""


class DomainError(Exception):
    """
    Something the trader asked for cannot be done; `message` says why and what to do.

    `code` is stable and machine-readable, in snake case.
    """

    code = "refused"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        """Keep the sentence, and the code when the class alone does not name it."""
        super().__init__(message)
        self.message = message
        self.code = code or self.code
