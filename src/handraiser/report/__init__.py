"""Measures: how many get how far, how fast we are, where the won ones come from. Reads only.

A period arrives; counts, shares and times leave, each with the leads that it counts nameable by the
same words. No section of the document rules it; the stages and their order are given by the caller.
"""

from handraiser.report.buckets import Bucket
from handraiser.report.cohorts import Cohort, cohorts
from handraiser.report.funnel import Funnel, FunnelStage, funnel
from handraiser.report.grades import GradeLine, grades
from handraiser.report.pace import ClockLine, Clocks, Pace, clocks, pace
from handraiser.report.rules import OwnerLine, fired, loads
from handraiser.report.scope import NO_SOURCE, Scope
from handraiser.report.sources import SourceLine, sources
from handraiser.report.trend import Week, trend

__all__ = [
    "NO_SOURCE",
    "Bucket",
    "ClockLine",
    "Clocks",
    "Cohort",
    "Funnel",
    "FunnelStage",
    "GradeLine",
    "OwnerLine",
    "Pace",
    "Scope",
    "SourceLine",
    "Week",
    "clocks",
    "cohorts",
    "fired",
    "funnel",
    "grades",
    "loads",
    "pace",
    "sources",
    "trend",
]
