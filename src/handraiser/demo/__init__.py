"""The demo: an invented company that has worked with Handraiser for half a year, made again from a seed.

A moment, a seed and a number of leads arrive; a history leaves that went through the same gate as every
lead: inquiries, behaviour, touches, answers, offers and their outcomes, each at its own moment. No section
of the document rules it. A door of its own kind, so it may call `flow`, `due` and the rooms, and writes no
lead itself.
"""

from handraiser.demo.crew import ACCOUNTS, PASSWORD
from handraiser.demo.instance import DemoRefused, is_populated
from handraiser.demo.populate import Progress, populate

__all__ = ["ACCOUNTS", "PASSWORD", "DemoRefused", "Progress", "is_populated", "populate"]
