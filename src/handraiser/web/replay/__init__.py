"""The screen of replays: what the nights found, and one lead made again on request."""
