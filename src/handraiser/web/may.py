"""What a person may do, asked once for a page. The answers are staff's own; here they only get names."""

from dataclasses import dataclass

from handraiser.staff import permissions
from handraiser.staff.models import User
from handraiser.staff.permissions import READING_ROLES, Scope


@dataclass(frozen=True, slots=True)
class May:
    """Named permissions; a view asks for one by its name. `scope`: the leads that the person sees."""

    scope: Scope
    work: bool
    take_in: bool
    forms: bool
    reassign: bool
    export: bool
    figures: bool
    manage_staff: bool
    draft: bool
    publish: bool


def may_of(user: User) -> May:
    """The permissions of a user. Figures speak of all leads, so they are for those who see all leads."""
    scope = permissions.visible_leads_filter(user)
    return May(
        scope=scope,
        work=user.is_active and user.role not in READING_ROLES,
        take_in=permissions.may_import(user),
        forms=permissions.may_manage_forms(user),
        reassign=scope.everything and user.is_active and user.role not in READING_ROLES,
        export=permissions.may_export(user),
        figures=scope.everything,
        manage_staff=permissions.may_manage_staff(user),
        draft=permissions.may_draft(user),
        publish=permissions.may_publish(user),
    )
