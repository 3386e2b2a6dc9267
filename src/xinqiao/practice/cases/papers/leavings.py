"""What left, on paper for the client."""

from collections.abc import Sequence
from typing import Any

from xinqiao.office.disclosures.selectors import LeftRow
from xinqiao.office.papers.services import paper_moment
from xinqiao.practice.cases.models import Case

PURPOSE = "给来访者本人"


def data(case: Case, rows: Sequence[LeftRow]) -> dict[str, Any]:
    """The lines, in the words of the client's own page; what was said stands in none of them."""
    return {
        "sub": f"个案编号 {case.number}",
        "intro": "这张纸列出你的咨询师给出去的每一份：给了谁、为什么、什么时候。给了什么话，你可以问，也可以在自己的页面上看。",
        "lines": [
            {"at": paper_moment(row.at), "what": row.what, "to": row.to, "why": row.why, "state": row.state}
            for row in rows
        ],
        "note": "每一次都当场记下，任何人都改不了、删不掉。这里只列这位咨询师经手的；别的咨询师经手的，由那位咨询师打印。",
    }
