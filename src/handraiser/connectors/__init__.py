"""Outside sources of facts: one folder each, found by discovery.

A frame arrives, the values that the source knows leave, each with its confidence. A folder holds a
`provider.py` whose `PROVIDER` is a `Provider`; adding a folder adds the source, no other file changes.
The document's section `enrich` says which source is asked for what, and in which order.
"""

from handraiser.connectors.discovery import providers
from handraiser.connectors.provider import Provider, answers, confidence_of

__all__ = ["Provider", "answers", "confidence_of", "providers"]
