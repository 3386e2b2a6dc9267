"""The names schools give to the columns of a roster."""

from enum import StrEnum


class Column(StrEnum):
    """What a column may hold for us."""

    NUMBER = "number"
    NATIONAL_NUMBER = "national_number"
    LISTED_NUMBER = "listed_number"
    NAME = "name"
    SEX = "sex"
    BORN = "born"
    CLASS = "class"
    GRADE = "grade"
    GUARDIAN = "guardian"
    RELATION = "relation"
    PHONE = "phone"
    FATHER = "father"
    FATHER_PHONE = "father_phone"
    MOTHER = "mother"
    MOTHER_PHONE = "mother_phone"
    GUARDIAN_2 = "guardian_2"
    RELATION_2 = "relation_2"
    PHONE_2 = "phone_2"


_WORDS = {
    Column.NUMBER: "学号 学生学号 学生编号 校内学号 学生号 考号|student number|student no|student id|student code|pupil number|pupil id",
    Column.NATIONAL_NUMBER: "学籍号 全国学籍号 学籍编号 学籍辅号 全国学籍编号|national student number",
    Column.LISTED_NUMBER: "编号|id|number|no",
    Column.NAME: "姓名 学生姓名 学生 名字 学生名字 姓名全称 中文姓名|name|student name|student|full name|pupil|pupil name",
    Column.SEX: "性别 学生性别|sex|gender",
    Column.BORN: "出生日期 出生年月日 生日 出生年月 出生 出生时间|date of birth|birth date|birthdate|birthday|dob|born",
    Column.CLASS: "班级 所在班级 班 班别 班级名称 行政班 现班级 就读班级 年级班级 年班|class|class name|form",
    Column.GRADE: "年级 所在年级 就读年级 现年级|grade|year|year group",
    Column.GUARDIAN: "监护人 监护人姓名 家长 家长姓名 联系人 联系人姓名 监护人1姓名 家长1姓名 监护人1 家长1 第一监护人 第一监护人姓名 主要监护人 成员1姓名 家庭成员1姓名|guardian|guardian name|parent|parent name|contact|contact name",
    Column.RELATION: "关系 与学生关系 与本人关系 与学生的关系 监护人关系 家长关系 监护人与学生关系 与该生关系 称谓 监护人1关系 家长1关系 成员1关系|relation|relationship|relation to student",
    Column.PHONE: "电话 联系电话 家长电话 监护人电话 手机 手机号 手机号码 电话号码 联系方式 家长手机 监护人手机 监护人联系电话 家长联系电话 家长联系方式 监护人联系方式 监护人1电话 家长1电话 家庭电话 成员1联系电话|phone|telephone|mobile|tel|contact number|guardian phone|parent phone",
    Column.FATHER: "父亲 父亲姓名 爸爸 爸爸姓名 父 父姓名|father|father name|fathers name",
    Column.FATHER_PHONE: "父亲电话 父亲手机 父亲联系电话 爸爸电话 父亲手机号 父亲联系方式 父电话 父手机 爸爸手机|father phone|fathers phone|father mobile",
    Column.MOTHER: "母亲 母亲姓名 妈妈 妈妈姓名 母 母姓名|mother|mother name|mothers name",
    Column.MOTHER_PHONE: "母亲电话 母亲手机 母亲联系电话 妈妈电话 母亲手机号 母亲联系方式 母电话 母手机 妈妈手机|mother phone|mothers phone|mother mobile",
    Column.GUARDIAN_2: "监护人2姓名 家长2姓名 监护人2 家长2 第二监护人 第二监护人姓名 成员2姓名 家庭成员2姓名|guardian 2|parent 2|second guardian",
    Column.RELATION_2: "监护人2关系 家长2关系 成员2关系 第二监护人关系|relation 2|relationship 2",
    Column.PHONE_2: "监护人2电话 家长2电话 成员2联系电话 第二监护人电话 备用电话|phone 2|telephone 2|mobile 2",
}  # fmt: skip


def _vocabulary() -> dict[str, Column]:
    """Chinese words stand apart by spaces, English phrases by bars."""
    known: dict[str, Column] = {}
    for column, words in _WORDS.items():
        chinese, *english = words.split("|")
        for word in [*chinese.split(), *english]:
            known[word.replace(" ", "")] = column
    return known


KNOWN = _vocabulary()
