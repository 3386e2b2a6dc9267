"""The drills that `xinqiao drill NAME` knows, each with the flaw that proves it can fail."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Drill:
    """What a drill shows, and the mistakes that it must find when they are made on purpose."""

    module: str
    chinese: str
    english: str
    flaws: tuple[str, ...]


DRILLS: dict[str, Drill] = {
    "insider": Drill(
        "xinqiao.cli.drills.insider",
        "有人拿到数据目录:没有密钥看不到什么,有密钥能打开什么",
        "somebody holds the data folder: what stays closed without the key, and what opens with it",
        ("plain-column", "unpublished-seal"),
    ),
    "tamper": Drill(
        "xinqiao.cli.drills.tamper",
        "有人直接改数据库:每一处都要被账簿核验发现",
        "somebody edits the database by hand: the ledger finds every place",
        ("stale-copy",),
    ),
    "restore": Drill(
        "xinqiao.cli.drills.restore",
        "备份在另一台电脑上恢复,信封能打开卷宗",
        "a backup comes back on another machine, and the envelope opens a dossier",
        ("row-lost", "cut-short"),
    ),
    "durability": Drill(
        "xinqiao.cli.drills.durability",
        "一边写一边断电:说过存好了的都在",
        "kills in the middle of the work: whatever was said to be saved is there",
        ("lazy-commit",),
    ),
    "full-disk": Drill(
        "xinqiao.cli.drills.full_disk",
        "磁盘写满:不丢、不偷看,腾出空间自己好",
        "the disk runs full: nothing is lost, nothing opens unrecorded, it recovers by itself",
        ("unrecorded-reading",),
    ),
}
