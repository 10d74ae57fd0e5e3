"""Who owns the lead now, and why. Leads that entered a stage arrive; leads with an owner, or held with a reason, leave.

Section `route` of the document rules this room.
"""
