"""What the invented counsellor has written: nothing in it happened to anybody."""

from typing import Any

# The words that a test looks for in every file and log of a demonstration, and must not find.
PLANTED = ("手心一下子就湿了", "夜里两点还醒着", "坐在操场边上不想回教室", "妈妈在电话那头哭了", "把那封信撕成四片")

SESSIONS: tuple[dict[str, Any], ...] = (
    {
        "said": "“一看到卷子手心一下子就湿了，脑子里全是‘又要考砸了’。”上周三小测交了白卷，回家没敢说。",
        "observed": "说到考试时语速变快，手一直攥着袖口；谈到羽毛球时放松下来。",
        "assessed": "在意成绩，怕让人失望。愿意试着分小步走。",
        "risk": "none",
        "done": "一起做了三遍腹式呼吸；把“又要考砸了”写下来，找了两条不一样的证据。",
        "next": "每晚写三行“今天做成的事”，下周带来。",
        "topic": "考试前的紧张",
        "themes": ["study", "mood"],
        "effect": 5,
    },
    {
        "said": "这两周有三天夜里两点还醒着，白天上课犯困。睡前一直看手机，不看又觉得心慌。",
        "observed": "进门时打了两个哈欠，说话比上次慢。",
        "assessed": "睡得晚和睡前看手机连在一起，本人也这么觉得。",
        "risk": "same",
        "done": "画了一张一周的睡眠表，商量了把手机放在客厅的办法。",
        "next": "十点半手机放客厅，由她自己和妈妈说。",
        "topic": "睡不着",
        "themes": ["sleep", "screen"],
        "effect": 6,
    },
    {
        "said": "换座位以后没有人和她说话，课间坐在操场边上不想回教室。提到小学时的两个朋友，笑了一下。",
        "observed": "说话声音小，能有眼神交流。",
        "assessed": "想和人接近，又怕被拒绝；有过好朋友，知道怎样开口。",
        "risk": "lower",
        "done": "练习了三句开场的话，各演一遍。",
        "next": "周五体育课约同桌打一次羽毛球。",
        "topic": "新班级里的朋友",
        "themes": ["peers", "new_place"],
        "effect": 7,
    },
    {
        "said": "“妈妈在电话那头哭了，我也不知道说什么。”家里的事他只愿意说一点，希望不要告诉班主任。",
        "observed": "停顿很多，讲完以后长出了一口气。",
        "assessed": "担心家里，又怕添乱。",
        "risk": "none",
        "done": "听他讲完；一起想了周末打电话时能说的两句话。",
        "next": "周日晚上给妈妈打电话，下次说说打得怎么样。",
        "topic": "想家",
        "themes": ["family"],
        "effect": 6,
    },
    {
        "said": "把那封信撕成四片又粘了起来，说不知道该不该送。",
        "observed": "脸红，笑着讲完。",
        "assessed": "喜欢一个人，怕被同学起哄。",
        "risk": "none",
        "done": "谈了怎样分辨自己的心意，怎样尊重对方的意思。",
        "next": "先不送，写一篇只给自己看的日记。",
        "topic": "喜欢的人",
        "themes": ["affection", "self"],
        "effect": 8,
    },
)
INTAKE: dict[str, Any] = {
    "present": "来访者本人",
    "said": "“我一考试就慌，想知道怎么办。”",
    "course": "从上学期期中开始，考前两三天明显，考完就好一些。",
    "effects": "考前睡不好，吃饭少；和同学来往没有变化。",
    "strengths": "羽毛球打得好，和奶奶亲近，愿意自己找办法。",
    "suicide": "none",
    "others": "none",
    "harmed": "none",
    "protects": "有两个好朋友，奶奶接送。",
    "steps": ["usual"],
    "sources": ["talk", "watching"],
    "understanding": "把一次没考好看成自己不行，越怕越慌。",
    "goals": "考前能睡着，考场上能先做会的题。",
    "competence": "yes",
    "next": "下周定方案，每周一次。",
}
PLAN: dict[str, Any] = {
    "goals": [
        {"goal": "每周至少五个晚上睡得着", "seen": "十一点前躺下，半小时内入睡", "start": "3", "by": "下个月底"},
        {"goal": "考场上先做会的题", "seen": "小测能把会做的写完", "start": "2", "by": "期末前"},
    ],
    "methods": ["talk", "relaxation", "cbt"],
    "rhythm": "每周一次，约八次",
    "measured": "每次来打 0 到 10 分，第四次一起回看",
    "risk_plan": "每次都问；有变化当天告诉主任。",
    "client_says": "可以试试，不想让班里同学知道。",
}
CLOSING: dict[str, Any] = {
    "reason": "reached",
    "summary": "谈了三次，从考试紧张谈到怎样安排晚上的时间。",
    "reached": [{"goal": "睡得着", "start": "3", "end": "7", "note": "本人打的分"}],
    "effect": 8,
    "state": "能按时睡，小测会先做会的题；说“慌的时候知道怎么办”。",
    "risk": "none",
    "client_says": "以后再来也可以吗？可以。",
}
