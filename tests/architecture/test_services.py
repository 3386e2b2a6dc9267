"""A service takes, asks, changes, records: in that order, or it does not land."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.house import AREAS, calls, folder, functions, module

TAKES_OR_ASKS = {"take", "take_all", "require"}
# The vault commits the reading by itself before it uses a key.
RECORDS = {"record", "record_reading", "open_document", "open_documents", "open_each", "open_file"}
CHANGES = (".create", ".bulk_create", ".save", ".update", ".delete", ".update_or_create", ".get_or_create", ".add")

# Not acts of a person: each says why it neither asks nor records by itself.
PARTS_OF_SERVICES = {
    "people.prepare_numbers": "makes numbers that belong to nobody yet, in a transaction of its own",
    "accounts.vault_of": "hands a view the keys of a vault that is open; opening and locking it are the acts",
    "accounts.seal_to_sender": "part of keeping what is half written; nothing is changed",
    "accounts.open_of_sender": "gives somebody back what they were writing a moment ago",
    "accounts.open_vault": "the vault records the unlocking, with the witness",
    "accounts.lock_vault": "the vault asks and records",
    "cases.preview_giving": "shows what would be given; nothing is opened, kept or changed",
    "cases.give_from_case": "asks about the case; the disclosures take, ask and record",
    "cases.take_back_given": "asks about the case; the disclosures take, ask and record",
    "cases.keep_scan": "asks about the case; the consents, whose scan it is, take, ask and record",
    "cases.open_case_scan": "asks about the case; the consents, whose scan it is, ask and record the reading",
    **dict.fromkeys(
        [
            f"personal.{name}"
            for name in ("come_in", "show_slip", "begin", "change_words", "end_session", "end_sessions")
        ],
        "nothing may keep that somebody came in or left by the own door, or chose a PIN",
    ),
    "messages.look_at_messages": "nothing may keep when somebody looked at their messages; that they were looked at is kept",
    "disclosures.open_given": "nothing may keep when somebody looked at what was given to them",
    "people.number_people": "one step of the services that enter people; they ask and record",
}


def service_files(area: str) -> Iterator[Path]:
    """The files that hold an area's services."""
    one = folder(area) / "services.py"
    yield from [one] if one.exists() else sorted((folder(area) / "services").glob("*.py"))


def all_services() -> list[tuple[str, ast.FunctionDef, dict[str, ast.FunctionDef]]]:
    """Every public service with the private functions beside it."""
    found = []
    for area in AREAS:
        for file in service_files(area):
            beside = {one.name: one for one in functions(file)}
            found += [(f"{area}.{name}", one, beside) for name, one in beside.items() if is_service(area, one)]
    return found


def is_service(area: str, one: ast.FunctionDef) -> bool:
    """Offered at the area's front door, and not a named part of others."""
    front = module(area, "services")
    offered = getattr(front, "__all__", None)
    public = one.name in offered if offered is not None else not one.name.startswith("_")
    return public and f"{area}.{one.name}" not in PARTS_OF_SERVICES


def steps(one: ast.FunctionDef, beside: dict[str, ast.FunctionDef], seen: frozenset[str] = frozenset()) -> list[str]:
    """The calls of a service in order, with those of its own private helpers in their place."""
    names: list[str] = []
    for _, name in calls(one):
        if name in beside and name not in seen and name != one.name:
            names += steps(beside[name], beside, seen | {one.name, name})
        else:
            names.append(name)
    return names


def complaints(one: ast.FunctionDef, beside: dict[str, ast.FunctionDef]) -> list[str]:
    """What is wrong with a service; empty when it takes, asks, changes, records."""
    if one.args.args or one.args.posonlyargs:
        return ["takes positional arguments"]
    given = {argument.arg for argument in one.args.kwonlyargs}
    names = [
        name.rsplit(".", 1)[-1] if name.rsplit(".", 1)[-1] in TAKES_OR_ASKS | RECORDS else name
        for name in steps(one, beside)
    ]
    asks = [place for place, name in enumerate(names) if name in TAKES_OR_ASKS]
    changes = [place for place, name in enumerate(names) if name.endswith(CHANGES)]
    wrong = []
    if "grant" not in given and "require" not in names:
        wrong.append("asks nobody (no require)")
    if asks and changes and min(changes) < min(asks):
        wrong.append("changes before it takes or asks")
    if not RECORDS & set(names):
        wrong.append("records nothing")
    if not ({"actor", "grant"} & given):
        wrong.append("is given neither an actor nor a grant")
    return wrong


@pytest.mark.parametrize(
    ("name", "one", "beside"), all_services(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_service_takes_asks_changes_records(
    name: str, one: ast.FunctionDef, beside: dict[str, ast.FunctionDef]
) -> None:
    assert complaints(one, beside) == []


def test_there_are_services_to_guard() -> None:
    assert len(all_services()) > 20


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (
            "    Row.objects.create()\n    grant = require(actor, rule)\n    record(x, grant, at=at)",
            "changes before it takes or asks",
        ),
        ("    row = take(Row, pk)\n    row.save()\n    record(x, None, at=at)", "asks nobody (no require)"),
        ("    grant = require(actor, rule)\n    row.save()", "records nothing"),
    ],
)
def test_the_guard_sees_each_break(body: str, complaint: str) -> None:
    broken = ast.parse(f"def change_row(*, actor, pk, at):\n{body}").body[0]
    assert isinstance(broken, ast.FunctionDef)
    assert complaint in complaints(broken, {})
