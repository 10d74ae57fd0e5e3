"""How much a spreadsheet of a process may hold. A real one has hundreds of cells; the limits keep memory bounded."""

FILE_BYTES = 8 * 1024**2
UNPACKED_BYTES = 24 * 1024**2
# Real sheets unpack to 5 to 60 times their size; bombs to a thousand and more. Small parts may be dense.
RATIO = 200
RATIO_FROM_BYTES = 2 * 1024**2
PARTS = 1_000

SHEETS = 60
ROWS = 20_000
COLUMNS = 512
CELLS = 60_000
# Rows times columns of a sheet, as far as anything stands in it: every place takes memory, empty or not.
AREA = 400_000
# The last cell of a sheet counts, too: one value in a far corner makes a wide table.
MERGES = 5_000
MERGED_CELLS = 60_000
# Rows times columns of a sheet, as far as anything stands in it: every place takes memory, empty or not.
AREA = 400_000

# A document holds at most so much; what is beyond would be refused later, and slowly.
FILLED = 12_000
CHARACTERS = 200_000
VALUES = 10_000
STAGES = 100

# What a cell of a workbook can hold; programs cut what is longer without a word.
CELL_CHARACTERS = 32_767
