"""`xinqiao ledger verify`: reads everything and says whether it fits."""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TextIO

from django.utils.translation import gettext as _

from xinqiao.core.clock import local
from xinqiao.core.keys import InstanceKeyError
from xinqiao.core.ledger.attesting import attest
from xinqiao.core.ledger.chain import Chain
from xinqiao.core.ledger.findings import Findings, Report
from xinqiao.core.ledger.heads import read_short
from xinqiao.core.ledger.reading_all import one_snapshot
from xinqiao.core.ledger.rows import check_rows
from xinqiao.core.ledger.weight import Scale, scales

OVERDUE_AFTER = 10.0
SHOWN = 20


def verify(
    *, overdue_after: float = OVERDUE_AFTER, printed: Sequence[str] = (), weighed: dict[str, Scale] | None = None
) -> Report:
    """Read the whole ledger and every row that carries weight, as of one moment.

    `printed` are short heads from paper, such as 1042-9f3a01bc: only they can
    show that the whole ledger was rewritten or cut off by somebody who has the
    instance key. Raises `InstanceKeyMissing`, and `ValueError` for a head that
    cannot be read.
    """
    for one in printed:
        read_short(one)
    findings = Findings()
    with one_snapshot():
        chain = Chain(findings)
        chain.read(overdue_after=overdue_after, printed=printed)
        rows = check_rows(scales() if weighed is None else weighed, chain.newest, findings)
        attested = attest(findings)
    return Report(
        entries=chain.entries + chain.waiting,
        rows=rows,
        heads=chain.heads,
        waiting=chain.waiting,
        head=chain.head,
        findings=tuple(findings.kept),
        more=findings.more,
        witnesses=attested.count,
        witnessed=attested.head,
        witnessed_at=local(attested.at).isoformat(timespec="minutes") if attested.at else "",
    )


def sentences(report: Report) -> list[str]:
    """The report in words, the verdict first."""
    read = {"entries": report.entries, "rows": report.rows, "head": report.head, "waiting": report.waiting}
    if report.is_sound:
        return [
            _("账簿完整：%(entries)s 条记录、%(rows)s 行要紧的数据都对得上。") % read,
            _("最新链头 %(head)s；另有 %(waiting)s 条正在等待入链。") % read,
            _witnessed(report),
            _("整体改写只有对照纸面上的链头才能发现：--printed 链头。"),
        ]
    said = [_("账簿有 %(wrong)s 处对不上。第一处：") % {"wrong": len(report.findings) + report.more}]
    said += [finding.sentence() for finding in report.findings[:SHOWN]]
    unsaid = len(report.findings) + report.more - SHOWN
    if unsaid > 0:
        said.append(_("另有 %(more)s 处未列出。") % {"more": unsaid})
    return said


def _witnessed(report: Report) -> str:
    """How far people's signatures reach: up to there, not even whoever has the instance key can have rewritten it unseen."""
    if not report.witnesses:
        return _("还没有人为账簿作过见证：有人用口令开锁或上锁时，会自动签下当时的链头。")
    said = {"head": report.witnessed, "count": report.witnesses, "at": report.witnessed_at}
    return _("到链头 %(head)s 为止，有 %(at)s 的见证签名为证（共 %(count)s 份见证）；其后的账等下一次见证。") % said


def main(argv: Sequence[str] | None = None) -> int:
    """The command. 0: everything fits; 1: it does not; 2: it could not be verified."""
    parser = argparse.ArgumentParser(prog="xinqiao ledger verify", description=_("核对账簿。"))
    parser.add_argument("--json", action="store_true", help=_("输出 JSON"))
    parser.add_argument(
        "--printed", action="append", default=[], metavar="1042-9f3a01bc", help=_("纸面上印的链头，可以给多个")
    )
    asked = parser.parse_args(argv)
    try:
        report = verify(printed=asked.printed)
    except InstanceKeyError as reason:
        return _say([str(reason.sentence)], 2, sys.stderr)
    except ValueError:
        return _say([_("纸面上的链头应当像 1042-9f3a01bc。")], 2, sys.stderr)
    if asked.json:
        return _say([json.dumps(report.as_json(), ensure_ascii=False)], int(not report.is_sound))
    return _say(sentences(report), int(not report.is_sound))


def _say(lines: Sequence[str], code: int, where: TextIO | None = None) -> int:
    (where or sys.stdout).write("".join(f"{line}\n" for line in lines))
    return code
