"""What can go wrong when the stack starts."""


class StackError(RuntimeError):
    """A part is not there or does not start; the message says what to do."""
