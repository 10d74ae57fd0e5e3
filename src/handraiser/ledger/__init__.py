"""The append-only record of what happened to whom, when, by whom and under which version.

Events arrive from every room and leave as a timeline. No section of the document rules it.
"""
