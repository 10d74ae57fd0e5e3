"""Inquiries by HTTP: one, or up to 1,000; each answered with its person, lead, stage, owner and due time."""
