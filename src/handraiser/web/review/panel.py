"""Who comes to mind for a usual panel: the roles of the staff, and who leads teams that get leads."""

from handraiser.staff.models import Role
from handraiser.staff.queries import snapshot

ROLES = {"Marketing": Role.MARKETING, "Revenue operations": Role.OPERATIONS}


def usual_people() -> dict[str, list[str]]:
    """Function -> e-mail addresses. Sales: the representatives who lead a team, or have people who report to them."""
    active = [member for member in snapshot().members if member.active]
    people = {
        function: [member.email for member in active if member.role == role]
        for function, role in ROLES.items()
    }
    people["Sales"] = [member.email for member in active if member.role == Role.REP and member.manages]
    return people
