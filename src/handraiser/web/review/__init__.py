"""The review of a version: what the panel says of it and signs, and what is looked at again every month."""
