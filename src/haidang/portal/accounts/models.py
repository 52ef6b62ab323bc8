"""Accounts, offices, delegations and tokens."""

from __future__ import annotations

import secrets
import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from haidang.base.text import LANGUAGES

LONGEST_EMAIL, LONGEST_NAME = 254, 120
_KEY_DIGITS = 20


def make_key(once: uuid.UUID | None = None) -> str:
    """Return a new key of an account, of what a form was drawn with or of chance: it says nothing of the person."""
    return f"a-{(once or uuid.uuid4()).hex[:_KEY_DIGITS]}"


def make_digest_key() -> bytes:
    """Return a new key for digests."""
    return secrets.token_bytes(32)


class Accounts(BaseUserManager["Account"]):
    """Django's way to an account by what one signs in with."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the account with this address, however it is written."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """
    Somebody, or a machine, that writes.

    Attributes
    ----------
    key
        What stands for it everywhere else; says nothing of the person, and stays when the account is gone.
    email
        What one signs in with, in small letters; of a machine a name of its own.
    name
        As colleagues see it.
    language
        Of the desk's pages and of messages.
    digest_key
        For digests of what the person wrote (`audit`); it goes with the account.
    is_machine
        Whether it is a machine: it has tokens and no password.
    is_active
        Whether it may do anything at all.
    link_sha256, link_ends_at
        Hash of the one link with which a password can be set, None without any; and until when.
    """

    key = models.CharField(max_length=40, unique=True, default=make_key)
    email = models.EmailField(max_length=LONGEST_EMAIL, unique=True)
    name = models.CharField(max_length=LONGEST_NAME)
    language = models.CharField(max_length=2, default="vi", choices=[(each, each) for each in LANGUAGES])
    digest_key = models.BinaryField(default=make_digest_key)
    is_machine = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=timezone.now)
    link_sha256 = models.CharField(max_length=64, null=True, blank=True, unique=True)
    link_ends_at = models.DateTimeField(null=True, blank=True)

    objects = Accounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        """Return the key, so that no log holds a name."""
        return self.key

    def clean(self) -> None:
        """Bring the address into its one form."""
        self.email = self.email.strip().lower()

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the address in its one form."""
        self.clean()
        super().save(*args, **kwargs)  # type: ignore[arg-type] # handed on as they come


class Office(models.Model):
    """
    A role that an account has over a body, between two days.

    Attributes
    ----------
    key
        Made by whoever gives it, before: the same one twice is the same office.
    role
        One of `roles.ROLES`.
    body_id
        The body, and all below it; empty for all.
    valid_from, valid_to
        First and last day; None is open.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="offices")
    role = models.CharField(max_length=20)
    body_id = models.TextField(blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        """Django's options."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="office_days",
            ),
        )

    def __str__(self) -> str:
        """Return role and body."""
        return f"{self.role} {self.body_id}"


class Delegation(models.Model):
    """
    Somebody stands in for somebody else in one of their offices, during absence.

    Attributes
    ----------
    key
        Made by whoever gives it, before: the same one twice is the same delegation.
    office
        The office; it stays with who has it.
    to
        Who stands in.
    valid_from, valid_to
        First and last day.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(Office, models.CASCADE, related_name="delegations")
    to = models.ForeignKey(Account, models.CASCADE, related_name="standing_in")
    valid_from = models.DateField()
    valid_to = models.DateField()

    class Meta:
        """Django's options."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="delegation_days"
            ),
        )

    def __str__(self) -> str:
        """Return the office and who stands in."""
        return f"{self.office} {self.to}"


class Token(models.Model):
    """
    What a machine shows of itself. It is shown once, when it is made; what is kept is a hash.

    Attributes
    ----------
    key
        Made by whoever makes it, before: the same one twice is the same token.
    account
        The machine.
    label
        What it is for.
    sha256
        Hash of the token: it is long and of chance, so that a plain hash tells nothing.
    scopes
        What it may be used for, of what the machine may: words with spaces between.
    made_by_key
        Account of who made it and thus saw it; empty for the command line.
    made_at, ends_on, used_at, revoked_at
        When it was made, its last day, when it was used last, when an administrator took it back.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=LONGEST_NAME)
    sha256 = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=120)
    made_by_key = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    ends_on = models.DateField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        """Return whose it is."""
        return f"{self.account} {self.key}"
