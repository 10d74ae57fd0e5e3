"""The prose of the reference."""

HEAD = """\
# The process document

Written by `handraiser process reference` from the types of the document; do not edit it by hand.

A process is one YAML file. `handraiser process new --out my_process.yaml` writes a template with the questions that
a team must answer, `handraiser process new b2b_saas` a complete process to change. `handraiser process check FILE`
tells every fault with its line and what was probably meant, `handraiser process render FILE` writes the document as
people read it, and `handraiser process publish FILE` makes it the one that decides.

- A key that is not listed here is a fault: a misspelt rule must not be ignored in silence.
- A text that begins with a special sign, or holds a colon and a space, stands in quotes. `>-` begins a long text.
- Anchors (`&`), aliases (`*`), tags (`!`) and merging (`<<`) are not allowed: a line says all there is to it.
- **Durations** are a whole number and a unit: `90 minutes`, `24 hours`, `10 days`, `2 weeks` run day and night;
  `4 business hours`, `30 business minutes`, `3 business days` only while people work.
- A text in square brackets, such as `[Who owns this stage?]`, is a question of the template. A document that still
  asks one cannot go live.
"""

CONDITIONS = """
## Conditions

A condition is a SQL condition over the columns of a lead. It is checked against a closed list of signs, functions and
columns before anything runs, and gives the same in memory and in PostgreSQL.

- Texts stand in single quotes: `grade = 'A'`; a quote inside is written twice: `'O''Brien'`. Capital letters count in
  `=`, `IN`, `LIKE`, `contains` and `starts_with`, and do not in `ILIKE`. Texts are ordered by code point.
- What is not known makes a comparison unknown, and an unknown condition counts as false, also behind `NOT`: neither
  `employees >= 200` nor `NOT (employees >= 200)` holds for a company of unknown size. Ask with `IS NULL`, or give a
  value with `coalesce(employees, 0)`.
- A date or moment in quotes beside a column of the type moment is read in UTC: `opened_at >= '2026-01-31'`,
  `'2026-01-31 14:30'`, `'2026-01-31T14:30:00+01:00'`. A date alone is its first moment, so
  `BETWEEN '2026-01-01' AND '2026-01-31'` leaves out nearly all of the last day.
- Numbers are calculated in double precision. Division by zero is unknown, and so is a column beyond 10^15 or nearer
  to zero than 10^-12 inside of a calculation.
- In the pattern of `LIKE`, `%` stands for any text, `_` for one character, and `\\` makes the sign behind it mean only
  itself.
- A condition has at most 4,000 characters, 24 brackets inside each other, 8 operators in one calculation, 500 values in
  `IN` and 40 wildcards in one pattern.
"""

OPERATORS = (
    ("`AND`, `OR`, `NOT`, brackets", "both, at least one, the opposite; AND binds closer than OR"),
    ("`=`, `<>` or `!=`", "equal, not equal"),
    ("`<`, `<=`, `>`, `>=`", "smaller, at most, greater, at least"),
    ("`IN ('a', 'b')`, `NOT IN (1, 2)`", "one of the values, none of them"),
    ("`BETWEEN 1 AND 5`, `NOT BETWEEN`", "within the limits, which belong to it"),
    ("`LIKE '%a_b%'`, `NOT LIKE`", "of that form"),
    ("`ILIKE '%vp%'`, `NOT ILIKE`", "of that form, whatever the capital letters"),
    ("`IS NULL`, `IS NOT NULL`", "not known, known"),
    ("`+`, `-`, `*`, `/`", "calculations with numbers"),
    ("`TRUE`, `FALSE`", "always, never"),
)
