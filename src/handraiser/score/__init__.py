"""Grade and score. Leads and their behaviour arrive; a grade (fit) and a score (interest) with reasons leave.

Sections `grade` and `score` of the document rule this room.
"""
