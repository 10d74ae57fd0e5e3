"""The handoff to sales is a contract: offered, then accepted or rejected with a reason; then won, lost or on hold.

Sections `handoff`, `recycle` and `feedback` of the document rule this room.
"""
