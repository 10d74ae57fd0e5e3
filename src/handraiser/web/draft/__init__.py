"""Drafts of the process: listed, begun, written section by section or as text, and put together when two wrote at once.

Forms and text are two views of one text. What checks, counts and completes here is what runs.
"""
