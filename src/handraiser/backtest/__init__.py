"""Try a version over recorded history before anyone is touched by it.

A document and a part of history arrive; a report leaves that says what the version would have done with it, beside
what another version does with the same history. Writes nothing but its own runs.
"""
