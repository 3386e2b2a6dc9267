"""What allows something to leave: it is the client's own, they agreed to it, or a ground of the closed list.

The grounds are those of the sample rules (first to third source document): danger to
oneself or others, harm to others' lawful interests, public or national safety, a legal
duty. The report of harm to a minor is a duty of schools and of everybody who works in one
(law on the protection of minors, article 11, and the opinion of 2020 on mandatory
reporting). No other reason counts, however good.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from xinqiao.core.access import Problem
from xinqiao.register.consents.selectors import ConsentStanding, Purpose

from .codes import Ground, To, Why
from .kinds import Leaving

SHORTEST_REASON, LONGEST_REASON = 4, 500


# To those who can do something about it, and to nobody else. No ground is told at a parents' meeting.
_WHO_ACT = frozenset({To.GUARDIAN, To.SCHOOL, To.INSTITUTION})
GROUNDS: Mapping[Ground, frozenset[To]] = {
    Ground.DANGER: _WHO_ACT | {To.TEACHER},
    Ground.INTERESTS: _WHO_ACT,
    Ground.PUBLIC: frozenset({To.SCHOOL, To.INSTITUTION}),
    Ground.LAW: frozenset({To.SCHOOL, To.INSTITUTION}),
    Ground.MINOR: _WHO_ACT,
}


# Each consent is to one thing: being told about at home does not allow a word to a teacher. There is none to an
# institution yet, so that one is told by a ground alone.
PURPOSES: Mapping[To, Purpose] = {
    To.GUARDIAN: Purpose.TELL_GUARDIAN,
    To.MEETING: Purpose.TELL_GUARDIAN,
    To.TEACHER: Purpose.TELL_TEACHER,
}


@dataclass(frozen=True)
class TheClientsOwn:
    """What is the client's own goes to the client, and to nobody else."""

    why = Why.OWN


@dataclass(frozen=True)
class ConsentBasis:
    """The consent to a purpose stands, and the client knows of this very copy; `assent` says how they agreed to it."""

    purpose: Purpose
    assent: str = field(repr=False)
    why = Why.CONSENT


@dataclass(frozen=True)
class GroundBasis:
    """A ground of the list: why it is necessary, why this receiver, and why not less than this."""

    ground: Ground
    necessity: str = field(repr=False)
    answers: str = field(repr=False)
    least: str = field(repr=False)
    why = Why.GROUND


@dataclass(frozen=True)
class LeaveBasis:
    """Papers were printed by leave of another: what for, and who keeps them. No copy is given by it."""

    purpose: str = field(repr=False)
    copies: int
    papers: int
    why = Why.LEAVE


Basis: TypeAlias = TheClientsOwn | ConsentBasis | GroundBasis | LeaveBasis


class NothingAllowsIt(Problem):
    """Neither consent nor a ground allows this to leave."""

    status = 409


def kept(basis: Basis) -> dict[str, Any]:
    """How a basis is kept under the seal."""
    return {"why": basis.why.value, **{name: getattr(value, "value", value) for name, value in asdict(basis).items()}}


def basis_from(said: Mapping[str, Any]) -> Basis:
    """A basis as it was kept."""
    rest = {name: value for name, value in said.items() if name != "why"}
    match Why(said["why"]):
        case Why.OWN:
            return TheClientsOwn()
        case Why.CONSENT:
            return ConsentBasis(Purpose(rest["purpose"]), rest["assent"])
        case Why.GROUND:
            return GroundBasis(**(rest | {"ground": Ground(rest["ground"])}))
        case Why.LEAVE:
            return LeaveBasis(**rest)


def check_basis(leaving: Leaving, basis: Basis, standing: ConsentStanding | None) -> None:
    """Whether this may go to this receiver by this. `standing` is of the purpose of a consent.

    Raises `NothingAllowsIt`, and `Problem` for reasons that were not written down.
    """
    match basis:
        case TheClientsOwn():
            if leaving.receiver.to is not To.CLIENT:
                raise NothingAllowsIt(_("给来访者本人以外的人看，要有来访者的同意，或者有写明的保密例外。"))
        case ConsentBasis(purpose=purpose, assent=assent):
            if PURPOSES.get(leaving.receiver.to) is not purpose:
                raise NothingAllowsIt(
                    _("对“%(purpose)s”的同意，不能用来给%(to)s看。")
                    % {"purpose": purpose.label, "to": leaving.receiver.to.label}
                )
            _check_agreed(purpose, standing)
            _check_written(assent, _("请写明来访者是怎么知道、怎么同意的。"))
        case GroundBasis(ground=ground):
            if leaving.receiver.to not in GROUNDS[ground]:
                raise NothingAllowsIt(
                    _("“%(ground)s”时，只告诉有责任、能保密、也有办法处置的人，不包括%(to)s。")
                    % {"ground": ground.label, "to": leaving.receiver.to.label}
                )
            check_needs(basis)
        case LeaveBasis():
            raise NothingAllowsIt(_("批准打印只对纸面有效，不能凭它给别人看。"))


def check_needs(basis: GroundBasis) -> None:
    """A ground counts when its necessity, its receiver and its measure are written down. Raises `Problem`."""
    _check_written(basis.necessity, _("请写明为什么必须现在告诉。"))
    _check_written(basis.answers, _("请写明为什么告诉这个人：他负什么责任，能不能保密，能做什么。"))
    _check_written(basis.least, _("请写明为什么说到这里为止，不多说。"))


def _check_agreed(purpose: Purpose, standing: ConsentStanding | None) -> None:
    if standing is None or standing.purpose is not purpose or not standing.ok:
        missing = " ".join(standing.missing) if standing else ""
        raise NothingAllowsIt(_("现在没有生效的同意，不能给出去。%(missing)s") % {"missing": missing})


def _check_written(text: str, otherwise: str) -> None:
    letters = [one for one in text if not unicodedata.category(one).startswith(("Z", "C", "P"))]
    if len(letters) < SHORTEST_REASON:
        raise Problem(otherwise, status=422)
    if len(text) > LONGEST_REASON:
        raise Problem(_("理由最多 %(most)d 字。") % {"most": LONGEST_REASON}, status=422)
