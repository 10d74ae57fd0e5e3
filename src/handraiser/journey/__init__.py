"""The engine room of `flow.py`: how a station is run, what is gathered for it and how the batch is written.

The list of stations itself stands in `flow.py`; read that first.
"""
