"""Is the lead worth a seller's time? Answers arrive; the checklist and whether it is complete leave.

Section `qualify` of the document rules this room.
"""
