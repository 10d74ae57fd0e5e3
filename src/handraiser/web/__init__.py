"""The pages, one folder for each screen.

A request arrives and a page leaves. A view reads the rooms' queries, writes through the verbs of
`flow.py`, and decides nothing by itself. No section of the document rules it.
"""
