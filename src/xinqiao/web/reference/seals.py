"""What lies under the house seal, and so opens to whoever holds the data folder *and* the instance key.

The list is published (docs/reference/house-seal.md is made from it), and
`xinqiao drill insider` opens exactly these and nothing else. A new sealed column
is entered here, in words that a principal understands, before it is used.
"""

from collections.abc import Iterator

from django.apps import apps

from xinqiao.core.vault.fields import HouseSealed

PUBLISHED: dict[str, tuple[str, str]] = {
    "accounts.session_data": ("登录会话里的临时数据", "what a signed-in browser's session keeps for a while"),
    "accounts.totp.secret": ("手机验证码的种子", "the secret behind the codes on a phone"),
    "cases.approval.keeper": ("打印出来的由谁保管", "who keeps what was printed"),
    "cases.approval.purpose": ("请求打印的用途", "what leave to print was asked for"),
    "cases.approval.reply": ("对打印请求的答复", "the answer to a wish to print"),
    "cases.case.details": (
        "个案怎样来的，当时有没有危险（编码）",
        "how a client came to a case and whether in danger, as codes",
    ),
    "cases.file.details": (
        "附件的类型和大小，不含名称和内容",
        "type and size of an attachment; neither name nor content",
    ),
    "cases.record.coded": ("记录里供统计的编码：主题、方式、效果", "what is counted of a record, as codes"),
    "consents.consent.detail": ("同意书由谁签、怎样给的", "by whom a consent was signed, and how"),
    "consents.consent.ended_detail": ("同意怎样撤回的", "how a consent was withdrawn"),
    "consents.request.detail": (
        "在屏幕上请谁同意什么，老师写的一句话",
        "who was asked on screen, and the sentence the counsellor wrote",
    ),
    "consents.situation.detail": (
        "谁能替孩子同意、谁不能，凭什么",
        "who may consent for a child, who may not, and on what ground",
    ),
    "credentials.qualification.number": ("证书编号", "the number of a certificate"),
    "crisis.call.note": ("一声求助怎么样了，一两句", "how a call for help ended, in a sentence"),
    "crisis.call.said": (
        "求助的人写的：在哪里，怎么称呼",
        "what whoever called for help wrote: where, and what to call them",
    ),
    "disclosures.disclosure.basis": (
        "给出去的凭什么：同意或哪一条理由",
        "by what consent or ground something was given out",
    ),
    "disclosures.disclosure.content": ("给出去的副本里写的", "the words of the copies that were given out"),
    "disclosures.disclosure.receiver": ("给出去的给了谁", "to whom something was given out"),
    "disclosures.disclosure.seen_on": ("给出去的哪一天被打开", "on which day what was given out was opened"),
    "messages.message.facts": (
        "告诉来访者的：几点、在哪里、到什么时候",
        "what a client was told: when, where, until when",
    ),
    "messages.preference.choice": (
        "来访者要怎样被提醒，邮箱或手机号",
        "how a client wants to be reminded, with the e-mail address or number",
    ),
    "obligations.waived_reason": ("免办一件事的理由", "why a promise was waived"),
    "papers.purpose": ("打印的用途", "what a paper was printed for"),
    "people.client_link": ("编号是谁的", "whose a client number is"),
    "people.contact_wish": ("监护人希望怎样被联系", "how a guardian wants to be reached"),
    "people.guardian.phones": ("监护人的电话", "guardians' phone numbers"),
    "people.guardian.restriction": ("不得联系某监护人的缘由", "why a guardian must not be called"),
    "people.outsider.name": ("校外来访者的称呼", "what a client from outside is called"),
    "people.outsider.phones": ("校外来访者的电话", "phone numbers of clients from outside"),
    "people.roster_draft": ("等待确认的花名册", "a roster that waits for a yes"),
    "personal.account.state": (
        "学生和家长的账号：密码的校验值、有没有启用",
        "accounts of pupils and guardians: the verifier of the PIN, and whether they were started",
    ),
    "personal.session.who": ("此刻登录着的是哪个账号", "which account is signed in at the moment"),
    "rights.request.answer": ("按权利提的请求的答复", "the answer to a request by right"),
    "rights.request.words": ("按权利提的请求里写的", "the words of a request by right"),
    "scheduling.appointment.arrangement": ("预约的安排", "what was arranged for an appointment"),
    "scheduling.appointment.change": ("改约、取消的缘由", "why an appointment was moved or cancelled"),
    "scheduling.appointment.request": ("预约时说的需要（编码）", "what was asked for with an appointment, as codes"),
    "scheduling.request.words": (
        "监护人请老师和孩子谈谈时写的",
        "what a guardian wrote when asking that somebody talk with the child",
    ),
    "scheduling.visit.details": (
        "来访登记里的需要与来由（编码）",
        "needs and origin in the reception register, as codes",
    ),
    "scheduling.wish.wants": ("候补的人想约谁、什么时候", "whom and when somebody in the waiting line wishes for"),
}
HEAD = """# 房屋封印下的内容 / What lies under the house seal

本页由程序生成，不手改。谁同时拿到数据文件夹**和实例密钥**，打得开的正是下面这些，别无其他：记录、信件、答卷、笔记、草稿和附件在个人封印之下，还要有人的口令。`xinqiao drill insider` 逐个密文试过。

Made by the program; do not edit. Whoever holds the data folder **and the instance key** opens exactly these and nothing else: records, letters, answers, notes, drafts and attachments lie under the people's seal and need somebody's passphrase. `xinqiao drill insider` tries every ciphertext.

| 封印 / seal | 列 / column | |
|---|---|---|
"""


def columns() -> Iterator[tuple[str, str]]:
    """Each kind of house seal with its column."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, HouseSealed):
                yield field.kind, f"{model._meta.db_table}.{field.column}"


def page() -> str:
    """The generated page `docs/reference/house-seal.md`."""
    lines = []
    for kind, column in sorted(columns()):
        chinese, english = PUBLISHED.get(kind, ("**未列入 / not published**", ""))
        lines.append(f"| `{kind}` | `{column}` | {chinese} / {english} |\n")
    return HEAD + "".join(lines)
