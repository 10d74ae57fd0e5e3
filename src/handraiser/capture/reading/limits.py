"""How much of anything one file may hold. Each limit keeps memory bounded, whatever is sent."""

LINE_CHARACTERS = 1_048_576
CELL_CHARACTERS = 131_072  # The limit of Python's csv module; Excel allows 32,767.
COLUMNS = 512
RECORD_LINES = 500  # A cell may run over lines; a quote never closed would swallow the file.

SAMPLE_LINES = 200
SAMPLE_CHARACTERS = 262_144
SNIFF_CHARACTERS = 8_192  # What clevercsv gets to see: its time grows faster than the sample.
ENCODING_BYTES = 262_144

WORKBOOK_UNPACKED_BYTES = 2 * 1024**3
WORKBOOK_RATIO = 500  # Real sheets unpack to 5 to 60 times their size; bombs to a thousand and more.
WORKBOOK_MEMORY_BYTES = 3 * 1024**3
WORKBOOK_SECONDS = 180

CHUNK_ROWS = 10_000
