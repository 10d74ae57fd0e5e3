"""The closed list of reasons for which an inquiry stops. Nothing stops without one."""

from enum import StrEnum


class StopReason(StrEnum):
    """Why an inquiry did not become a lead. Its text is what people read."""

    BELOW_MINIMUM = "below_minimum"
    NO_PROCESS = "no_process"
    STEP_FAILED = "step_failed"
    STORE_FAILED = "store_failed"

    @property
    def words(self) -> str:
        """In words."""
        return TITLES[self]

    @property
    def again(self) -> bool:
        """Whether running it again, once the cause is gone, may help."""
        return self is not StopReason.BELOW_MINIMUM


TITLES = {
    StopReason.BELOW_MINIMUM: "It says less than the process asks of an inquiry.",
    StopReason.NO_PROCESS: "No process is published yet.",
    StopReason.STEP_FAILED: "A step of the journey failed on it.",
    StopReason.STORE_FAILED: "It could not be stored as decided.",
}
