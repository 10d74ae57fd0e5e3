"""Follow-up: promises on the clock, kept or broken in the open.

A lead whose stage or owner was just set arrives; clocks with a due time leave, and touches stop them.
What runs out is warned of, broken and escalated by the tick. Section `follow_up` of the document rules it,
with the longest stay of each stage.
"""
