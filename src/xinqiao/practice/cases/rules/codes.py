"""The coded lists. Values are stored or sealed and never change; words may. None names an illness."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What is written in a case."""

    REGISTRATION = "registration", _("来访者登记表")
    INTAKE = "intake", _("初步评估")
    PLAN = "plan", _("咨询方案")
    SESSION = "session", _("咨询记录")
    PARENT = "parent", _("家长会谈记录")
    PHONE = "phone", _("电话记录")
    LETTER = "letter", _("书信记录")
    CLOSING = "closing", _("结案报告")
    ADDITION = "addition", _("补记")
    NOTE = "note", _("个人工作笔记")


# What happened at a time between two people, and is therefore due afterwards.
TALKS = (Kind.SESSION, Kind.PARENT, Kind.PHONE, Kind.LETTER)
# Of these a case has one at most.
ONLY_ONE = (Kind.REGISTRATION, Kind.INTAKE, Kind.CLOSING, Kind.NOTE)


class Channel(TextChoices):
    """How a client came to the service (client registration)."""

    SELF = "self", _("自己来的")
    CLASS_TEACHER = "class_teacher", _("班主任建议")
    SUBJECT_TEACHER = "subject_teacher", _("任课教师建议")
    PARENT = "parent", _("家长建议")
    CLASSMATE = "classmate", _("同学陪同")
    SCREENING = "screening", _("测评后约谈")
    OTHER = "other", _("其他")


class Theme(TextChoices):
    """What a talk was about, for counting. Where the reception register has the same need, the value is the same."""

    STUDY = "study", _("学习与考试")
    MOOD = "mood", _("情绪")
    PEERS = "peers", _("同学关系")
    TEACHERS = "teachers", _("师生关系")
    FAMILY = "family", _("家里的事")
    SELF = "self", _("自己")
    NEW_PLACE = "new_place", _("适应新环境")
    AFFECTION = "affection", _("喜欢的人")
    SLEEP = "sleep", _("睡眠与身体")
    SCREEN = "screen", _("网络与手机")
    CAREER = "career", _("升学与生涯")
    OTHER = "other", _("别的事")


class SessionWay(TextChoices):
    """By which way a talk was held."""

    IN_PERSON = "in_person", _("面谈")
    PHONE = "phone", _("电话")
    VIDEO = "video", _("视频")
    LETTER = "letter", _("书信")


class DropReason(TextChoices):
    """Why a record that was due is not written."""

    NOT_HELD = "not_held", _("没有谈成")
    MISTAKE = "mistake", _("登记有误")
    TWICE = "twice", _("已在别处写过")
