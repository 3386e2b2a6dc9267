"""The coded lists. Values are sealed or stored and never change; words may."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy, pgettext_lazy


class To(TextChoices):
    """Whom something is given to."""

    CLIENT = "client", gettext_lazy("来访者本人")
    GUARDIAN = "guardian", pgettext_lazy("给谁", "监护人")
    TEACHER = "teacher", gettext_lazy("班主任或任课教师")
    MEETING = "meeting", gettext_lazy("家长会谈")
    SCHOOL = "school", gettext_lazy("学校里负责处理的人")
    INSTITUTION = "institution", gettext_lazy("校外机构")
    PAPER = "paper", gettext_lazy("纸面")


class Why(TextChoices):
    """What something left by."""

    OWN = "own", gettext_lazy("是来访者自己的")
    CONSENT = "consent", gettext_lazy("来访者同意了")
    GROUND = "ground", gettext_lazy("保密例外")
    LEAVE = "leave", gettext_lazy("经批准打印")


class Ground(TextChoices):
    """The closed list of what goes before secrecy."""

    DANGER = "danger", gettext_lazy("可能危及本人或别人的生命安全")
    INTERESTS = "interests", gettext_lazy("会损害别人的合法权益")
    PUBLIC = "public", gettext_lazy("危及公共安全或国家安全")
    LAW = "law", gettext_lazy("法律规定必须提供")
    MINOR = "minor", gettext_lazy("未成年人受到侵害，必须报告")
