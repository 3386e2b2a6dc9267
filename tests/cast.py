"""The people of the invented school. Every test meets them by name instead of numbering its users."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID

from xinqiao.core.access import PROGRAM, Actor, Grant, Post, require
from xinqiao.core.vault.keyring import Keyring
from xinqiao.core.vault.models import PersonKey
from xinqiao.core.vault.person_keys import keyring_under, make_person_key
from xinqiao.core.vault.recovery import Sheet, make_recovery
from xinqiao.register.people.models import (
    ClientKind,
    Guardian,
    School,
    SchoolClass,
    SchoolYear,
    Staff,
    Student,
)
from xinqiao.register.people.pinyin import initials, sort_key
from xinqiao.register.people.selectors import actor_for, client_number
from xinqiao.register.people.services import (
    add_staff,
    give_post,
    number_people,
    open_school,
    prepare_numbers,
)
from xinqiao.register.people.services.staff import Period

# A Thursday in term, 14:09 on the school's wall.
A_SCHOOL_DAY = date(2026, 10, 15)
NOW = datetime(2026, 10, 15, 6, 9, tzinfo=UTC)
SINCE = date(2026, 9, 1)

STAFF = {
    "shen": ("沈知微", (Post.COUNSELLOR,)),
    "lu": ("陆听雨", (Post.COUNSELLOR,)),
    "xu": ("许静安", (Post.DIRECTOR,)),
    "he": ("何校长", (Post.PRINCIPAL,)),
    "bai": ("白晓岚", (Post.KEEPER,)),
    "ma": ("马德明", (Post.TECHNICIAN,)),
    "qin": ("秦老师", (Post.CLASS_TEACHER,)),
    "tang": ("唐主任", (Post.OFFICE,)),
}
STUDENTS = {
    "lin": ("20240301", "林晚舟", 11, 3),
    "batel": ("20240302", "巴特尔", 9, 2),
    "ayi": ("20240303", "阿依古丽·买买提", 7, 12),
    "ouyang": ("20240304", "欧阳思远", 10, 10),
    "guli": ("20240305", "古丽努尔·阿卜杜热依木", 7, 12),
    "rare": ("20240306", "𠮷野㛃", 11, 3),
}


@dataclass
class Cast:
    """The school with everybody in it. `actors` are staff with the posts of A_SCHOOL_DAY."""

    school: School
    year: SchoolYear
    classes: dict[tuple[int, int], SchoolClass]
    staff: dict[str, Staff]
    students: dict[str, Student]
    guardian: Guardian
    numbers: dict[str, UUID]
    sheet: Sheet | None = field(default=None, repr=False)

    def actor(self, name: str) -> Actor:
        """A member of staff as an actor, as of A_SCHOOL_DAY."""
        return actor_for(self.staff[name].pk, A_SCHOOL_DAY)

    def number(self, name: str) -> UUID:
        """The client number of a student, of the guardian (`mother`) or of a member of staff."""
        if name in self.staff:
            found = client_number(ClientKind.STAFF, self.staff[name].pk)
            assert found is not None
            return found
        return self.numbers[name]

    def envelope(self) -> Sheet:
        """The sheet of the envelope; the recovery key is made when it is first asked for."""
        if self.sheet is None:
            self.sheet = make_recovery(grant=key_grant(self.actor("xu")), at=NOW)
        return self.sheet

    def person_key(self, name: str) -> PersonKey:
        """The key pair of a member of staff, made when it is first asked for."""
        actor = self.actor(name)
        return PersonKey.objects.filter(owner=self.staff[name].pk, ended_at=None).first() or make_person_key(
            grant=key_grant(actor), owner=self.staff[name].pk, sealing_key=sealing_key(name), at=NOW
        )

    def keyring(self, name: str) -> Keyring:
        """The unlocked keys of a member of staff, without the walk to a browser; nobody wipes them."""
        self.envelope()
        return keyring_under(self.person_key(name), sealing_key(name))


def sealing_key(name: str) -> bytes:
    """What the passphrase of this person gives to seal with, in tests that type none."""
    return sha256(b"the passphrase of " + name.encode()).digest()


def may_have_keys(actor: Actor) -> bool:
    """The rule by which the people of the tests come to their keys."""
    return True


def key_grant(actor: Actor) -> Grant:
    """A grant to make keys with."""
    return require(actor, may_have_keys)


def make_cast() -> Cast:
    """Set the school up through the services that a real set-up uses."""
    school = open_school(
        actor=PROGRAM,
        name="心桥实验学校",
        year=Period("2026–2027", date(2026, 9, 1), date(2027, 8, 31)),
        terms=[
            Period("第一学期", date(2026, 9, 1), date(2027, 1, 22)),
            Period("第二学期", date(2027, 2, 22), date(2027, 7, 9)),
        ],
        invented=True,
        at=NOW,
    )
    year = SchoolYear.objects.get()
    classes = {
        (grade, number): SchoolClass.objects.create(year=year, grade=grade, number=number)
        for grade, number in sorted({(row[2], row[3]) for row in STUDENTS.values()})
    }
    staff = {key: _hire(name, posts, classes[11, 3]) for key, (name, posts) in STAFF.items()}
    students = {key: _enrol(*row, classes=classes) for key, row in STUDENTS.items()}
    mother = Guardian.objects.create(student=students["lin"], name="王女士", relation="mother", phones=["13800000000"])
    keys = [(ClientKind.STUDENT, student.pk) for student in students.values()]
    prepare_numbers(len(keys) + 1)
    number_people([*keys, (ClientKind.GUARDIAN, mother.pk)])
    numbers = {key: client_number(ClientKind.STUDENT, student.pk) for key, student in students.items()}
    numbers["mother"] = client_number(ClientKind.GUARDIAN, mother.pk)
    return Cast(school, year, classes, staff, students, mother, numbers)  # type: ignore[arg-type]


def _hire(name: str, posts: tuple[Post, ...], own_class: SchoolClass) -> Staff:
    staff = add_staff(actor=PROGRAM, name=name, at=NOW)
    for post in posts:
        scope = own_class.pk if post is Post.CLASS_TEACHER else None
        give_post(actor=PROGRAM, staff=staff.pk, post=post, starts_on=SINCE, school_class=scope, at=NOW)
    return staff


def _enrol(
    number: str, name: str, grade: int, class_number: int, *, classes: dict[tuple[int, int], SchoolClass]
) -> Student:
    return Student.objects.create(
        student_number=number,
        name=name,
        sort_key=sort_key(name),
        initials=initials(name),
        school_class=classes[grade, class_number],
    )
