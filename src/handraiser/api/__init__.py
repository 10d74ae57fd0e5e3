"""The door for programs: the HTTP API under /api/v1.

A call arrives with a key; JSON leaves, and every error as a problem (RFC 9457). The door reads, asks who may,
makes one call into `flow` or a room's queries, and writes the answer; it decides nothing itself.
"""
