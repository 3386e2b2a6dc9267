"""Who read and wrote, as it is said to the client: what happened, and why one does such a thing."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What is said differently to the client than at the desk.
WHAT: Mapping[str, str | Promise] = {
    "cases.case_opened": _("为你开了一份档案"),
    "cases.case_read": _("打开了你的档案"),
    "cases.case_closed": _("写完最后一页，合上了你的档案"),
    "cases.stage_reached": _("记下你们谈到了哪一步"),
    "cases.record_filed": _("写好并签了"),
    "cases.readers_shown": _("看了谁打开过你的档案"),
    "ledger.refused": _("想打开，没有打开"),
    "people.student_opened": _("看了名册里你的班级和电话"),
    "people.contact_restricted": _("限制了和家里的联系"),
    "personal.code_given": _("当面给了你开门的码"),
    "consents.asked": _("请你看一份说明再决定"),
    "consents.not_asked_any_more": _("收回了一份请你决定的说明"),
    "consents.situation_written": _("记下了家里谁能替你决定"),
    "consents.signed": _("同意了一件和你有关的事"),
    "consents.declined": _("没有同意一件和你有关的事"),
    "disclosures.given": _("给出了一份和你有关的东西"),
    "disclosures.taken_back": _("收回了一份还没有人看过的东西"),
    "disclosures.leaving_noted": _("打印了你的材料，交了出去"),
    "disclosures.leavings_printed": _("打印了一张给出去的清单"),
    "crisis.help_called": _("替你叫了人来"),
    "crisis.help_opened": _("看了你叫人的话"),
    "crisis.help_taken": _("去找你了"),
    "crisis.help_ended": _("写下了后来怎样"),
    "scheduling.client_reminded": _("提醒了你约好的时间"),
    "scheduling.time_offered": _("给你留了一个空出来的时间"),
    "scheduling.offer_lapsed": _("留给你的时间过了"),
    "scheduling.talk_asked_for": _("为你提了想谈一谈"),
    "scheduling.talk_request_answered": _("看了家里人为你提的"),
    "scheduling.waiting_line_opened": _("看了谁在等时间"),
    "rights.opened": _("打开了你提的请求"),
    "rights.answered": _("写了给你的答复"),
    "rights.passed_on": _("请别的老师来答复你"),
    "rights.asked": _("记下了你提的请求"),
    "rights.withdrawn": _("收回了一个请求"),
    "rights.owed_again": _("看到还没有答复你，又催了一次"),
}
OTHERWISE = _("做了一件和你有关的事")
# The longest beginning that fits counts.
WHY: Mapping[str, str | Promise] = {
    "": _("这是他的工作要做的。"),
    "cases.case_read": _("见面以前，先想一想上次说到哪里。"),
    "cases.record_read": _("见面以前，先想一想上次说到哪里。"),
    "cases.draft_read": _("上次没有写完，接着写。"),
    "cases.draft_saved": _("还没有写完，先存着。"),
    "cases.record_filed": _("每次谈完都要写，写好就不能再改。"),
    "cases.record_": _("每次谈完都要写。"),
    "cases.case_opened": _("开始谈的时候，要有一个放记录的地方。"),
    "cases.record_printed": _("印出来要先有人批准，写明给谁、做什么用。"),
    "cases.case_printed": _("印出来要先有人批准，写明给谁、做什么用。"),
    "cases.print_": _("印出来要先有人批准，写明给谁、做什么用。"),
    "cases.consent_printed": _("印给你看，请你签名。"),
    "cases.file_": _("你给的画、信，或者录下的音，和谈话放在一起。"),
    "cases.readers_shown": _("你可以请老师给你看这一页。"),
    "cases.help_confirmed": _("那时大家担心你的安全。"),
    "consents.": _("看一看你同意过什么。没有同意的事不做。"),
    "scheduling.": _("安排见面的时间。"),
    "personal.": _("有了码，你的东西才只给你看。"),
    "people.": _("要找到你，或者和家里联系。"),
    "papers.": _("印出来的每一份都有编号，查得到。"),
    "disclosures.": _("给谁、给什么、为什么，在“给我的”里看得到。"),
    "rights.": _("你提了请求，要有人看了才能答复你。"),
    "crisis.": _("有人需要马上帮忙。"),
    "vault.": _("谁拿着钥匙，也要记下来。"),
    "ledger.refused": _("他没有钥匙，程序没有让他打开。"),
}


def why_of(kind: str) -> str:
    """Why one does such a thing, in a sentence."""
    return str(WHY[max((one for one in WHY if kind.startswith(one)), key=len)])
