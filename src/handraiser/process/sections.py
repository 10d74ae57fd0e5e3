"""Sections of the document that people read and no room executes yet."""

from handraiser.process.shape import Shape


class About(Shape):
    """The process itself."""

    name: str
    summary: str = ""
    owner: str = ""


class BuyingStage(Shape):
    """A step of the buyer's own journey, with the content that helps there."""

    key: str
    title: str
    definition: str
    content: tuple[str, ...] = ()


class IdealCustomer(Shape):
    """Who we sell to best."""

    summary: str
    traits: tuple[str, ...] = ()
    buying_team: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()


class Programme(Shape):
    """A framework for a nurture campaign."""

    name: str
    audience: str
    goal: str
    rhythm: str = ""
    content: tuple[str, ...] = ()
    ends_when: str = ""


class Nurture(Shape):
    """What is done for those who are not ready to buy."""

    about: str = ""
    programmes: tuple[Programme, ...] = ()


class Measure(Shape):
    """A number the process is steered by."""

    name: str
    definition: str
    target: str = ""
    owner: str = ""


class Stakeholder(Shape):
    """A function that takes part, and its part.

    `people`: the e-mail addresses of who speaks for it on the panel. `signs`: the sections that need its sign-off.
    """

    function: str
    part: str
    people: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
