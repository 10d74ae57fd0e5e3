"""Same person? Same company? Cleaned rows arrive; rows with a person, a company and a pass leave.

Exact keys decide, and the unique key in the database has the last word when two captures meet.
"""
