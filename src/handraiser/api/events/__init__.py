"""Behaviour by HTTP: what people did that shows interest, told by whoever saw it."""
