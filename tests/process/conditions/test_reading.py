"""What is not a condition is refused, with the place and what was meant."""

import pytest

from handraiser.process import Condition, ConditionRefused
from handraiser.process.conditions.refusal import ConditionFault
from handraiser.process.conditions.scanning import DEEPEST, LONGEST


def faults_of(text: str) -> tuple[ConditionFault, ...]:
    with pytest.raises(ConditionRefused) as caught:
        Condition(text)
    assert caught.value.text == text
    assert all(0 <= fault.offset <= len(text) for fault in caught.value.faults)
    assert all(fault.wrong and fault.meant for fault in caught.value.faults)
    return caught.value.faults


@pytest.mark.parametrize(
    ("text", "offset", "wrong", "meant"),
    [
        ("scroe >= 50", 0, "There is no column 'scroe'.", "Did you mean 'score'?"),
        ("grade = A", 8, "There is no column 'A'.", "a text stands in single quotes"),
        ('grade = "A"', 8, "is read as a column", "'A'"),
        ("answers = 'x'", 0, "may not be used", "answer('question')"),
        ("upper(title) = 'X'", 0, "There is no function 'upper'.", "lower(text)"),
        ("frobnicate(title) = 'X'", 0, "There is no function", "The functions are lower, length"),
        ("employees > '200'", 0, "employees is a number, but '200' is a text.", "without quotes"),
        ("title = 5", 0, "title is a text, but 5 is a number.", "in quotes: '5'"),
        ("consent = 'true'", 0, "true or false, but 'true' is a text", "without quotes"),
        ("behaviours = 'webinar'", 0, "behaviours is a list", "contains(column, 'item')"),
        ("behaviours LIKE '%x%'", 0, "LIKE compares texts", "contains(column, 'item')"),
        ("score LIKE '5%'", 0, "LIKE compares texts", "Compare it with"),
        ("opened_at > 'yesterday'", 0, "'yesterday' is not a date", "'2026-01-31'"),
        ("opened_at > '0001-01-01T00:00+14:00'", 0, "is not a date", "'2026-01-31'"),
        ("opened_at > '2026-02-30'", 0, "is not a date", "'2026-01-31'"),
        ("opened_at > '3026-01-01'", 0, "out of range", "1900 to 2200"),
        ("opened_at - '2026-01-01' > 3", 0, "cannot be calculated with", "days_since(column)"),
        ("grade = NULL", 0, "NULL cannot be compared", "IS NULL"),
        ("qualified IS TRUE", 0, "IS goes with NULL only", "IS NOT NULL"),
        ("score", 0, "score is a number", "Compare it"),
        ("title", 0, "title is a text", "column = 'text'"),
        ("score > 5 AND title", 14, "title is a text", "column = 'text'"),
        ("1 < score < 5", 0, "A whole comparison stands where a value should be.", "BETWEEN"),
        ("(score > 1) = TRUE", 1, "A whole comparison stands where a value should be.", "AND or OR"),
        ("title LIKE company_name", 0, "must be a text in quotes", "LIKE '%text%'"),
        ("title LIKE 'x\\'", 0, "ends in a lone \\", "\\\\"),
        ("grade IN (title)", 0, "list of written values", "a = b OR a = c"),
        ("grade IN ()", 0, "empty list", "between the brackets"),
        ("score / 0 > 1", 0, "divides by zero", "another number"),
        ("score * 99999999999999999 > 1", 0, "out of range", "10^15"),
        ("employees > 99999999999999999999", 12, "too large", "nineteen digits"),
        ("score > 1e999", 8, "too large", "smaller"),
        ("lower(score) = 'x'", 0, "takes a text; score is a number", "lower(text)"),
        ("lower(title, 'x') = 'x'", 0, "another number of arguments than 2", "lower(text)"),
        ("coalesce(title) = 'x'", 0, "another number of arguments", "coalesce(value, value, ...)"),
        ("coalesce(title, 5) = 'x'", 0, "title is a text, but 5 is a number", "'5'"),
        ("confidence(score) > 1", 0, "comes from no source", "person or the company"),
        ("confidence(lower(title)) > 1", 0, "asks about a column", "confidence(employees)"),
        ("contains(title, '')", 0, "must be a text in quotes", "contains(list or text, 'text')"),
        ("answer(title) = 'x'", 0, "key of a question in quotes", "answer('budget')"),
        ("answer('a b') = 'x'", 0, "cannot be the key", "small letters"),
        ("days_since(score) > 1", 0, "takes a moment", "days_since(moment)"),
        ("grade = 'A' 'B'", 12, "Two texts follow each other.", "comma"),
        ("grade == 'A'", 6, "is two signs", "Write ="),
        ("grade = ", 6, "Beside = something is missing.", "both sides"),
        ("grade = 'A' AND", 12, "Beside AND something is missing.", "both sides"),
        ("grade grade", 6, "grade is not expected here.", "both sides"),
        ("lower(title = 'x'", 5, "A bracket is not closed.", "Add the missing )"),
        ("grade = 'A')", 11, "This bracket closes nothing.", "Remove it"),
        ("grade = 'A", 8, "This quote is never closed.", "written twice"),
        ("", 0, "The condition is empty.", "grade IN"),
        (" \n ", 0, "The condition is empty.", "grade IN"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_was_meant(
    text: str, offset: int, wrong: str, meant: str
) -> None:
    fault = faults_of(text)[0]

    assert fault.offset == offset
    assert wrong in fault.wrong
    assert meant in fault.meant


def test_every_mistake_is_told_and_not_only_the_first() -> None:
    found = faults_of("scroe > 5 AND employees = 'x' AND (opened_at > 'soon' OR titel = 'y') AND score")

    assert [fault.offset for fault in found] == [0, 14, 35, 57, 74]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("(SELECT 1) = 1", "SELECT is not allowed"),
        ("EXISTS (SELECT 1 FROM staff_user)", "EXISTS is not allowed"),
        ("score > ALL (SELECT 1)", "ALL is not allowed"),
        ("grade = 'A'; DROP TABLE lead_lead", "; is not allowed"),
        ("grade = 'A' -- AND score > 5", "Comments are not allowed"),
        ("grade = 'A' /* x */", "Comments are not allowed"),
        ("score::text = '5'", "Casts and parameters"),
        ("CAST(score AS text) = '5'", "CAST is not allowed"),
        ("CASE WHEN TRUE THEN TRUE END", "CASE is not allowed"),
        ("count(*) OVER () > 1", "COUNT is not allowed"),
        ("pg_sleep(10) IS NULL", "There is no function 'pg_sleep'"),
        ("current_user = 'postgres'", "CURRENT_USER is not allowed"),
        ("CURRENT_DATE > opened_at", "CURRENT_DATE is not allowed"),
        ("opened_at > INTERVAL '1 day'", "INTERVAL is not allowed"),
        ("opened_at > DATE '2026-01-01'", "DATE is not allowed"),
        ("score > $1", "Parameters are not allowed"),
        ("score > ?", "Parameters are not allowed"),
        ("score > :limit", "Casts and parameters are not allowed"),
        ("score > %(limit)s", "% is only known inside"),
        ("score > @limit", "Parameters are not allowed"),
        ("grade = ANY (ARRAY['A'])", "ANY is not allowed"),
        ("grade IN ['A']", "Arrays are not allowed"),
        ("{{ grade }} = 'A'", "Templates are not allowed"),
        ("{% raw %}", "Templates are not allowed"),
        ("title ~ 'x'", "Regular expressions are not allowed"),
        ("title SIMILAR TO 'x'", "SIMILAR is not allowed"),
        ("title || 'x' = 'y'", "Texts are not joined"),
        ("title LIKE 'x' ESCAPE '!'", "ESCAPE is not allowed"),
        ("title COLLATE \"C\" = 'x'", "COLLATE is not allowed"),
        ("l.stage = 'x'", "without its table"),
        ("*", "'*' is not known in a condition."),
        ("employees >> 5", "'>>' is not known in a condition."),
        ("employees <=> 5", "'<=>' is not known in a condition."),
        ("employees << 5 = 1", "'<<' is not known in a condition."),
        ("E'\\x41' = grade", "A text has no prefix"),
        ("U&'x' = grade", "& is not known"),
        ("0x1F = score", "is not a number"),
        ("1_000 = score", "is not a number"),
        ("`grade` = 'A'", "` is not a quote here"),
        ("(grade, stage) IN (('A', 'mql'))", "several values"),
        ("grade = 'A' XOR score > 1", "XOR is not allowed"),
        ("grade IS DISTINCT FROM 'A'", "DISTINCT is not allowed"),
        ("title ILIKE ANY ('x')", "ANY is not allowed"),
        ("\"lower\"(title) = 'x'", "is not a function"),
        ("grade = 'A'\x00", "invisible character U+0000"),
        ("grade = 'A\x00'", "invisible character U+0000"),
        ("grade = '\ud800'", "invisible character U+D800"),
        ("grade = ‘A’", "only looks like a sign"),
        ("score ≥ 50", "only looks like a sign"),
        ("score − 5 > 1", "only looks like a sign"),
        ("score\u00a0> 5", "unusual space"),
        ("score\u200b > 5", "unusual space"),
        ("grаde = 'A'", "CYRILLIC SMALL LETTER A"),
        ("ｇrade = 'A'", "FULLWIDTH LATIN SMALL LETTER G"),
        ("score > ５", "FULLWIDTH DIGIT FIVE"),
    ],
)
def test_hostile_text_is_refused_clearly(text: str, wrong: str) -> None:
    assert any(wrong in fault.wrong for fault in faults_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5_000,
        "(" * (DEEPEST + 1) + "TRUE" + ")" * (DEEPEST + 1),
        "NOT " * 900 + "TRUE",
        "- " * 1_900 + "score > 1",
        "1" + "+1" * 1_900 + " > score",
        "1" + "=1" * 1_900,
        "score" + " IS NULL" * 480,
        "score" + " IN (1)" * 560,
        "title" + " LIKE 'x'" * 430,
        "lower(" * 600 + "title" + ")" * 600,
        "CASE " * 790,
        "score IN (" + ",".join("1" for _ in range(1_900)) + ")",
        "x" * (LONGEST + 1),
        "title LIKE '" + "%" * 3_000 + "'",
        "title LIKE '" + "_" * 3_000 + "'",
        "'" * 3_999,
        '"' * 3_999,
        "‘" * 3_999,
        "a." * 1_900,
    ],
)
def test_enormous_text_is_refused_without_exhausting_anything(text: str) -> None:
    assert faults_of(text)


def test_the_deepest_nesting_that_is_allowed_is_read() -> None:
    text = "(" * DEEPEST + "TRUE" + ")" * DEEPEST

    assert Condition(text).text == text


def test_a_condition_of_the_greatest_length_is_read() -> None:
    text = "TRUE" + " OR TRUE" * ((LONGEST - 4) // 8)

    assert Condition(text).columns == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "grade IN ('A','B') AND score >= 50",
        "title ILIKE '%vp%'",
        "employees BETWEEN 200 AND 5000",
        "confidence(employees) >= 0.8",
        "Grade = 'A' and SCORE > 1 Or not qualified",
        "\"grade\" = 'A'",
        "grade <> 'A' AND grade != 'B'",
        "company_name = 'O''Brien & Söhne; -- {{x}} 東京'",
        "last_touch_at IS NULL OR days_since(last_touch_at) > 14",
        "NOT contains(behaviours, 'unsubscribed')",
        "-score < -5.5e1 AND .5 < score AND 2. < score",
        "score\n  > 5\tAND\r\nTRUE",
    ],
)
def test_what_people_write_is_read(text: str) -> None:
    assert Condition(text).sql()[0].startswith("coalesce(")
