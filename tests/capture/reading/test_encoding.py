"""Encodings: by mark, by UTF-8, by guess, by order."""

import codecs
from pathlib import Path

import pytest

from handraiser.capture.reading import FileRefused, open_table

GERMAN = "Vorname;Nachname;Straße\nJürgen;Groß;Königstraße\nAnna;Weber;Hauptstraße\n"
FRENCH = "Prénom;Nom;Ville\nHélène;Lefèvre;Besançon\nFrançois;Agrée;Nîmes\n"
POLISH = "Imię;Nazwisko;Miasto\nŁukasz;Wiśniewski;Łódź\nMałgorzata;Dąbrowska;Kraków\n"
RUSSIAN = "Имя;Фамилия;Компания\nАлексей;Иванов;ООО Ромашка\nМария;Петрова;Завод\n"
JAPANESE = "氏名,会社名,電話番号\n山田太郎,株式会社サンプル,03-1234-5678\n田中花子,テスト商事,06-1111-2222\n"


def rows(path: Path, **told: str) -> list[tuple[str, ...]]:
    return [row[1:] for chunk in open_table(path, **told).chunks() for row in chunk.frame.rows()]


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        # Some programs put the mark of UTF-16 before UTF-32.
        (codecs.BOM_UTF16_BE, "utf-32-be"),
        (codecs.BOM_UTF16_BE, "utf-32-le"),
        (b"", "utf-8"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_unicode_is_read_with_and_without_a_mark(tmp_path: Path, mark: bytes, codec: str) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(mark + "Name,City\nAnna Weber,Köln\n".encode(codec))
    table = open_table(path)
    assert table.description.columns == ["Name", "City"]
    assert rows(path) == [("Anna Weber", "Köln")]


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (GERMAN, "cp1252"),
        (GERMAN, "mac_roman"),
        (GERMAN, "cp850"),
        (FRENCH, "cp1252"),
        (FRENCH, "mac_roman"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859_2"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
    ],
)
def test_an_old_encoding_is_guessed_and_told(tmp_path: Path, text: str, codec: str) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(text.encode(codec))
    table = open_table(path)
    delimiter = "," if text is JAPANESE else ";"
    lines = [tuple(line.split(delimiter)) for line in text.splitlines()]
    assert tuple(table.description.columns) == lines[0]
    assert rows(path) == lines[1:]
    assert any("was read as" in note for note in table.description.notes)


def test_accents_far_below_the_beginning_are_found(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    plain = "".join(f"Ben Okafor,ben{number}@kestrel-analytics.com\n" for number in range(40_000))
    path.write_bytes(
        ("Name,Email\n" + plain + "Jürgen Groß,juergen@kestrel-analytics.com\n").encode("cp1252")
    )
    assert rows(path)[-1] == ("Jürgen Groß", "juergen@kestrel-analytics.com")


def test_a_stray_byte_in_utf8_is_mended_and_told(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    good = "Name;City\n" + "Jürgen;Köln\n" * 5
    path.write_bytes(good.encode() + "Groß;Bonn\n".encode("cp1252"))
    assert rows(path)[-1] == ("Groß", "Bonn")
    assert any("not UTF-8" in note for note in open_table(path).description.notes)
    assert "Windows-1252" in next(open_table(path).chunks()).notes[7]


def test_an_encoding_that_was_told_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes("Name,City\nJ\x9arg,K\x9aln\n".encode("latin-1"))
    assert rows(path, encoding="mac_roman") == [("Jörg", "Köln")]


def test_a_wrong_encoding_that_was_told_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes("Name,City\nBen,Bonn\nJörg,Köln\n".encode("cp1252"))
    with pytest.raises(FileRefused, match="not utf-8: line 3"):
        open_table(path, encoding="utf-8")
    with pytest.raises(FileRefused, match="not an encoding"):
        open_table(path, encoding="klingon")


def test_a_long_line_of_utf8_is_not_doubted(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("Name,Note\n" + f"Anna,x{'ü' * 50_000}\n" * 40)
    assert open_table(path).description.notes == []
