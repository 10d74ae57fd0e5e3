"""Backtests of a version: begun, followed and read."""
