"""Fill in what was not said.

Identified leads arrive; they leave with the empty fields filled by the first provider that knows, each value
with its source and confidence, and with the provenance of person and company. What a person stated is never
replaced. The document's section `enrich` says which provider is asked for what, and in which order.
"""

from handraiser.enrich.provenance import company_provenance, person_provenance
from handraiser.enrich.rules import EnrichRules
from handraiser.enrich.step import enrich

__all__ = ["EnrichRules", "company_provenance", "enrich", "person_provenance"]
