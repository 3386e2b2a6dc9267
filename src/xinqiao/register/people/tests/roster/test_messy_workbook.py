"""One workbook with everything schools do to a roster, read from end to end."""

import datetime as dt
from collections import Counter

import openpyxl
import pytest

from xinqiao.register.people.roster.bounded import read_bounded
from xinqiao.register.people.roster.entries import Entry, Roster
from xinqiao.register.people.roster.parsing import parse

from .workbooks import TODAY, xlsx

PARENTS = [
    "学生姓名",
    "学号",
    "班 级",
    "性 别",
    "生日",
    "父亲姓名",
    "父亲电话",
    "母亲姓名",
    "母亲电话",
    "是否住校",
    "备注",
]
GUARDIAN = [
    "编号",
    "姓\u3000名",
    "学籍号",
    "性别",
    "出生年月日",
    "所在班级",
    "家长姓名",
    "关系",
    "家长手机",
    "住址",
    "年龄",
]

FIRST = [
    ["某校2026—2027学年一年级学生花名册"],
    ["填表人：教务处\u3000\u3000（内部资料）"],
    [],
    PARENTS,
    ["赵佳", 20260101011.0, "1.1班", "男", "2020年5月17日", "孙波", "19900086414", "黄嘉", "198-0001-8108", "否", ""],
    [
        "范\u3000航",
        "2026 0101022",
        "一（1）班",
        "2",
        "2020/5/12",
        "冯诺",
        "１９９０００４０３２７",
        "魏心",
        19800075259.0,
        "",
        "+86",
    ],
    [
        " 易欣\u200b",
        "２０２６０１０１０３３",
        "一１班",
        "F",
        dt.date(2020, 5, 26),
        "张涵",
        "199 0009 2080",
        "",
        "",
        "",
        "",
    ],
    ["巴特尔·苏和", " 20260101044", "一年纪(1)班", "1", 20191101.0, "李敏", 19900046065.0, "毛慧", "", "", "@请核对"],
    ["陆𠮷怡", "20260101055", "一年级1班", "女 ", "不详", "顾䶮", "19900046103 ", "孙杰", "", "", "=1+1"],
    ["陆𠮷怡", "20260101055", "一年级1班", "女 ", "不详", "顾䶮", "19900046103 ", "孙杰", "", "", "=1+1"],
    ["", "20260101066", "一(1)班", "女", "20191115", "钱雨", "", "", "", "", ""],
    [],
    ["合计", "", "7 人"],
]
THIRD = [
    ["三年级名册"],
    GUARDIAN,
    [1, "赵宁", "20240301019", "女", 43122.0, "三(1)班", "孙波", "父亲", "19900086414/19800076435", "某路70号", ""],
    [2, "何敏", 20240301020.0, "女", "2014-13-45", "三(1)班", "尹曦", "母亲", "19900097859、19800059835", "", ""],
    [3, "周文", "20240301031", "男", "31/02/2015", "三(1)班", "尹曦", "邻居", "电话已换", "", ""],
]


@pytest.fixture(scope="module")
def roster() -> Roster:
    def spoil(workbook: openpyxl.Workbook) -> None:
        workbook["一年级"].merge_cells("A1:K1")
        workbook["一年级"].merge_cells("A2:K2")
        workbook["Sheet9"].sheet_state = "hidden"

    old = [["旧数据勿用"], ["学号", "姓名"], ["20190101011", "不应导入"]]
    return parse(
        read_bounded(xlsx({"一年级": FIRST, "三年级": THIRD, "说明": [["请勿外传"]], "Sheet9": old}, spoil)),
        today=TODAY,
    )


def one(roster: Roster, number: str) -> Entry:
    return next(entry for entry in roster.entries if entry.student_number == number)


def test_everybody_is_in_once_and_nobody_from_the_hidden_sheet(roster: Roster) -> None:
    assert [(entry.student_number, entry.name) for entry in roster.entries] == [
        ("20260101011", "赵佳"),
        ("20260101022", "范航"),
        ("20260101033", "易欣"),
        ("20260101044", "巴特尔·苏和"),
        ("20260101055", "陆𠮷怡"),
        ("20240301019", "赵宁"),
        ("20240301020", "何敏"),
        ("20240301031", "周文"),
    ]


def test_every_trap_is_named_once(roster: Roster) -> None:
    assert Counter(finding.reason.value for finding in roster.findings) == {
        "class_misspelt": 1,
        "date_unknown": 2,
        "same_row_twice": 1,
        "name_missing": 1,
        "sum_row": 1,
        "date_impossible": 2,
        "relation_unreadable": 1,
        "phone_unreadable": 1,
        "no_header": 1,
        "hidden_sheet": 1,
    }


def test_six_shapes_of_date_are_read(roster: Roster) -> None:
    born = {entry.name: entry.birth_date for entry in roster.entries}
    assert born == {
        "赵佳": dt.date(2020, 5, 17),
        "范航": dt.date(2020, 5, 12),
        "易欣": dt.date(2020, 5, 26),
        "巴特尔·苏和": dt.date(2019, 11, 1),
        "陆𠮷怡": None,
        "赵宁": dt.date(2018, 1, 22),
        "何敏": None,
        "周文": None,
    }


def test_siblings_have_the_same_father_each_in_their_own_row(roster: Roster) -> None:
    older, younger = one(roster, "20240301019"), one(roster, "20260101011")
    assert older.guardians[0].name == younger.guardians[0].name == "孙波"
    assert older.guardians[0].phones == ("19900086414", "19800076435")


def test_what_is_not_needed_is_left_aside_by_name(roster: Roster) -> None:
    first, third, *_ = roster.sheets
    assert first.left_aside == ("是否住校", "备注")
    assert set(third.left_aside) == {"编号", "住址", "年龄"}
