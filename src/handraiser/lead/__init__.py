"""The record: person, company, lead, the column catalogue and the one bulk writer.

Identity and columns only. What happens to a lead lives in the rooms; this package reads and writes frames of it.
"""
