"""Who may see and write what of a case. The counsellor who has it, and nobody else."""

from uuid import UUID

from django.db.models import Q

from xinqiao.core.access import Actor, Post
from xinqiao.core.clauses import clause
from xinqiao.practice.cases.models import DECIDERS, Case, CaseFile, PrintApproval, PrintRun, Record
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
@clause("CNF-11", missing="归档以后的查阅（档案还没有做）。")
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


@clause("REC-06", missing="测验数据（量表还没有做）。")
def may_attach(actor: Actor, case: Case) -> bool:
    """Letters, drawings and recordings belong to the case: whoever may write in it adds them, and nobody else."""
    return may_write_in(actor, case)


def may_see_own_reads(actor: Actor) -> bool:
    """Clients see who read their file, once a counsellor has met them: a slip alone does not tell that there is one."""
    return actor.is_client and actor.is_known and actor.pk is not None


def may_see_file(actor: Actor, file: CaseFile) -> bool:
    """A file is opened by whoever opens the records of its case."""
    return may_see_case(actor, file.case)


def visible_files(actor: Actor) -> Q:
    """`may_see_file`, as a filter."""
    return Q(case__counsellor=actor.pk) if may_work_on_cases(actor) and actor.pk else NOBODY


def may_count_cases(actor: Actor) -> bool:
    """The director sees how many there are at which stage and what is late: numbers, and no client."""
    return actor.holds(Post.DIRECTOR)


def may_set_case_rules(actor: Actor) -> bool:
    """The director sets within how long records are written."""
    return actor.holds(Post.DIRECTOR)


def may_recover_case(staff: UUID, case: Case) -> bool:
    """From the envelope a case's key goes back to the counsellor whose case it is, and to nobody else."""
    return staff == case.counsellor_id


def may_look_ahead(actor: Actor) -> bool:
    """Which consents run out, the program looks up by itself; nobody asks it to."""
    return actor.holds(Post.PROGRAM)


def may_ask_to_print(actor: Actor, case: Case | None = None) -> bool:
    """A counsellor asks: for a case of their own, or for all of them at once."""
    return may_work_on_cases(actor) if case is None else may_see_case(actor, case)


def may_see_approvals(actor: Actor) -> bool:
    """Those who ask, and those who decide."""
    return may_work_on_cases(actor) or may_decide_some(actor)


def may_decide_some(actor: Actor) -> bool:
    """The director, and for the director's own wishes the principal: the small school's second person."""
    return actor.holds(*DECIDERS)


def may_decide_print(actor: Actor, approval: PrintApproval) -> bool:
    """Whoever holds the post that was asked; and nobody decides on their own wish, whatever posts they have."""
    return actor.holds(Post(approval.asked_of)) and actor.pk != approval.asked_by_id


def may_end_print(actor: Actor, approval: PrintApproval) -> bool:
    """Whoever asked needs it no longer; whoever may grant it takes it back."""
    return may_decide_print(actor, approval) or (actor.pk is not None and actor.pk == approval.asked_by_id)


def visible_approvals(actor: Actor) -> Q:
    """`may_end_print`, as a filter: what one asked for, and what one decides on."""
    if actor.pk is None:
        return NOBODY
    posts = [str(post) for post in DECIDERS if actor.holds(post)]
    return Q(asked_by=actor.pk) | Q(asked_of__in=posts)


@clause("REC-04")
def may_print_under(actor: Actor, approval: PrintApproval, *cases: Case) -> bool:
    """Records are printed by their counsellor alone, under an approval that was asked for these cases.

    That it is granted, still runs and has copies left is counted where it is taken locked.
    """
    own = actor.pk is not None and actor.pk == approval.asked_by_id
    return own and all(may_see_case(actor, case) and approval.case_id in (None, case.pk) for case in cases)


def may_go_on_printing(actor: Actor, run: PrintRun) -> bool:
    """Whoever began goes on."""
    return may_work_on_cases(actor) and actor.pk == run.approval.asked_by_id


def visible_runs(actor: Actor) -> Q:
    """`may_go_on_printing`, as a filter."""
    return Q(approval__asked_by=actor.pk) if may_work_on_cases(actor) and actor.pk else NOBODY
