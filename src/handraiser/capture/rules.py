"""Section `lead`: the shared definition of a lead, and what makes an inquiry one."""

from handraiser.process import Condition, Shape


class Criterion(Shape):
    """A sentence for people and, where the machine can know, a condition."""

    says: str
    when: Condition | None = None


class InquiryKind(Shape):
    """A kind of inquiry, such as contact_us. A hand-raiser asks to be called: the fast path."""

    title: str
    hand_raiser: bool = False


class LeadRules(Shape):
    """What a lead is here, and the least that an inquiry must bring."""

    definition: str
    minimum: tuple[Criterion, ...] = ()
    inquiry_kinds: dict[str, InquiryKind] = {}
    first_stage: str
    hand_raiser_stage: str | None = None
