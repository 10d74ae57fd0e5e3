"""Whom to tell when a promise is in danger or broken."""

from handraiser.follow_up.rules import Whom
from handraiser.staff.models import Role
from handraiser.staff.queries import Member, Staff
from handraiser.staff.rosters import digest_of


class Telling:
    """Finds who is told: whoever was asked for, and where there is nobody, the next one who can act.

    The owner, else the team's lead; the manager, else the team's lead; the team's lead, else operations, else
    the administrators.
    """

    def __init__(self, staff: Staff) -> None:
        self._staff = staff

    def find(self, whom: Whom, *, owner_id: int | None, team: str | None) -> tuple[Member, ...]:
        """Whom to tell, active ones only; empty where the staff has nobody left."""
        owner = self._active(owner_id)
        if whom == "owner" and owner is not None:
            return (owner,)
        if whom == "manager" and owner is not None:
            manager = self._active(owner.manager_id)
            if manager is not None:
                return (manager,)
        record = self._staff.by_key.get(team or (owner.team if owner is not None and owner.team else ""))
        lead = self._active(record.lead_id) if record is not None else None
        return (lead,) if lead is not None else self._role(Role.OPERATIONS) or self._role(Role.ADMINISTRATOR)

    @property
    def staff(self) -> str:
        """The digest of the staff among whom it looks."""
        return digest_of(self._staff)

    def _active(self, user_id: int | None) -> Member | None:
        member = self._staff.by_id.get(user_id) if user_id is not None else None
        return member if member is not None and member.active else None

    def _role(self, role: Role) -> tuple[Member, ...]:
        return tuple(member for member in self._staff.members if member.active and member.role == role)
