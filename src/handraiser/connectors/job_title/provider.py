"""Seniority and department from the job title."""

from dataclasses import dataclass

import polars as pl

from handraiser.connectors.job_title.departments import department_of
from handraiser.connectors.job_title.levels import seniority_of
from handraiser.connectors.job_title.vocabulary import readable
from handraiser.connectors.provider import Finding, Provider, answers


@dataclass(frozen=True, slots=True)
class JobTitle:
    """Fills seniority (see `SENIORITIES`) and department (see `DEPARTMENTS`) from title."""

    name: str = "job_title"
    fills: tuple[str, ...] = ("seniority", "department")
    needs: tuple[str, ...] = ("title",)
    network: bool = False

    def look_up(self, frame: pl.DataFrame) -> pl.DataFrame:
        return answers(self.fills, frame.get_column("title").to_list(), _read)


def _read(title: str) -> tuple[Finding, Finding]:
    text = readable(title)
    return seniority_of(title, text), department_of(text)


PROVIDER: Provider = JobTitle()
