"""Clean what was captured.

Raw text of an inquiry arrives, one row each; the same columns leave clean, beside the keys by which people
and companies are recognised and the named faults of each row. The captured text itself stays in the inquiry.
No section of the document rules this room: what a valid address or number is, is not a matter of process.
"""

from handraiser.normalise.company import company_key
from handraiser.normalise.faults import FAULTS, Fault
from handraiser.normalise.step import COLUMNS_IN, COLUMNS_OUT, normalise

__all__ = ["COLUMNS_IN", "COLUMNS_OUT", "FAULTS", "Fault", "company_key", "normalise"]
