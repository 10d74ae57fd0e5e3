"""A refusal is a named exception, never a quiet return."""


class Refusal(Exception):
    """A verb may not be done. Its message is a sentence that a user can act on; `field` names the input, if one."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
