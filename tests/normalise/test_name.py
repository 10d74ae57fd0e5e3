"""Names: titles off, order and case repaired, anything else left as it is."""

import pytest

from handraiser.normalise.name import Person, name_key, person


@pytest.mark.parametrize(
    ("full", "first", "last", "shown"),
    [
        ("Anna Weber", "Anna", "Weber", "Anna Weber"),
        ("Weber, Anna", "Anna", "Weber", "Anna Weber"),
        ("Weber, Dr. Anna", "Anna", "Weber", "Anna Weber"),
        ("Dr. Anna Maria van der Berg PhD", "Anna", "van der Berg", "Anna Maria van der Berg"),
        ("ANNA MCDONALD", "Anna", "McDonald", "Anna McDonald"),
        ("Anna WEBER", "Anna", "Weber", "Anna Weber"),
        ("ben o'neill", "Ben", "O'Neill", "Ben O'Neill"),
        ("carla van der berg", "Carla", "van der Berg", "Carla van der Berg"),
        ("ANNA-LENA WEBER-ROSSI", "Anna-Lena", "Weber-Rossi", "Anna-Lena Weber-Rossi"),
        ("Anna Weber, MBA", "Anna", "Weber", "Anna Weber"),
        ("Ben (Benny) Okafor Jr.", "Ben", "Okafor", "Ben Okafor"),
        ("García López, José", "José", "García López", "José García López"),
        ("Frau Dr. Weber", None, "Weber", "Weber"),
        ("Mallory", "Mallory", None, "Mallory"),
        ("田中 太郎", "太郎", "田中", "田中 太郎"),
        ("田中太郎", None, None, "田中太郎"),
        ("Mallory Finch (she/her)", None, None, "Mallory Finch (she/her)"),
    ],
)
def test_a_full_name_is_split(full: str, first: str | None, last: str | None, shown: str) -> None:
    assert person(None, None, full) == Person(first, last, shown)


@pytest.mark.parametrize(
    ("first", "last", "cleaned"),
    [
        ("Dr. Anna", "Weber, PhD", ("Anna", "Weber")),
        ("Herr", "Weber", (None, "Weber")),
        ("Don", "Herr", ("Don", "Herr")),
        ("Md", "Rahman", ("Md", "Rahman")),
        ("JP", "Morgan", ("JP", "Morgan")),
        ("AJ JO", "FINCH", ("AJ Jo", "Finch")),
        ("US", "Contact", ("US", "Contact")),
        ("ANNA", "MACDONALD", ("Anna", "MacDonald")),
        ("dev", "de la cruz", ("Dev", "de la Cruz")),
        ("İSMAİL", "Yılmaz", ("İsmail", "Yılmaz")),
        ("Иван", "ПЕТРОВ", ("Иван", "ПЕТРОВ")),
        ("Weber, Anna", None, ("Anna", "Weber")),
        ("MÃ¼ller", None, ("Müller", None)),
    ],
)
def test_parts_are_cleaned(
    first: str | None, last: str | None, cleaned: tuple[str | None, str | None]
) -> None:
    found = person(first, last, None)
    assert (found.first, found.last) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "NULL",
        "undefined",
        "<b>Anna</b>",
        "'; DROP TABLE lead_person; --",
        "Anna 🚀",
        "ﷺ",
        "1/0",
        "=1+1",
        "X" + "x" * 299,
        "١٢٣",
        "\u202eanna\u202c",
    ],
)
def test_a_text_that_is_no_ordinary_name_survives_unharmed(text: str) -> None:
    assert person(text, None, None).first == text
    assert person(None, text, None).last == text
    assert person(None, None, text).full == text


def test_a_middle_name_stays_in_the_full_name() -> None:
    assert person("Anna", "Weber", "Anna Maria Weber").full == "Anna Maria Weber"


def test_a_full_name_that_contradicts_its_parts_gives_way() -> None:
    assert person("Anna", "Weber", "Ben Okafor").full == "Anna Weber"


@pytest.mark.parametrize(
    ("first", "last", "key"),
    [
        ("Anna", "Weber", "anna weber"),
        ("ÁNNA", "Wéber", "anna weber"),
        ("Anna-Lena", "O'Neill", "anna lena oneill"),
        ("Søren", "Weiß", "soren weiss"),
    ],
)
def test_the_key_folds_case_accents_and_punctuation(first: str, last: str, key: str) -> None:
    assert name_key(person(first, last, None)) == key


def test_a_name_without_letters_has_no_key() -> None:
    assert name_key(person("!!!", None, None)) is None
