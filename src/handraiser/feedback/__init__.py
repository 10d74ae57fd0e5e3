"""Feedback: what became of leads, and what it teaches about whom we sell to.

Leads with their traits as they were known at first contact, and their outcomes, arrive; counts, shares with
their intervals, words and points for a draft leave. Steps are pure, frame in and frame out; `history` reads.
The libraries for statistics are loaded when the first question is asked, not when the program starts.
"""
