"""Sentences for what a roster's reading found; the only file here that speaks to people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .findings import Finding, Kind, Reason
from .problems import UnreadableFile, Why

KINDS: dict[Kind, Promise] = {
    Kind.ADDED: _("新增"),
    Kind.CHANGED: _("有变动"),
    Kind.RETURNED: _("回来了"),
    Kind.LEFT: _("已离校"),
    Kind.GUESS: _("请你确认"),
    Kind.REFUSED: _("这一行没有收"),
    Kind.CELL_LEFT_OUT: _("这一格没有收"),
    Kind.NOTE: _("请留意"),
    Kind.SKIPPED: _("跳过了"),
}

_SENTENCES: dict[Reason, Promise] = {
    Reason.NEW: _("%(name)s，名册上还没有，将加入%(where)s。"),
    Reason.NAME_CHANGED: _("%(before)s 的姓名改为 %(name)s。"),
    Reason.CLASS_CHANGED: _("%(name)s 转到%(where)s。"),
    Reason.MOVED_UP: _("%(name)s 升入%(where)s。"),
    Reason.DETAILS_CHANGED: _("%(name)s 的性别或出生日期有更正。"),
    Reason.GUARDIANS_CHANGED: _("%(name)s 的监护人或电话有变动。"),
    Reason.CAME_BACK: _("%(name)s 曾经离校，现在回到%(where)s。"),
    Reason.NOT_IN_FILE: _("%(name)s 原在%(where)s，这个文件里没有了，将标为离校；资料保留。"),
    Reason.GRADUATED: _("%(name)s 原在%(where)s，已毕业，将标为离校；资料保留。"),
    Reason.MANY_NOT_IN_FILE: _(
        "%(grade_name)s有 %(of)s 人，这个文件里少了 %(count)s 人，超过五分之一。是真的都离校了吗？不确认就谁也不动。"
    ),
    Reason.PART_OF_GRADE: _("这个文件只有%(grade_name)s的一部分班级，文件里没有的 %(count)s 人不会标为离校。"),
    Reason.NUMBER_MISSING: _("没有学号。学号是认人的依据，请补上后再导入。"),
    Reason.NUMBER_ODD: _("学号“%(value)s”里有不该有的字符。"),
    Reason.NUMBER_TOO_LONG: _("学号超过 32 个字符。"),
    Reason.NUMBER_LOST_DIGITS: _("学号“%(value)s”的末几位已被表格软件丢掉，猜不得。请把这一列设为文本格式后重新填写。"),
    Reason.NUMBER_IS_ID_CARD: _("学籍号里含有身份证号。本系统用不着它；如有校内学号，建议换成校内学号。"),
    Reason.NUMBER_OTHER_NAME: _(
        "学号 %(number)s 在名册上是 %(before)s，文件里写的是 %(name)s。是同一个人改了名吗？不确认就不动这一行。"
    ),
    Reason.NAME_MISSING: _("没有姓名。"),
    Reason.NAME_ODD: _("姓名“%(value)s”里有不像姓名的字符。"),
    Reason.NAME_TOO_LONG: _("姓名超过 60 个字。"),
    Reason.NAME_PRIVATE_CHARACTER: _("姓名里有一个只在原来那台电脑上才显示的自造字，请换成标准字形。"),
    Reason.SEX_UNREADABLE: _("性别“%(value)s”看不懂。"),
    Reason.DATE_UNREADABLE: _("“%(value)s”不是日期。"),
    Reason.DATE_AMBIGUOUS: _("“%(value)s”可以读成两个日期，请写成 2016-05-12 这样。"),
    Reason.DATE_INCOMPLETE: _("“%(value)s”缺了日。"),
    Reason.DATE_IMPOSSIBLE: _("“%(value)s”这一天不存在。"),
    Reason.DATE_IMPLAUSIBLE: _("按“%(value)s”算，年龄不像在校学生。"),
    Reason.DATE_UNKNOWN: _("出生日期写的是“%(value)s”，当作没有填。"),
    Reason.CLASS_MISSING: _("没有班级，先不分班。"),
    Reason.CLASS_UNREADABLE: _("班级“%(value)s”看不懂，先不分班。"),
    Reason.CLASS_BY_YEAR: _("班级“%(value)s”用的是入学年份，请写成年级，例如“七年级3班”。"),
    Reason.CLASS_WITHOUT_GRADE: _("班级“%(value)s”没有写年级，先不分班。"),
    Reason.CLASS_MISSPELT: _("%(name)s 的班级写的是“%(value)s”，是不是%(where)s？"),
    Reason.CLASS_LIKE_NEIGHBOURS: _("%(name)s 的班级没有写清楚；上下两行都在%(where)s，是不是也在那里？"),
    Reason.RELATION_UNREADABLE: _("关系“%(value)s”看不懂，记为其他监护人。"),
    Reason.PHONE_UNREADABLE: _("“%(value)s”不是能拨通的电话号码。"),
    Reason.PHONE_WITHOUT_NAME: _("有电话，没有监护人姓名，电话没有收。"),
    Reason.SAME_ROW_TWICE: _("与“%(sheet)s”第 %(row)s 行完全相同，只算一次。"),
    Reason.SAME_NUMBER_OTHER_CONTENT: _("与“%(sheet)s”第 %(row)s 行学号相同、内容不同，不知道哪一行对，两行都没有收。"),
    Reason.SUM_ROW: _("合计行：%(value)s"),
    Reason.REPEATED_HEADER: _("重复的表头。"),
    Reason.NO_PERSON: _("没有学号也没有姓名：%(value)s"),
    Reason.NO_HEADER: _("这张表里没有找到“姓名”“学号”这样的表头，整张没有读。"),
    Reason.NO_NUMBER_COLUMN: _("这张表里没有学号一列，整张没有读。"),
    Reason.HIDDEN_SHEET: _("隐藏的工作表，没有读。"),
    Reason.OTHER_YEAR: _("将导入到 %(year)s 学年，不是今天所在的学年，请核对。"),
}

# What the sentences of a plan foretell, once it has been carried out.
_DONE: dict[Reason, Promise] = {
    Reason.NEW: _("%(name)s，名册上原来没有，已加入%(where)s。"),
    Reason.NOT_IN_FILE: _("%(name)s 原在%(where)s，这个文件里没有了，已标为离校；资料保留。"),
    Reason.GRADUATED: _("%(name)s 原在%(where)s，已毕业，已标为离校；资料保留。"),
    Reason.OTHER_YEAR: _("已导入到 %(year)s 学年，不是今天所在的学年，请核对。"),
}

_WHY: dict[Why, Promise] = {
    Why.EMPTY: _("这个文件是空的。"),
    Why.TOO_BIG: _("这个文件超过 %(most)s MB，不像一份名册。请只留下学生名单后再试。"),
    Why.TOO_MANY_ROWS: _("这个文件超过 %(most)s 行，不像一所学校的名册。"),
    Why.TOO_MANY_COLUMNS: _("这个文件超过 %(most)s 列，不像一份名册。"),
    Why.PACKED_TOO_TIGHTLY: _("这个文件展开后大得不合常理，没有打开。"),
    Why.ODD_ARCHIVE: _("这个文件的内部结构不像表格软件存出来的，没有打开。"),
    Why.FOREIGN_ENTITIES: _("这个文件里带有指向别处的定义，可能有害，没有打开。"),
    Why.PASSWORD: _("这个文件加了密码。请在表格软件里去掉密码，另存后再试。"),
    Why.WEB_PAGE: _("这个文件名义上是表格，其实是网页。请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。"),
    Why.OTHER_PROGRAM: _("这种表格格式读不了。请另存为 .xlsx 后再试。"),
    Why.NOT_A_SPREADSHEET: _("这不是表格文件。请选择 .xlsx、.xls、.ods 或 .csv 文件。"),
    Why.DAMAGED: _("这个文件不完整或已损坏。请在表格软件里打开，另存后再试。"),
    Why.UNKNOWN_LETTERS: _("认不出这个文本文件的编码。请另存为 .xlsx 后再试。"),
    Why.TOO_HEAVY: _("读这个文件要用的内存或时间超出了限度，没有读完。请只留下学生名单后再试。"),
}


def sentence(finding: Finding, *, applied: bool = False) -> str:
    """What was found, as one sentence without its place; a guess that nobody confirmed stays to be done."""
    done = applied and finding.kind is not Kind.GUESS
    words = str(_DONE.get(finding.reason, _SENTENCES[finding.reason]) if done else _SENTENCES[finding.reason])
    params = {"name": "", "value": "", "before": "", "where": _where(finding), **finding.params}
    if "grade" in params:
        params["grade_name"] = _grade(int(params["grade"]))
    if params["where"] == "" and "%(where)s" in words:
        params["where"] = str(_("名册（未分班）"))
    return words % params


def place(finding: Finding) -> str:
    """Where it was found: sheet, row and column, as far as there is one."""
    at = finding.place
    if not at.sheet:
        return ""
    if not at.row:
        return str(_("“%(sheet)s”")) % {"sheet": at.sheet}
    if not at.column:
        return str(_("“%(sheet)s”第 %(row)s 行")) % {"sheet": at.sheet, "row": at.row}
    words = {"sheet": at.sheet, "row": at.row, "column": at.column, "heading": at.heading}
    return str(_("“%(sheet)s”第 %(row)s 行 %(column)s 列（%(heading)s）")) % words


def refusal(wrong: UnreadableFile) -> str:
    """Why a file was not read at all, and what to do."""
    return str(_WHY[wrong.why]) % wrong.params


_GRADES = (
    _("一年级"), _("二年级"), _("三年级"), _("四年级"), _("五年级"), _("六年级"),
    _("七年级"), _("八年级"), _("九年级"), _("高一"), _("高二"), _("高三"),
)  # fmt: skip


def _grade(grade: int) -> str:
    return str(_GRADES[grade - 1])


def _where(finding: Finding) -> str:
    if "grade" not in finding.params or "class" not in finding.params:
        return ""
    words = {"grade": _grade(int(finding.params["grade"])), "number": finding.params["class"]}
    return str(_("%(grade)s %(number)s 班")) % words
