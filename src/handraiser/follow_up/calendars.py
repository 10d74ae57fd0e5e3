"""Whose calendar counts for a promise: the owner's, the team's or the company's."""

from collections.abc import Sequence

from handraiser.follow_up.calendar import Calendar
from handraiser.follow_up.rules import CalendarChoice, CompanyCalendar
from handraiser.staff.queries import Member, Span, Staff, TeamRecord


class Calendars:
    """Finds the calendar of an owner, a team or the company.

    Where an owner is not known or has no hours, the team's calendar counts; where the team has none, the
    company's. What a calendar leaves out (zone, hours, holidays) is taken from the company.
    """

    def __init__(
        self, members: Sequence[Member], teams: Sequence[TeamRecord], company: CompanyCalendar
    ) -> None:
        self._members = {member.id: member for member in members}
        self._teams = {team.key: team for team in teams}
        self._company = company
        self._known: dict[tuple[CalendarChoice, bool, int | None, str | None], Calendar] = {}

    @classmethod
    def of_staff(cls, staff: Staff, company: CompanyCalendar) -> "Calendars":
        """The calendars of everyone on the staff."""
        return cls(staff.members, staff.teams, company)

    def find(
        self, choice: CalendarChoice, *, owner_id: int | None, team: str | None, less_absences: bool = False
    ) -> Calendar:
        """The calendar that counts. The same object for the same question."""
        asked = (choice, less_absences, owner_id, team)
        found = self._known.get(asked)
        if found is None:
            found = self._known[asked] = self._choose(choice, owner_id, team, less_absences=less_absences)
        return found

    def _choose(
        self, choice: CalendarChoice, owner_id: int | None, team: str | None, *, less_absences: bool
    ) -> Calendar:
        member = self._members.get(owner_id) if choice == "owner" and owner_id is not None else None
        if member is not None:
            return self._calendar(member, member.absences if less_absences else ())
        record = self._teams.get(team) if choice != "company" and team is not None else None
        return self._calendar(record, ())

    def _calendar(self, who: Member | TeamRecord | None, absences: tuple[Span, ...]) -> Calendar:
        company = self._company
        own_holidays = who.holidays if who is not None and who.holidays[0] else None
        country, subdivision = own_holidays or (company.holiday_country, company.holiday_subdivision)
        return Calendar(
            zone=(who.time_zone if who is not None else "") or company.time_zone,
            week=(who.hours if who is not None else None) or company.hours,
            country=country,
            subdivision=subdivision,
            closed_days=company.closed_days,
            absences=absences,
        )
