"""Staff: who works here, in which team, in which role, and when they are at their desk.

Rooms ask `queries.roster()` for everyone at once; screens and doors ask `permissions` what a person may do.
"""
