"""`xinqiao check`: could this copy be trusted to run?"""

import argparse
import datetime
import json
from collections.abc import Callable

from xinqiao.cli.asking import check_key, envelope_state
from xinqiao.cli.folder import ground_for
from xinqiao.ground import instance_key
from xinqiao.ground.backup import keeping, sheet
from xinqiao.ground.certificate import Files
from xinqiao.ground.program import Ground
from xinqiao.ground.rights import check_rights
from xinqiao.ground.words import Trouble

BACKUP_DAYS = 9  # tried out every week, with two days for holidays of the machine


class Worry(Trouble):
    """Not a reason against running, but somebody should see to it."""


def run(arguments: argparse.Namespace) -> int:
    """Ask every question, and answer each with a sentence; 0 if all is well."""
    with ground_for(arguments) as ground:
        results = [(chinese, english, *_ask(question, ground)) for (chinese, english), question in QUESTIONS.items()]
        if arguments.json:
            keys = ("zh", "en", "ok", "detail")  # a worry is well, with a detail
            print(json.dumps([dict(zip(keys, result, strict=True)) for result in results], ensure_ascii=False))
        else:
            for chinese, english, well, detail in results:
                print(
                    f"{('△' if detail else '✓') if well else '✗'} {chinese} / {english}"
                    + (f"\n  {detail}" if detail else "")
                )
        return 0 if all(result[2] for result in results) else 1


def _ask(question: Callable[[Ground], None], ground: Ground) -> tuple[bool, str]:
    try:
        question(ground)
    except Trouble as trouble:
        return isinstance(trouble, Worry), str(trouble)
    return True, ""


def _instance_key(ground: Ground) -> None:
    instance_key.ensure(ground.home)


def _envelope(ground: Ground) -> None:
    if ground.kind != "school":
        return
    state = envelope_state(ground)
    if state == "none":
        raise Worry(
            "还没有恢复信封。请运行 xinqiao setup --envelope,把那一页封好,锁进保险柜。",
            "There is no envelope yet. Run xinqiao setup --envelope, seal the sheet and lock it away.",
        )
    if state == "unconfirmed":
        raise Worry(
            "信封还没有核对:请主任或校长登录后,在“信封与备份”里照着输入一遍。",
            "The envelope is not confirmed yet: director or principal sign in and type the sheet back under "
            "“Envelope and backups”.",
        )


def _rights(ground: Ground) -> None:
    with ground.database.connect() as connection:
        check_rights(connection)


def _migrations(ground: Ground) -> None:
    if ground.run("django", "migrate", "--check", as_owner=ground.database.owner is not None) != 0:
        raise Trouble("有未完成的数据库迁移。", "There are migrations to be run.")


def _framework(ground: Ground) -> None:
    if ground.run("django", "check", "--fail-level=WARNING") != 0:
        raise Trouble("程序自检没有通过,见上。", "The program's own checks did not pass; see above.")


def _private(ground: Ground) -> None:
    if ground.home.path.stat().st_mode & 0o077:
        raise Trouble(f"别人可以进入 {ground.home.path}。", f"Others can enter {ground.home.path}.")


def _certificate(ground: Ground) -> None:
    files = Files(ground.home.certificate)
    if files.exist() and files.server_key.stat().st_mode & 0o077:
        raise Trouble(f"别人可以读取 {files.server_key}。", f"Others can read {files.server_key}.")


def _backup(ground: Ground) -> None:
    if ground.kind == "school" and sheet.public_of(ground.home) is None:
        raise Worry(
            "没有备份密钥,每夜的备份停着。请运行 xinqiao backup --make-key,把那张纸锁好,再运行 xinqiao backup --verify。",
            "There is no backup key, and no backup is made at night. Run xinqiao backup --make-key, lock the sheet "
            "away, then run xinqiao backup --verify.",
        )
    known = keeping.status(ground.home)
    at = keeping.moment((known.get("verified") or {}).get("at"))
    if at is None:
        raise Worry(
            "最近一次核对过的备份:还没有。请运行 xinqiao backup --verify。",
            "Last verified backup: none yet. Run xinqiao backup --verify.",
        )
    if datetime.datetime.now(datetime.UTC) - at > datetime.timedelta(days=BACKUP_DAYS):
        raise Worry(
            f"最近一次核对过的备份:{at:%Y-%m-%d},已经太久。{known.get('trouble') or ''}",
            f"Last verified backup: {at:%Y-%m-%d}, too long ago. Run xinqiao backup --verify.",
        )


QUESTIONS: dict[tuple[str, str], Callable[[Ground], None]] = {
    ("数据目录只有本程序能进入", "only the program can enter the data folder"): _private,
    (
        "实例密钥在数据库之外,只有本程序能读",
        "the instance key lies outside of the database, readable by us alone",
    ): _instance_key,
    ("实例密钥是这个数据库的那一把", "the instance key is the one of this database"): check_key,
    ("数据库角色没有多余的权限", "the database role has no more rights than it needs"): _rights,
    ("数据库结构是最新的", "the tables are up to date"): _migrations,
    ("恢复信封已经核对", "the sealed envelope is confirmed"): _envelope,
    ("证书密钥(如有)只有本程序能读", "the certificate's key, if there is one, is readable by us alone"): _certificate,
    ("最近有核对过的备份", "there is a recent backup that was tried out"): _backup,
    ("程序自检通过", "the program's own checks pass"): _framework,
}
