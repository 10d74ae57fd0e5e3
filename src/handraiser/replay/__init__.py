"""Replay: every machine decision of the ledger is made again under its version, from what it looked at, and compared.

Events go in, batch by batch; what is equal, what differs and why, and what cannot be made again come out.
"""
