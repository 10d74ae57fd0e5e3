"""Files that are no list, or a bad one, through the command as a process of its own: clear words, little memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.instance import Instance
from tests.waiting import PATIENCE

pytestmark = pytest.mark.slow
MB = 1024 * 1024
# The command with what it used at its most, which the kernel counts.
MEASURED = """
import resource, subprocess, sys
code = subprocess.run([sys.executable, "-m", "handraiser", "import", sys.argv[1], "--json"]).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
PEOPLE = "SELECT count(*) FROM lead_person WHERE email LIKE '%%@bad-files.com'"


def imported(instance: Instance, path: Path) -> tuple[int, int, dict[str, object]]:
    """(exit code, kilobytes at most, what the command said at its end)."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)],
        env=instance.environment,
        capture_output=True,
        timeout=2 * PATIENCE,
    )
    *_, last, measured = done.stdout.decode().splitlines()
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    code, kilobytes = measured.split()
    return int(code), int(kilobytes), json.loads(last)


def endless(path: Path, begin: bytes) -> Path:
    """Two gigabytes after the beginning without the end of a line, which take no room on the disk."""
    with path.open("wb") as file:
        file.write(begin)
        file.truncate(len(begin) + 2048 * MB)
    return path


def test_two_gigabytes_of_one_line_are_refused_in_seconds_and_in_little_memory(
    instance: Instance, tmp_path: Path
) -> None:
    short = tmp_path / "short.csv"
    short.write_text("email\nanna@bad-files.com\n")
    code, usual, _ = imported(instance, short)
    assert code == 0

    for name, begin in (("zeros.csv", b""), ("line.csv", b"email,name\n" + b"x" * (4 * MB))):
        code, kilobytes, told = imported(instance, endless(tmp_path / name, begin))
        assert code == 1
        assert told["rows"] == 0
        assert told["error"]
        assert isinstance(told["seconds"], float)
        assert told["seconds"] < 30
        assert kilobytes < usual + 100_000
    assert instance.count(PEOPLE) == 1


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", "empty", "empty"),
        (b"\x7fELF\x02\x01\x01" + bytes(500), "not_a_table", "program"),
        (bytes(range(256)) * 64, "not_a_table", "binary"),
        (
            ",".join(f"c{n}" for n in range(10_000)).encode() + b"\n" + b"x," * 9_999 + b"x\n",
            "",
            "10,000 columns",
        ),
    ],
    ids=["empty", "program", "binary", "10,000 columns"],
)
def test_what_is_no_list_is_refused_as_a_whole_with_exit_code_one(
    instance: Instance, tmp_path: Path, content: bytes, code: str, said: str
) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(content)
    exit_code, _, told = imported(instance, path)
    error = told["error"]
    assert isinstance(error, dict)
    assert exit_code == 1
    assert said in error["message"]
    assert error["code"].startswith(code)
    assert told["rows"] == 0


def test_wrong_encoding_doubled_headers_and_a_row_that_breaks_a_rule_lose_nobody(
    instance: Instance, tmp_path: Path
) -> None:
    path = tmp_path / "leads.csv"
    rows = [
        "Email,Full Name,Email,Country",
        "jurgen@bad-files.com,Jürgen Groß,,DE",
        "zoe@bad-files.com,Zoë Brontë,zoe.other@bad-files.com,DE",
        ",Nobody at All,,DE",
        "too@bad-files.com,Too,,DE,many,cells,here",
    ]
    path.write_bytes("\r\n".join(rows).encode("cp1252"))
    code, _, told = imported(instance, path)
    assert code == 0
    assert told["rows"] == 4
    assert sum(int(str(told[name])) for name in ("new", "updated", "same", "refused")) == 4
    assert (told["new"], told["refused"], told["stopped"]) == (2, 2, 0)
    names = "SELECT count(*) FROM lead_person WHERE full_name IN ('Jürgen Groß', 'Zoë Brontë')"
    assert instance.count(names) == 2
