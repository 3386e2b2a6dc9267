"""Who may see and write what of a case. The counsellor who has it, and nobody else."""

from uuid import UUID

from django.db.models import Q

from xinqiao.core.access import Actor, Post
from xinqiao.core.clauses import clause
from xinqiao.practice.cases.models import Case, Record
from xinqiao.practice.cases.rules import Kind
from xinqiao.register.people.models import Client

NOBODY = Q(pk__in=[])


def may_work_on_cases(actor: Actor) -> bool:
    """Counsellors have cases."""
    return actor.holds(Post.COUNSELLOR)


def may_open_case(actor: Actor, client: Client) -> bool:
    """Any counsellor opens a case with whoever comes; that there is none with a colleague is the database's to see."""
    return may_work_on_cases(actor)


@clause("CNF-01", missing="转介、危机与档案各自的开启规则。")
def may_see_case(actor: Actor, case: Case) -> bool:
    """A case is seen by the counsellor whose it is: by no colleague, class teacher, school leader, keeper or technician.

    The director as such sees numbers and what is owed. A director who counsels sees the own cases.
    """
    return may_work_on_cases(actor) and actor.pk == case.counsellor_id


def visible_cases(actor: Actor) -> Q:
    """`may_see_case`, as a filter."""
    return Q(counsellor=actor.pk) if may_work_on_cases(actor) and actor.pk else NOBODY


@clause("CNF-10")
def may_see_record(actor: Actor, record: Record) -> bool:
    """A record is read by the counsellor of its case; a private note by its writer alone."""
    if not may_see_case(actor, record.case):
        return False
    return record.kind != Kind.NOTE or actor.pk == record.writer_id


def visible_records(actor: Actor) -> Q:
    """`may_see_record`, as a filter."""
    if not may_work_on_cases(actor) or actor.pk is None:
        return NOBODY
    return Q(case__counsellor=actor.pk) & (~Q(kind=Kind.NOTE) | Q(writer=actor.pk))


def may_write_in(actor: Actor, case: Case) -> bool:
    """The counsellor of the case begins its papers."""
    return may_see_case(actor, case)


def may_write(actor: Actor, record: Record) -> bool:
    """Whoever has to write a paper saves, files or drops it, as long as the case is theirs."""
    return may_see_case(actor, record.case) and actor.pk == record.writer_id


def may_count_cases(actor: Actor) -> bool:
    """The director sees how many there are at which stage and what is late: numbers, and no client."""
    return actor.holds(Post.DIRECTOR)


def may_see_case_rules(actor: Actor) -> bool:
    """Whoever works by the rules sees them."""
    return actor.holds(Post.DIRECTOR, Post.COUNSELLOR)


def may_set_case_rules(actor: Actor) -> bool:
    """The director sets within how long records are written."""
    return actor.holds(Post.DIRECTOR)


def may_recover_case(staff: UUID, case: Case) -> bool:
    """From the envelope a case's key goes back to the counsellor whose case it is, and to nobody else."""
    return staff == case.counsellor_id
