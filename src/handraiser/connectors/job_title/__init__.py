"""Seniority and department, read from a job title in English, German, French, Spanish, Italian, Dutch or Portuguese."""

from handraiser.connectors.job_title.departments import DEPARTMENTS
from handraiser.connectors.job_title.levels import SENIORITIES

__all__ = ["DEPARTMENTS", "SENIORITIES"]
