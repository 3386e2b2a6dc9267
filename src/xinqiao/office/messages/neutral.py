"""Words by which a bystander could tell what the room is for. No message has one of them, nor a place that it names."""

TELLING = (
    "心理", "心桥", "心灵", "咨询", "辅导", "谈话", "谈心", "个案", "危机", "来访", "情绪", "抑郁", "焦虑", "自伤", "自杀",
    "量表", "测评", "普查", "预警", "沙盘", "宣泄", "放松室", "保密", "精神", "治疗", "医", "转介", "档案",
    "xinqiao", "xinli", "zixun", "fudao",
    "counsel", "psych", "therap", "mental", "crisis", "client", "suicid", "depress", "anxi", "sandplay", "emotion",
)  # fmt: skip


def tells(text: str) -> bool:
    """Whether a text would tell a bystander what the room is for."""
    lower = text.lower()
    return any(word in lower for word in TELLING)
