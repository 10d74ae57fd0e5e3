"""Try a version over recorded history before anyone is touched by it; writes nothing but its own report.

A document and a part of history arrive; a report leaves that says what the version would have done with it.
"""
