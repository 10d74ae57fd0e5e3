"""The process: the document that people read and the journey runs, its checks and its versions.

A text arrives; a typed document leaves, or a list of faults with line, place and what was meant.
"""

from handraiser.process.conditions import Condition, ConditionFault, ConditionRefused
from handraiser.process.shape import Duration, DurationRefused, Shape

__all__ = ["Condition", "ConditionFault", "ConditionRefused", "Duration", "DurationRefused", "Shape"]
