"""What a verification can find, in words for the person who asked for it."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Wrong(StrEnum):
    """What does not fit. The values stand in the JSON that `xinqiao ledger verify --json` prints."""

    LINK_MISSING = "link_missing"
    LINK_CHANGED = "link_changed"
    LINK_AFTER_HEAD = "link_after_head"
    ENTRY_CHANGED = "entry_changed"
    ENTRY_GONE = "entry_gone"
    ENTRY_FORGED = "entry_forged"
    ENTRY_UNLINKED = "entry_unlinked"
    HEAD_CHANGED = "head_changed"
    PRINTED_HEAD_DIFFERS = "printed_head_differs"
    WITNESS_FORGED = "witness_forged"
    WITNESS_DIFFERS = "witness_differs"
    ROW_CHANGED = "row_changed"
    ROW_UNRECORDED = "row_unrecorded"
    ROW_GONE = "row_gone"
    ROW_UNREADABLE = "row_unreadable"


SENTENCES: dict[Wrong, str | Promise] = {
    Wrong.LINK_MISSING: _("第 %(position)s 位缺失：这里的一环被删除了。"),
    Wrong.LINK_CHANGED: _("第 %(position)s 位与前文接不上：这一环被改动、调换或插入过。"),
    Wrong.LINK_AFTER_HEAD: _("第 %(position)s 位在最新的链头之后：它不是封账程序写的，或者链头被删除了。"),
    Wrong.ENTRY_CHANGED: _("第 %(position)s 位的条目 %(entry)s 被改动过。"),
    Wrong.ENTRY_GONE: _("第 %(position)s 位的条目 %(entry)s 被删除了。"),
    Wrong.ENTRY_FORGED: _("条目 %(entry)s 不是本程序写的：它没有实例密钥的印记。"),
    Wrong.ENTRY_UNLINKED: _("条目 %(entry)s 早已写入却没有入链：封账程序没有运行，或者它的一环被删除了。"),
    Wrong.HEAD_CHANGED: _("第 %(position)s 位的链头被改动过，或者它的前一个链头被删除了，或者不是用本实例密钥写的。"),
    Wrong.PRINTED_HEAD_DIFFERS: _("第 %(position)s 位与纸面上印的链头不符：此前的账被整体改写过，或者被截断。"),
    Wrong.WITNESS_FORGED: _("%(row)s 的签名不符（第 %(position)s 位）：这份见证被改动过，或者不是本人的钥匙签的。"),
    Wrong.WITNESS_DIFFERS: _(
        "第 %(position)s 位与 %(row)s 签过的链头不符：此前的账在见证之后被整体改写过，或者被截断。"
    ),
    Wrong.ROW_CHANGED: _("%(row)s 在入账之后被改动过（第 %(position)s 位）。"),
    Wrong.ROW_UNRECORDED: _("%(row)s 没有任何条目：它不是由本程序写入的。"),
    Wrong.ROW_GONE: _("%(row)s 不见了：第 %(position)s 位的条目记着它，却没有删除的记录。"),
    Wrong.ROW_UNREADABLE: _("%(row)s 无法核对：程序里已没有条目（第 %(position)s 位）所用的字段清单。"),
}


@dataclass(frozen=True)
class Finding:
    """One thing that does not fit, and where. `position` is 0 for what has no place in the chain."""

    wrong: Wrong
    position: int = 0
    entry: str = ""
    row: str = ""

    def sentence(self) -> str:
        """In the language that is switched on."""
        place = {"position": self.position or "-", "entry": self.entry, "row": self.row}
        return str(SENTENCES[self.wrong]) % place


@dataclass(frozen=True)
class Report:
    """What was read and what does not fit, the first wrong row first."""

    entries: int
    rows: int
    heads: int
    waiting: int
    head: str
    findings: tuple[Finding, ...]
    more: int = 0
    witnesses: int = 0
    witnessed: str = ""
    witnessed_at: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether everything fits."""
        return not self.findings

    def as_json(self) -> dict[str, object]:
        """For `--json`."""
        found = [{**asdict(finding), "sentence": finding.sentence()} for finding in self.findings]
        return {**asdict(self), "sound": self.is_sound, "findings": found}


class Findings:
    """Collects findings, and keeps the memory small when everything is wrong."""

    def __init__(self, keep: int = 100) -> None:
        self._keep = keep
        self.kept: list[Finding] = []
        self.more = 0

    def add(self, wrong: Wrong, position: int = 0, entry: bytes | str = "", row: str = "") -> None:
        """Note one."""
        if len(self.kept) >= self._keep:
            self.more += 1
            return
        named = str(UUID(bytes=entry)) if isinstance(entry, bytes) else entry
        self.kept.append(Finding(wrong, position, named, row))
