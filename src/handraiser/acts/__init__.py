"""What people do to a lead: one verb, one function. May-I and do-it are separate; a refusal is a named exception.

An act does its own change and returns what happened; `flow.py` records that in the ledger and runs what follows.
"""
