"""What stands in the ledger about a client, in plain words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Promises of the program, sealed bytes and people's sign-ins: the act itself stands beside them under its own name.
NOT_SHOWN = (
    "obligations.",
    "vault.document_sealed",
    "vault.file_sealed",
    "vault.key_made",
    "ledger.refusals_counted",
    "ledger.read_again",
    "disclosures.leaving_noted",
)

WHAT: Mapping[str, str | Promise] = {
    "cases.case_opened": _("开了个案"),
    "cases.stage_reached": _("个案进到下一阶段"),
    "cases.case_closed": _("结案"),
    "cases.record_started": _("开始写"),
    "cases.record_timed": _("记下了谈话结束的时间"),
    "cases.help_confirmed": _("确认了危险中要先做的事"),
    "cases.notes_begun": _("开了个人工作笔记"),
    "cases.draft_saved": _("存了草稿"),
    "cases.record_filed": _("签名归入"),
    "cases.record_dropped": _("注明不用写"),
    "cases.print_asked": _("申请打印"),
    "cases.print_granted": _("批准了打印"),
    "cases.print_refused": _("没有批准打印"),
    "cases.print_ended": _("打印批准结束"),
    "cases.record_printed": _("打印了"),
    "cases.consent_printed": _("打印了知情同意书"),
    "cases.case_printed": _("打印了几份记录"),
    "cases.case_read": _("打开了个案"),
    "cases.record_read": _("打开了"),
    "cases.draft_read": _("接着写"),
    "cases.readers_shown": _("看了打开登记"),
    "cases.given_listed": _("看了给出去的材料"),
    "cases.file_attached": _("附上了材料"),
    "cases.file_read": _("打开了材料"),
    "consents.given": _("登记了同意书"),
    "consents.spoken": _("记下了口头同意"),
    "consents.withdrawn": _("记下了撤回同意"),
    "consents.struck": _("划去了一条同意"),
    "consents.opened": _("看了知情同意"),
    "consents.scan_kept": _("附上了同意书扫描件"),
    "consents.scan_opened": _("打开了同意书扫描件"),
    "scheduling.appointment_booked": _("约了时间"),
    "scheduling.appointment_moved": _("改了时间"),
    "scheduling.appointment_cancelled": _("取消了预约"),
    "scheduling.appointment_missed": _("记下没有来"),
    "scheduling.appointment_arrived": _("记下来了"),
    "scheduling.appointment_opened": _("看了预约"),
    "scheduling.visit_registered": _("登记了来访"),
    "scheduling.visit_started": _("请进咨询室"),
    "scheduling.visit_closed": _("记下来访的去向"),
    "scheduling.visit_struck": _("划去了一行来访登记"),
    "scheduling.visit_opened": _("看了来访登记"),
    "people.student_opened": _("看了名册里的信息"),
    "people.contact_restricted": _("限制了联系方式"),
    "papers.printed": _("打印了一份"),
    "disclosures.given": _("给出了一份材料"),
    "disclosures.taken_back": _("收回了一份没有看过的材料"),
    "disclosures.leavings_printed": _("打印了给出去的清单"),
    "disclosures.voided": _("同意撤回，没有看过的材料作废"),
    "vault.dossier_destroyed": _("销毁了个人工作笔记"),
    "ledger.refused": _("想打开，没有打开：被拒绝了"),
}
OTHERWISE = _("一次与这位来访者有关的操作")
OF_A_PAPER = frozenset(kind for kind in WHAT if kind.startswith(("cases.record_", "cases.draft_")))
# Each dossier has two keys: whoever writes in it has one, and one lies sealed to the envelope in the safe.
OF_A_KEY: Mapping[tuple[str, bool, bool], str | Promise] = {
    # what happened, whether to private notes, whether for the envelope
    ("vault.key_granted", False, False): _("给了打开这个个案的钥匙"),
    ("vault.key_granted", False, True): _("给保险柜里的信封备了打开这个个案的钥匙"),
    ("vault.key_granted", True, False): _("给了打开个人工作笔记的钥匙"),
    ("vault.key_granted", True, True): _("给保险柜里的信封备了打开个人工作笔记的钥匙"),
    ("vault.key_grant_ended", False, False): _("收回了打开这个个案的钥匙"),
    ("vault.key_grant_ended", False, True): _("收回了保险柜信封里打开这个个案的钥匙"),
    ("vault.key_grant_ended", True, False): _("收回了打开个人工作笔记的钥匙"),
    ("vault.key_grant_ended", True, True): _("收回了保险柜信封里打开个人工作笔记的钥匙"),
}
