"""The coded lists. Values are sealed into rows and never change; words may.

No list names an illness, and none has a place for one.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoomFunction(TextChoices):
    """What a room is made for (FAC-03)."""

    TALK = "talk", _("个别咨询室")
    RECEPTION = "reception", _("接待区")
    GROUP = "group", _("团体活动室")
    SAND_TRAY = "sand_tray", _("沙盘室")
    VENTING = "venting", _("宣泄室")
    RELAXATION = "relaxation", _("放松室")
    TESTING = "testing", _("测评室")


class SessionKind(TextChoices):
    """Which part of the day an opening hour belongs to."""

    MORNING = "morning", _("上午")
    LUNCH = "lunch", _("午间")
    AFTERNOON = "afternoon", _("下午")
    EVENING = "evening", _("晚间")


class Channel(TextChoices):
    """By which way an appointment was asked for (APT-01)."""

    IN_PERSON = "in_person", _("现场")
    PHONE = "phone", _("电话")
    ONLINE = "online", _("网络")
    LETTER = "letter", _("信件")
    TEACHER = "teacher", _("教师代约")
    PARENT = "parent", _("家长代约")


class AskedBy(TextChoices):
    """What the one who asked is to the client."""

    SELF = "self", _("本人")
    GUARDIAN = "guardian", pgettext_lazy("关系", "监护人")
    CLASS_TEACHER = "class_teacher", _("班主任")
    SUBJECT_TEACHER = "subject_teacher", _("任课教师")
    CLASSMATE = "classmate", _("同学")
    OTHER = "other", _("其他")


class How(TextChoices):
    """How a talk is held."""

    IN_PERSON = "in_person", _("面对面")
    PHONE = "phone", _("打电话")


class Need(TextChoices):
    """Why somebody comes, in a few words from a list; keys 1 to 9 and 0 choose in this order."""

    STUDY = "study", _("学习与考试")
    PEERS = "peers", _("同学关系")
    FAMILY = "family", _("家里的事")
    MOOD = "mood", _("情绪")
    SELF = "self", _("自己")
    NEW_PLACE = "new_place", _("适应新环境")
    AFFECTION = "affection", _("喜欢的人")
    SLEEP = "sleep", _("睡眠")
    SCREEN = "screen", _("网络与手机")
    OTHER = "other", _("别的事")


class Way(TextChoices):
    """How somebody came."""

    WALK_IN = "walk_in", _("临时到访")
    APPOINTMENT = "appointment", _("预约")
    CLASS_TEACHER = "class_teacher", _("班主任陪同")
    PARENT = "parent", _("家长陪同")
    CLASSMATE = "classmate", _("同学陪同")
    PHONE = "phone", _("电话")


class Outcome(TextChoices):
    """Where a visit led."""

    TALKED = "talked", _("已咨询")
    ANOTHER_TIME = "another_time", _("另约")
    COLLEAGUE = "colleague", _("转其他咨询师")
    INFORMED = "informed", _("提供信息")
    CRISIS = "crisis", _("启动危机流程")


class Reason(TextChoices):
    """Why an appointment was called off or moved. The client need give none."""

    CLIENT = "client", _("来访者提出")
    COUNSELLOR = "counsellor", _("咨询师有事")
    LESSON = "lesson", _("与课程或考试冲突")
    ROOM = "room", _("房间不能用")
    MISTAKE = "mistake", _("登记有误")
