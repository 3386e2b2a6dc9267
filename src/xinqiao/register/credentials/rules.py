"""Must: what has to be shown and signed before somebody counsels, and when a paper runs out.

Everything here is pure: a person's papers are given.

Where it comes from: the sample rules ask of a counselling teacher a degree in
psychology or a related subject, a certificate, and training before the first day
(first and third source document), and of everybody in the room a signed agreement
of confidentiality (third source document).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.access import Post
from xinqiao.core.clauses import clause
from xinqiao.core.clock.words import full_day

ANNOUNCED_AHEAD = timedelta(days=60)
A_DAY = timedelta(days=1)


class Need(models.TextChoices):
    """What somebody may have to show or sign."""

    DEGREE = "degree", gettext_lazy("学历")
    CERTIFICATE = "certificate", gettext_lazy("资格证书")
    TRAINING = "training", gettext_lazy("岗前培训")
    AGREEMENT = "agreement", gettext_lazy("保密协议")


QUALIFICATIONS = (Need.DEGREE, Need.CERTIFICATE, Need.TRAINING)
NEEDED_TO_COUNSEL = tuple(Need)
# Everybody who works in the room signs; the four posts to which its papers and its book are open, or may be opened.
NEEDED_BY_POST: dict[Post, tuple[Need, ...]] = {
    Post.COUNSELLOR: NEEDED_TO_COUNSEL,
    Post.DIRECTOR: (Need.AGREEMENT,),
    Post.KEEPER: (Need.AGREEMENT,),
    Post.SUPERVISOR: (Need.AGREEMENT,),
}
# Who may be named as having seen an original; in a small school the principal sees the director's.
WITNESS_POSTS = (Post.DIRECTOR, Post.PRINCIPAL, Post.LEADING_GROUP)
TO_DO: dict[Need, str | Promise] = {
    Need.DEGREE: gettext_lazy("把毕业证书原件带给主任看过（主任自己的给校长看），由主任登记。"),
    Need.CERTIFICATE: gettext_lazy(
        "把心理辅导方面的资格证书原件带给主任看过（主任自己的给校长看），由主任登记；还没有的，先取得证书。"
    ),
    Need.TRAINING: gettext_lazy("参加岗前培训，把结业证明带给主任看过（主任自己的给校长看），由主任登记。"),
    Need.AGREEMENT: gettext_lazy("在纸面的保密协议上签名，交主任看过（主任自己的给校长看），由主任登记。"),
}


@dataclass(frozen=True)
class Paper:
    """One paper that counts: what it shows, and its first and last day; no last day means without end."""

    pk: UUID
    need: Need
    first_day: date
    last_day: date | None

    def covers(self, on: date) -> bool:
        """Whether it is good on a day."""
        return self.first_day <= on and (self.last_day is None or on <= self.last_day)


@dataclass(frozen=True)
class Lack:
    """Something that is not in order, and since or until when, as far as a paper tells."""

    need: Need
    ran_out_on: date | None = None
    begins_on: date | None = None

    @property
    def says(self) -> str:
        """What is lacking, in a sentence."""
        what = str(self.need.label)
        if self.begins_on:
            return _("%(what)s从 %(day)s起才有效。") % {"what": what, "day": full_day(self.begins_on)}
        if self.ran_out_on:
            return _("%(what)s到 %(day)s为止，已经过期。") % {"what": what, "day": full_day(self.ran_out_on)}
        return _("%(what)s还没有登记。") % {"what": what}

    @property
    def to_do(self) -> str:
        """What puts it right."""
        return str(TO_DO[self.need])


@dataclass(frozen=True)
class Standing:
    """Whether everything is in order on a day, and if not, what is lacking."""

    missing: tuple[Lack, ...] = ()

    @property
    def ok(self) -> bool:
        """Nothing is lacking."""
        return not self.missing

    @property
    def has_signed(self) -> bool:
        """A promise of secrecy stands: the one thing without which no confidential record may open (STF-06)."""
        return all(lack.need is not Need.AGREEMENT for lack in self.missing)


@dataclass(frozen=True)
class Ending:
    """A paper whose last day is near or gone, and after which nothing covers."""

    paper: UUID
    need: Need
    last_day: date
    days_left: int

    @property
    def is_over(self) -> bool:
        """The last day is gone."""
        return self.days_left < 0


def needs_of(posts: Iterable[Post]) -> tuple[Need, ...]:
    """What the holder of these posts has to show and sign, in the order of the forms."""
    wanted = {need for post in posts for need in NEEDED_BY_POST.get(post, ())}
    return tuple(need for need in Need if need in wanted)


@clause("STF-02")
@clause("STF-06")
def standing(papers: Collection[Paper], on: date, needs: Iterable[Need] = NEEDED_TO_COUNSEL) -> Standing:
    """Whether somebody with these papers may counsel on a day, and what is lacking.

    The one home of both clauses: degree, certificate and training before the first
    day, and a promise of secrecy that stands, all of them valid on the day itself.
    """
    return Standing(tuple(lack for need in needs if (lack := _lack(papers, need, on))))


def _lack(papers: Collection[Paper], need: Need, on: date) -> Lack | None:
    of_need = [paper for paper in papers if paper.need == need]
    if any(paper.covers(on) for paper in of_need):
        return None
    past = [paper.last_day for paper in of_need if paper.last_day and paper.last_day < on]
    coming = [paper.first_day for paper in of_need if paper.first_day > on]
    if coming:
        return Lack(need, begins_on=min(coming))
    return Lack(need, ran_out_on=max(past)) if past else Lack(need)


def endings(papers: Collection[Paper], on: date, needs: Iterable[Need]) -> tuple[Ending, ...]:
    """What runs out within sixty days, or has run out, with nothing that takes over the day after."""
    found = (_ending(papers, need, on) for need in needs)
    return tuple(sorted((one for one in found if one), key=lambda one: one.last_day))


def _ending(papers: Collection[Paper], need: Need, on: date) -> Ending | None:
    """The end of the unbroken cover; papers that begin after a gap do not lengthen it until they have begun."""
    last: tuple[date, UUID] | None = None
    for paper in sorted((one for one in papers if one.need == need), key=lambda one: one.first_day):
        if paper.first_day > on and (last is None or paper.first_day - A_DAY > last[0]):
            continue
        if paper.last_day is None:
            return None
        if last is None or paper.last_day > last[0]:
            last = (paper.last_day, paper.pk)
    if last is None or last[0] - on > ANNOUNCED_AHEAD:
        return None
    return Ending(last[1], need, last[0], (last[0] - on).days)
