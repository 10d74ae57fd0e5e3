"""Say which column of a file is what, and turn its rows into raw inquiries.

A table's sample arrives and a `Mapping` is proposed, each guess with a confidence and why; a person may
correct it or bring one as YAML. By it a `Mapper` turns chunks of rows into frames of raw inquiries: text as
it was written, moments in UTC, and everything that is not mapped in `extra`. No section of the document
rules this: what a column means is a matter of the file.
"""

from handraiser.capture.mapping.apply import Mapped, Mapper
from handraiser.capture.mapping.document import (
    Mapping,
    MappingRefused,
    NobodyNamed,
    load_mapping,
    read_mapping,
)
from handraiser.capture.mapping.guess import guess_columns
from handraiser.capture.mapping.guessed import Guess
from handraiser.capture.mapping.propose import Proposal, propose, samples
from handraiser.capture.mapping.targets import SKIP, TARGETS, Target

__all__ = [
    "SKIP",
    "TARGETS",
    "Guess",
    "Mapped",
    "Mapper",
    "Mapping",
    "MappingRefused",
    "NobodyNamed",
    "Proposal",
    "Target",
    "guess_columns",
    "load_mapping",
    "propose",
    "read_mapping",
    "samples",
]
