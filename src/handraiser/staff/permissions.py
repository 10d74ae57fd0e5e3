"""May they? Asked before an operation, by every door in the same words.

Each question is a function that answers yes or no; `require` turns a no into `NotAllowed` with a sentence.
Whoever does not work here any more may do nothing.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec

from django.db.models import Q

from handraiser.kit.refusal import Refusal
from handraiser.staff.models import Role, User
from handraiser.staff.queries import snapshot

Asked = ParamSpec("Asked")

PROCESS_ROLES = frozenset({Role.ADMINISTRATOR, Role.OPERATIONS})
WORKING_ROLES = PROCESS_ROLES | {Role.MARKETING}
READING_ROLES = frozenset({Role.EXECUTIVE, Role.READER})


class NotAllowed(Refusal):
    """This person may not do this. The message is the sentence to show."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which leads somebody sees: all, or their own and those of their team, owned or not."""

    everything: bool
    user_id: int
    team: str | None

    def q(self) -> Q:
        """The scope as a condition on `lead.Lead`."""
        if self.everything:
            return Q()
        own = Q(owner_id=self.user_id)
        return own | Q(team=self.team) if self.team else own

    def sql(self, alias: str = "l") -> tuple[str, dict[str, Any]]:
        """The scope as a condition in SQL on the lead's alias, with named parameters."""
        if self.everything:
            return "TRUE", {}
        text = f"({alias}.owner_id = %(scope_user)s OR {alias}.team = %(scope_team)s)"
        return text, {"scope_user": self.user_id, "scope_team": self.team}


def require(
    may: Callable[Concatenate[User, Asked], bool], user: User, *about: Asked.args, **named: Asked.kwargs
) -> None:
    """Raises NotAllowed unless the answer is yes: `require(may_act, user, lead_owner_id, lead_team)`."""
    if not may(user, *about, **named):
        role = Role(user.role).label.lower()
        raise NotAllowed(f"{user.full_name} ({role}) may not {REFUSED[may.__name__]}.")


def visible_leads_filter(user: User) -> Scope:
    """The leads that the user sees, as a filter. The same rule as `may_see_lead`."""
    if not user.is_active:
        return Scope(everything=False, user_id=0, team=None)
    return Scope(everything=_sees_everything(user), user_id=user.pk, team=_team(user))


def may_see_lead(user: User, lead_owner_id: int | None, lead_team: str | None) -> bool:
    """A representative sees their own leads and those of their team; everyone else sees all."""
    if not user.is_active:
        return False
    return _sees_everything(user) or _theirs(user, lead_owner_id, lead_team)


def may_act(user: User, lead_owner_id: int | None, lead_team: str | None) -> bool:
    """Touch, move, answer or snooze a lead: whoever sees it, but not those who only read."""
    return user.role not in READING_ROLES and may_see_lead(user, lead_owner_id, lead_team)


def may_reassign(user: User, lead_owner_id: int | None, lead_team: str | None) -> bool:
    """Managers and operations give any lead; a representative their own, or a free one of their team."""
    if not may_act(user, lead_owner_id, lead_team):
        return False
    return _manages(user) or user.role in PROCESS_ROLES or lead_owner_id in {user.pk, None}


def may_undo(user: User, acted_id: int) -> bool:
    """Take back an act: whoever did it, managers and operations."""
    if not user.is_active or user.role in READING_ROLES:
        return False
    return user.pk == acted_id or _manages(user) or user.role in PROCESS_ROLES


def may_import(user: User) -> bool:
    """Take in files of contacts."""
    return user.is_active and user.role in WORKING_ROLES


def may_export(user: User) -> bool:
    """Take lists of people out of the system: not representatives, unless they manage, and not readers."""
    return user.is_active and (user.role in WORKING_ROLES or user.role == Role.EXECUTIVE or _manages(user))


def may_draft(user: User) -> bool:
    """Write drafts of the process, try them on history and discuss them with everybody."""
    return user.is_active and user.role in WORKING_ROLES


def may_comment(user: User) -> bool:
    """Say something of a version of the process: everybody who works here."""
    return user.is_active


def may_sign(user: User, people: Collection[str]) -> bool:
    """Sign for a function on the panel: whoever is among the e-mail addresses that the document names for it."""
    return user.is_active and user.email in {address.strip().lower() for address in people}


def may_settle(user: User, author_id: int) -> bool:
    """Resolve a comment, or open it again: who wrote it, and those who write drafts."""
    return user.is_active and (user.pk == author_id or may_draft(user))


def may_publish(user: User) -> bool:
    """Change the process that runs."""
    return user.is_active and user.role in PROCESS_ROLES


def may_manage_forms(user: User) -> bool:
    """Make and change hosted forms."""
    return user.is_active and user.role in WORKING_ROLES


def may_manage_staff(user: User) -> bool:
    """Add and change users, teams and absences."""
    return user.is_active and user.role in PROCESS_ROLES


def may_give_role(user: User, role: str, present_role: str | None = None) -> bool:
    """Operations may not make administrators, nor change one: that would be a way to become one."""
    if not may_manage_staff(user):
        return False
    return user.role == Role.ADMINISTRATOR or Role.ADMINISTRATOR not in {role, present_role}


def may_note_absence(user: User, of: User) -> bool:
    """One's own absence, that of somebody who reports to one, or any for those who manage the staff."""
    return user.is_active and (of.pk == user.pk or of.manager_id == user.pk or may_manage_staff(user))


REFUSED = {
    "may_see_lead": "see this lead",
    "may_act": "work on this lead",
    "may_reassign": "give this lead to somebody else",
    "may_undo": "undo what somebody else did",
    "may_import": "import contacts",
    "may_export": "export lists of people",
    "may_draft": "write drafts of the process",
    "may_comment": "comment on the process",
    "may_sign": "sign for this function",
    "may_settle": "settle the comments of others",
    "may_publish": "publish the process",
    "may_manage_forms": "change forms",
    "may_manage_staff": "manage the staff",
    "may_give_role": "give or change that role",
    "may_note_absence": "note this absence",
}


def _sees_everything(user: User) -> bool:
    return user.role != Role.REP or _manages(user)


def _manages(user: User) -> bool:
    """A representative who leads a team or has people who report to them."""
    if user.role in READING_ROLES:
        return False
    member = snapshot().by_id.get(user.pk)
    return member is not None and member.manages


def _theirs(user: User, lead_owner_id: int | None, lead_team: str | None) -> bool:
    team = _team(user)
    return lead_owner_id == user.pk or (team is not None and lead_team == team)


def _team(user: User) -> str | None:
    member = snapshot().by_id.get(user.pk)
    return member.team if member is not None else None
