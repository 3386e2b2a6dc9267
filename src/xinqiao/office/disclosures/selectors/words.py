"""What left, to whom and why, in the words of the client's own list."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.office.disclosures.rules import Basis, ConsentBasis, DisclosureKind, Ground, GroundBasis, LeaveBasis, To

TOLD_BECAUSE: Mapping[Ground, str | Promise] = {
    Ground.DANGER: gettext_lazy("你或别人可能有生命危险"),
    Ground.INTERESTS: gettext_lazy("会让别人受到损害"),
    Ground.PUBLIC: gettext_lazy("大家的安全有危险"),
    Ground.LAW: gettext_lazy("法律规定必须说"),
    Ground.MINOR: gettext_lazy("有未成年人受到伤害，必须报告"),
}


def what(kind: DisclosureKind, by: Basis) -> str:
    """What it was."""
    if isinstance(by, LeaveBasis):
        return _("打印的记录，%(papers)d 份，每份印了 %(copies)d 张") % {"papers": by.papers, "copies": by.copies}
    return str(kind.label)


def to_whom(to: To, name: str, post: str) -> str:
    """To whom."""
    if to is To.CLIENT:
        return _("你自己")
    if to is To.PAPER:
        return _("纸上的，交给：%(who)s") % {"who": name}
    if to is To.GUARDIAN:
        return _("%(name)s（%(relation)s）") % {"name": name, "relation": post}
    return _("%(to)s：%(post)s %(name)s") % {"to": to.label, "post": post, "name": name}


def why(by: Basis) -> str:
    """By what it could be given."""
    match by:
        case ConsentBasis(assent=assent):
            return _("你同意的：%(how)s") % {"how": assent}
        case GroundBasis(ground=ground, necessity=necessity):
            return _("没有等你同意，因为%(ground)s。%(why)s") % {"ground": TOLD_BECAUSE[ground], "why": necessity}
        case LeaveBasis(purpose=purpose):
            return _("另一个人批准了打印，用途是：%(what)s") % {"what": purpose}
    return _("这是你自己的")
