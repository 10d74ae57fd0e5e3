"""Leads by HTTP: lists, one lead whole, why it is as it is, and the acts of people on it."""
