"""Which paper may be written at which stage, and to which stage it leads."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from xinqiao.core.access import Problem
from xinqiao.core.clauses import clause
from xinqiao.practice.cases.states import Stage, WrongState

from .codes import Kind


class NotYet(Problem):
    """Something else has to be written first."""


@clause("CAS-01", missing="阶段回顾（每八次或每学期一次）。")
def reached_by(kind: str, stage: str) -> Stage | None:
    """The stage to which filing a paper leads: assessment, plan, sessions, closing, in this order.

    A second plan is a revision and leads nowhere else. None: the case stays where it is.
    """
    if kind == Kind.CLOSING:
        return Stage.CLOSED
    if kind == Kind.INTAKE and stage == Stage.INTAKE:
        return Stage.PLAN
    return Stage.SESSIONS if kind == Kind.PLAN and stage == Stage.PLAN else None


def check_may_write(kind: str, stage: str) -> None:
    """Raises `WrongState` for a closed case, which only takes additions, and `NotYet` for a plan without an assessment."""
    if stage == Stage.CLOSED and kind != Kind.ADDITION:
        raise WrongState(_("这个个案已经结案，只能给原来的记录写补记；再来请开新的个案。"))
    if kind == Kind.PLAN and stage == Stage.INTAKE:
        raise NotYet(_("方案从评估而来：请先写好初步评估，再写方案。"))


@clause("CAS-02")
def check_revision(number: int, content: Mapping[str, Any]) -> None:
    """A plan is revised with reasons: from the second version on they are written down. Raises `NotYet`."""
    if number > 1 and not content.get("revised"):
        raise NotYet(_("这是方案的修订，请写明修订原因。"), status=422)


@clause("CAS-03", missing="家长与教师的反馈。")
def check_closing(unwritten: Collection[object], content: Mapping[str, Any]) -> None:
    """A case is closed when every talk is on record; a risk that remains is explained. Raises `NotYet`."""
    if unwritten:
        raise NotYet(_("还有 %(n)d 份记录没有写完，写好或注明不用写以后再结案。") % {"n": len(unwritten)})
    if content.get("risk") == "watch" and not content.get("risk_note"):
        raise NotYet(_("风险“仍需关注”时，请说明关注什么、由谁关注。"), status=422)


def is_danger(kind: str, content: Mapping[str, Any]) -> bool:
    """Whether a paper speaks of danger to life, or of harm that has to be reported: then people act before all else."""
    if kind == Kind.INTAKE:
        acute = content.get("suicide") in {"plan", "acts"} or content.get("others") in {"plan", "acts"}
        return acute or content.get("harmed") == "yes"
    return content.get("risk") == "crisis" or content.get("danger") == "crisis"
