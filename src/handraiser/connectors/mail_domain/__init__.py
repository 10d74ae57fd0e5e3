"""The domain of a company from the business address of one of its people."""
