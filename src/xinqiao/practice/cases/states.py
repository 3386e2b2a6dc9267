"""When a case and a record may become what."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.access import Problem
from xinqiao.core.clauses import clause


class Stage(TextChoices):
    """How far a case has come: what comes next is written on it. Values are stored."""

    INTAKE = "intake", gettext_lazy("初步评估")
    PLAN = "plan", gettext_lazy("咨询方案")
    SESSIONS = "sessions", gettext_lazy("咨询中")
    CLOSED = "closed", gettext_lazy("已结案")


class RecordState(TextChoices):
    """What has become of a record. Values are stored."""

    OPEN = "open", gettext_lazy("待写")
    FILED = "filed", gettext_lazy("已归入")
    DROPPED = "dropped", gettext_lazy("不用写")
    DESTROYED = "destroyed", gettext_lazy("已销毁")


class ApprovalState(TextChoices):
    """What has become of a wish to print. Values are stored."""

    ASKED = "asked", gettext_lazy("等批准")
    GRANTED = "granted", gettext_lazy("已批准")
    REFUSED = "refused", gettext_lazy("没有批准")
    ENDED = "ended", gettext_lazy("已结束")


# A case may be closed from every stage: a child who comes once is a case, too.
STAGE_MOVES: Mapping[Stage, frozenset[Stage]] = {
    Stage.INTAKE: frozenset({Stage.PLAN, Stage.CLOSED}),
    Stage.PLAN: frozenset({Stage.SESSIONS, Stage.CLOSED}),
    Stage.SESSIONS: frozenset({Stage.CLOSED}),
    Stage.CLOSED: frozenset(),
}

RECORD_MOVES: Mapping[RecordState, frozenset[RecordState]] = {
    RecordState.OPEN: frozenset({RecordState.FILED, RecordState.DROPPED, RecordState.DESTROYED}),
    RecordState.FILED: frozenset(),
    RecordState.DROPPED: frozenset(),
    RecordState.DESTROYED: frozenset(),
}

# It ends when its copies are used up, when whoever asked needs it no longer, or when it is taken back.
APPROVAL_MOVES: Mapping[ApprovalState, frozenset[ApprovalState]] = {
    ApprovalState.ASKED: frozenset({ApprovalState.GRANTED, ApprovalState.REFUSED, ApprovalState.ENDED}),
    ApprovalState.GRANTED: frozenset({ApprovalState.ENDED}),
    ApprovalState.REFUSED: frozenset(),
    ApprovalState.ENDED: frozenset(),
}


class WrongState(Problem):
    """It is no longer in a state from which this can be done: somebody was faster."""


def check_stage_move(current: Stage, wanted: Stage) -> None:
    """A closed case stays closed; who comes again gets a new one. Raises `WrongState`."""
    if wanted not in STAGE_MOVES[current]:
        raise WrongState(
            _("这个个案现在是“%(current)s”，不能转为“%(wanted)s”。请看最新的个案页。")
            % {"current": current.label, "wanted": wanted.label}
        )


@clause("REC-02")
def check_record_move(current: RecordState, wanted: RecordState) -> None:
    """What is filed is never altered. Raises `WrongState`."""
    if current is wanted is RecordState.FILED:
        raise WrongState(_("这份记录已经签名归入，不用再签一次。要补充请写补记。"))
    if wanted not in RECORD_MOVES[current]:
        raise WrongState(
            _("这份记录现在是“%(current)s”，不能再改为“%(wanted)s”。已归入的记录只能另写补记。")
            % {"current": current.label, "wanted": wanted.label}
        )


def check_approval_move(current: ApprovalState, wanted: ApprovalState) -> None:
    """A wish is decided once, and what has ended stays so. Raises `WrongState`."""
    if wanted not in APPROVAL_MOVES[current]:
        raise WrongState(
            _("这份打印申请现在是“%(current)s”，不能再改为“%(wanted)s”。")
            % {"current": current.label, "wanted": wanted.label}
        )
