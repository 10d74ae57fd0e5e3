"""The people who work with leads: teams, users, absences and API tokens."""

from typing import Any, ClassVar

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", "Administrator"
    OPERATIONS = "operations", "Revenue operations"
    MARKETING = "marketing", "Marketing"
    REP = "rep", "Representative"
    EXECUTIVE = "executive", "Executive"
    READER = "reader", "Reader"


class Team(models.Model):
    """A team with its own time zone, working hours and public holidays.

    `hours` has the shape `{"mon": [["09:00", "17:00"]], ...}`, in the local time of `time_zone`.
    """

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64, default="UTC")
    hours = models.JSONField(default=dict)
    holiday_country = models.CharField(max_length=2, blank=True, default="")
    holiday_subdivision = models.CharField(max_length=10, blank=True, default="")
    lead = models.ForeignKey(
        "staff.User",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="leads_teams",
    )

    class Meta:
        db_table = "staff_team"
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address. Doors use `operations.add_user`, which also checks."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, role=Role.ADMINISTRATOR, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """People type their address in any case."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """One person on the staff, signed in by e-mail address.

    `hours`, `time_zone` and the holidays are the person's own where set, and the team's where empty.
    `capacity` is the most open leads this person should hold; none means no limit.
    """

    email = models.EmailField(max_length=254, unique=True)
    full_name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.REP)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="members")
    manager = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="reports"
    )
    is_active = models.BooleanField(default=True)
    time_zone = models.CharField(max_length=64, blank=True, default="")
    hours = models.JSONField(null=True, blank=True)
    holiday_country = models.CharField(max_length=2, blank=True, default="")
    holiday_subdivision = models.CharField(max_length=10, blank=True, default="")
    weight = models.PositiveSmallIntegerField(default=1)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    # The territories that this person serves, by the names that the process document gives them.
    territories = ArrayField(models.TextField(), default=list, blank=True)
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["full_name", "joined_at"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        db_table = "staff_user"
        ordering: ClassVar = ["full_name"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="staff_user_email_is_lower_case"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="staff_user_role_is_known"),
            models.CheckConstraint(
                condition=Q(manager__isnull=True) | ~Q(manager=F("id")),
                name="staff_user_is_not_own_manager",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email


class Absence(models.Model):
    """A stretch of time in which a user gets no leads and their working hours do not count."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "staff_absence"
        ordering: ClassVar = ["starts_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="staff_absence_ends_after_it_starts",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["user", "ends_at"], name="staff_absence_of_user")]


class Token(models.Model):
    """A key to the API. Only its SHA-256 is kept; the clear text is shown once, when it is issued."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=12)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "staff_token"
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class Change(models.Model):
    """One row whose stamp is new after every change of the staff: how a process knows its roster is right.

    Triggers of the database write it, so no writer can forget to. It is random and not a count, since a count
    that was rolled back comes round again with other people behind it.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    stamp = models.UUIDField()

    class Meta:
        db_table = "staff_change"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="staff_change_is_one_row")]


class Roster(models.Model):
    """The staff as it was when something was decided: kept once for each state, found by its digest.

    Two writers at the same moment may keep the same state twice, since neither shall wait for the other.
    """

    id = models.UUIDField(primary_key=True)
    digest = models.CharField(max_length=32, db_index=True)
    told = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "staff_roster"
