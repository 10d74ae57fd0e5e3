"""Changing one part of a document's text, and leaving every other character as it is.

A text and changes arrive; a text leaves in which comments, order and style elsewhere are untouched. What was
written is read again, so that a change either says exactly what was meant or is refused.
"""

from handraiser.process.editing.changes import Add, Change, Drop, Put, Swap
from handraiser.process.editing.edit import CannotEdit, edit

__all__ = ["Add", "CannotEdit", "Change", "Drop", "Put", "Swap", "edit"]
