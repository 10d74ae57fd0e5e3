"""From the text of a condition to its checked tree, or to the list of everything that is wrong in it."""

from handraiser.process.conditions.logic import LogicReader
from handraiser.process.conditions.misfit import Told
from handraiser.process.conditions.parsing import parse
from handraiser.process.conditions.refusal import ConditionFault, ConditionRefused
from handraiser.process.conditions.scanning import scan
from handraiser.process.conditions.tree import Logic


def read(text: str) -> Logic:
    """The checked tree of a condition. Raises ConditionRefused with every fault that can be told at once."""
    first = scan(text)
    if not first.readable:
        raise ConditionRefused(text, first.faults)
    raw = parse(text)
    if isinstance(raw, ConditionFault):
        # A misspelt name is the likelier cause than the place where the parser gave up.
        raise ConditionRefused(text, first.faults or (raw,))
    faults = list(first.faults)
    try:
        checked = LogicReader(faults).read(raw)
    except Told:
        checked = None
    except RecursionError:
        checked = None
        faults.append(ConditionFault(0, "This is nested too deeply.", "Use fewer brackets."))
    if checked is None or faults:
        raise ConditionRefused(text, tuple(sorted(faults, key=lambda fault: fault.offset)))
    return checked
