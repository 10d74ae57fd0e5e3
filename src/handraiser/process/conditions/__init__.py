"""Conditions: SQL in the words of the column catalogue, checked, then run by Polars or by PostgreSQL.

A text arrives; a `Condition` leaves, or `ConditionRefused` with every fault and its place.
"""

from handraiser.process.conditions.condition import Condition
from handraiser.process.conditions.refusal import ConditionFault, ConditionRefused

__all__ = ["Condition", "ConditionFault", "ConditionRefused"]
