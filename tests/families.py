"""Children of every age and those who look after them: the people of the own door. They stand beside the cast."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tests.cast import Cast
from xinqiao.register.people.models import ClientKind, Guardian, SchoolClass, Student
from xinqiao.register.people.models.students import Relation
from xinqiao.register.people.pinyin import initials, sort_key
from xinqiao.register.people.selectors import client_number
from xinqiao.register.people.services import number_people, prepare_numbers

# On 15 October 2026: nine, thirteen, sixteen, seventeen (eighteen on the 20th), and a child whose home is the danger.
CHILDREN = {
    "xiaohe": ("20260901", "田小禾", 3, 1, date(2017, 3, 2)),
    "yuhang": ("20260902", "江宇航", 7, 2, date(2013, 5, 9)),
    "siqi": ("20260903", "欧阳思琪", 10, 4, date(2010, 1, 30)),
    "zimo": ("20260904", "程子墨", 12, 1, date(2008, 10, 20)),
    "anan": ("20260905", "许安安", 5, 2, date(2015, 6, 1)),
}
# name: (child, name, relation, custody, may be contacted)
ADULTS = {
    "he_mother": ("xiaohe", "周岚", Relation.MOTHER, True, True),
    "he_father": ("xiaohe", "田大军", Relation.FATHER, False, True),
    "hang_aunt": ("yuhang", "江秀英", Relation.DELEGATED, False, True),
    "hang_father": ("yuhang", "江海", Relation.FATHER, True, True),
    "qi_mother": ("siqi", "欧阳雪梅", Relation.MOTHER, True, True),
    "mo_mother": ("zimo", "程敏", Relation.MOTHER, True, True),
    "an_stepfather": ("anan", "何强", Relation.OTHER, True, False),
    "an_grandmother": ("anan", "许桂兰", Relation.GRANDPARENT, True, True),
}


@dataclass
class Families:
    """The children and their adults, and the client number of each."""

    children: dict[str, Student]
    adults: dict[str, Guardian]
    numbers: dict[str, UUID]


def make_families(cast: Cast) -> Families:
    """Add them to the school of the cast."""
    children = {key: _enrol(cast, *row) for key, row in CHILDREN.items()}
    adults = {
        key: Guardian.objects.create(
            student=children[child],
            name=name,
            relation=relation,
            phones=["13900000000"],
            has_custody=custody,
            may_be_contacted=contact,
            restriction=None if contact else {"reason": "法院的保护令"},
        )
        for key, (child, name, relation, custody, contact) in ADULTS.items()
    }
    people = {key: (ClientKind.STUDENT, row.pk) for key, row in children.items()}
    people |= {key: (ClientKind.GUARDIAN, row.pk) for key, row in adults.items()}
    prepare_numbers(len(people))
    number_people(people.values())
    numbers = {key: client_number(kind, person) for key, (kind, person) in people.items()}
    return Families(children, adults, numbers)  # type: ignore[arg-type]


def _enrol(cast: Cast, number: str, name: str, grade: int, class_number: int, born: date) -> Student:
    own, _ = SchoolClass.objects.get_or_create(year=cast.year, grade=grade, number=class_number)
    return Student.objects.create(
        student_number=number,
        name=name,
        sort_key=sort_key(name),
        initials=initials(name),
        birth_date=born,
        school_class=own,
    )
