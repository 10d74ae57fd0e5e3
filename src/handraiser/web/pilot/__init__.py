"""A version tried on a part of the new leads, next to the live one: begun, watched, promoted or dropped."""
