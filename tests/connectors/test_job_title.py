"""Seniority and department, in seven languages."""

import polars as pl
import pytest

from handraiser.connectors import providers
from handraiser.connectors.job_title import DEPARTMENTS, SENIORITIES


def _read(title: str) -> tuple[str | None, str | None]:
    answer = providers()["job_title"].look_up(pl.DataFrame({"title": [title]}))
    return answer.item(0, "seniority"), answer.item(0, "department")


@pytest.mark.parametrize(
    ("title", "seniority", "department"),
    [
        ("CEO", "c_level", "management"),
        ("Founder & CEO", "owner", "management"),
        ("Inhaberin", "owner", "management"),
        ("Chief Revenue Officer", "c_level", "sales"),
        ("C.F.O.", "c_level", "finance"),
        ("Geschaeftsführer", "c_level", "management"),
        ("Senior Vice President Marketing", "vp", "marketing"),
        ("Vice-président des ventes", "vp", "sales"),
        ("Director of Engineering", "director", "engineering"),
        ("Directeur commercial", "director", "sales"),
        ("Directora de Marketing", "director", "marketing"),
        ("Direttore generale", "c_level", "management"),
        ("Algemeen directeur", "c_level", "management"),
        ("Vertriebsleiterin DACH", "head", "sales"),
        ("Head of Customer Support", "head", "support"),
        ("Hoofd inkoop", "head", "procurement"),
        ("Jefe de compras", "head", "procurement"),
        ("Team Lead Software Development", "lead", "engineering"),
        ("Projektleiter", "head", "operations"),
        ("Responsable marketing", "manager", "marketing"),
        ("Gerente de Ventas", "manager", "sales"),
        ("Product Manager", "manager", "product"),
        ("Product Owner", "specialist", "product"),
        ("Partner Manager", "manager", "sales"),
        ("HR Business Partner", "specialist", "hr"),
        ("Legal Counsel", "specialist", "legal"),
        ("Senior Software Engineer", "senior", "engineering"),
        ("Account Executive", "specialist", "sales"),
        ("Salesforce Administrator", "specialist", "it"),
        ("Junior Controller", "junior", "finance"),
        ("Estagiário", "junior", None),
        ("IT-Systemadministrator", "specialist", "it"),
        ("Unternehmensberaterin", "specialist", "consulting"),
        ("Banana", None, None),
        ("田中", None, None),
        ("", None, None),
    ],
)
def test_a_title_is_read(title: str, seniority: str | None, department: str | None) -> None:
    assert _read(title) == (seniority, department)


@pytest.mark.parametrize(
    ("title", "seniority"),
    [
        ("Assistant to the CEO", "junior"),
        ("Assistentin der Geschäftsführung", "junior"),
        ("Senior Executive Assistant to the CFO", "senior"),
        ("Assistant Manager", "manager"),
        ("Head of Events / Assistant to the CEO", "head"),
        ("Marketing Manager und Assistent der Geschäftsleitung", "manager"),
    ],
)
def test_who_assists_does_not_hold_the_office(title: str, seniority: str) -> None:
    assert _read(title)[0] == seniority


@pytest.mark.parametrize("title", ["Lead Generation Manager", "Lead Management"])
def test_leads_that_are_prospects_are_nobodys_rank(title: str) -> None:
    assert _read(title)[0] != "lead"


def test_an_implied_level_is_less_sure_than_a_named_one() -> None:
    answer = providers()["job_title"].look_up(
        pl.DataFrame({"title": ["Sales Representative", "Sales Director"]})
    )
    implied, named = answer["seniority_confidence"].to_list()
    assert implied < named


def test_only_the_published_words_are_given() -> None:
    titles = [
        "CEO",
        "Owner",
        "VP Sales",
        "Head of IT",
        "Intern",
        "Controller",
        "Plant Manager",
        "Buyer",
        "Juristin",
    ]
    answer = providers()["job_title"].look_up(pl.DataFrame({"title": titles}))
    assert set(answer["seniority"].drop_nulls()) <= set(SENIORITIES)
    assert set(answer["department"].drop_nulls()) <= set(DEPARTMENTS)
