"""Leave to print, and printing many papers under it. Why and where to are sealed; no word of a record is here."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from xinqiao.core.access import Post, Problem
from xinqiao.core.vault.fields import HouseSealedText
from xinqiao.practice.cases.states import ApprovalState, check_approval_move
from xinqiao.register.people.models import Staff

from .cases import Case

MOST_COPIES = 500
DECIDERS = (Post.DIRECTOR, Post.PRINCIPAL)


class NotApproved(Problem):
    """Nothing leaves the room without leave, and not more than was granted."""

    status = 409


class PrintApproval(models.Model):
    """A counsellor's wish to print, and what became of it. Without a case it is for all of the own ones.

    `asked_of` is the post that decides. `used` counts every copy of every paper.
    `token` comes from the form: sent twice asks once.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_of = models.CharField(max_length=20)
    purpose = HouseSealedText(kind="cases.approval.purpose")
    keeper = HouseSealedText(kind="cases.approval.keeper")
    reply = HouseSealedText(kind="cases.approval.reply")
    most = models.PositiveSmallIntegerField()
    used = models.PositiveSmallIntegerField(default=0)
    until = models.DateField()
    state = models.CharField(max_length=10, choices=ApprovalState, default=ApprovalState.ASKED)
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    token = models.UUIDField(unique=True)

    class Meta:
        indexes = [
            models.Index(name="approval_by_asker", fields=["asked_by", "-asked_at"]),
            models.Index(name="approval_waiting", fields=["asked_of"], condition=Q(state=ApprovalState.ASKED)),
        ]
        constraints = [
            models.CheckConstraint(name="approval_state_known", condition=Q(state__in=ApprovalState.values)),
            models.CheckConstraint(name="approval_asked_of", condition=Q(asked_of__in=[str(one) for one in DECIDERS])),
            models.CheckConstraint(name="approval_most", condition=Q(most__range=(1, MOST_COPIES))),
            models.CheckConstraint(name="approval_not_more", condition=Q(used__lte=F("most"))),
            models.CheckConstraint(
                name="approval_not_ones_own", condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by"))
            ),
            models.CheckConstraint(
                name="approval_decided_by_somebody",
                condition=~Q(state__in=[ApprovalState.GRANTED, ApprovalState.REFUSED])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
        ]

    class Privacy:
        identifies = {"asked_by", "decided_by"}
        sealed = {"purpose", "keeper", "reply"}
        plain = {
            "id",
            "case",
            "asked_at",
            "asked_of",
            "most",
            "used",
            "until",
            "state",
            "decided_at",
            "ended_at",
            "token",
        }

    class Weight:
        name = "cases.approval"
        version = 1
        fields = (
            "case",
            "asked_by",
            "asked_at",
            "asked_of",
            "purpose",
            "keeper",
            "reply",
            "most",
            "used",
            "until",
            "state",
            "decided_by",
            "decided_at",
            "ended_at",
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def left(self) -> int:
        """How many copies may still be printed."""
        return self.most - self.used

    def stands_on(self, day: date) -> bool:
        """Whether it may be printed under it on a day."""
        return self.state == ApprovalState.GRANTED and day <= self.until

    def become(self, state: ApprovalState, **changed: object) -> None:
        """Move to another state, once, with what changes along. Raises `WrongState`."""
        check_approval_move(ApprovalState(self.state), state)
        self.state = state
        for name, value in changed.items():
            setattr(self, name, value)
        self.save(update_fields=["state", *changed])

    def check_covers(self, copies: int, day: date) -> None:
        """Raises `NotApproved` where fewer copies are left than are wanted, or where there is no leave at all."""
        if not self.stands_on(day):
            raise NotApproved(_("没有生效的打印批准：还没有批、已经用完，或者过了期限。请先申请打印。"))
        if copies > self.left:
            words = {"left": self.left, "copies": copies}
            raise NotApproved(_("批准里还剩 %(left)d 份，这次要 %(copies)d 份。请少选一些，或者另外申请。") % words)

    def count_down(self, copies: int, day: date) -> None:
        """Use this many copies; the row is locked. Raises what `check_covers` raises."""
        self.check_covers(copies, day)
        self.used += copies
        self.save(update_fields=["used"])


class PrintRun(models.Model):
    """Many papers printed in steps. `papers` are ids in printed order; the first `done` of them are on paper."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    approval = models.ForeignKey(PrintApproval, models.PROTECT, related_name="+")
    papers = models.JSONField()
    done = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField()
    shows_sensitive = models.BooleanField()
    started_at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta:
        indexes = [models.Index(name="run_by_approval", fields=["approval", "-started_at"])]
        constraints = [models.CheckConstraint(name="run_copies", condition=Q(copies__range=(1, 20)))]

    class Privacy:
        plain = {"id", "approval", "papers", "done", "copies", "shows_sensitive", "started_at", "token"}

    class Weight:
        name = "cases.print_run"
        version = 1
        fields = ("approval", "papers", "done", "copies", "shows_sensitive", "started_at")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def total(self) -> int:
        """How many papers there are."""
        return len(self.papers)

    @property
    def is_over(self) -> bool:
        """Everything is on paper."""
        return self.done >= self.total
