"""Which backups stay, when the next is due, and how a sheet is read back."""

import datetime
import io
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from xinqiao.cli import nightly
from xinqiao.ground.backup import keeping, picture, sheet, taking
from xinqiao.ground.backup.sealed import CHUNK, Damaged, Reader, Writer
from xinqiao.ground.database import Database
from xinqiao.ground.home import Home
from xinqiao.ground.words import Trouble

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime.datetime(2026, 11, 20, 12, 0, tzinfo=ZONE)
NOWHERE = Database(host="/nowhere", port="5432", name="x", desk="x", desk_password_file=Path("/nowhere/desk"))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A data folder without a database."""
    made = Home(tmp_path / "home")
    made.settle("school")
    return made


def test_two_weeks_stay_and_the_last_of_each_month_for_a_year() -> None:
    nights = [NOON - datetime.timedelta(days=days) for days in range(800)]

    stay = keeping.kept([keeping.name_for(night) for night in nights])

    assert {keeping.name_for(night) for night in nights[:14]} <= stay
    assert keeping.name_for(datetime.datetime(2026, 10, 31, 12, 0, tzinfo=ZONE)) in stay
    assert keeping.name_for(datetime.datetime(2025, 12, 31, 12, 0, tzinfo=ZONE)) in stay
    assert keeping.name_for(datetime.datetime(2025, 11, 30, 12, 0, tzinfo=ZONE)) not in stay
    assert len(stay) == 14 + 11


def test_sweeping_leaves_what_is_not_ours(tmp_path: Path) -> None:
    for days in range(60):
        (tmp_path / keeping.name_for(NOON - datetime.timedelta(days=days))).touch()
    (tmp_path / "thesis.doc").touch()

    keeping.sweep(tmp_path)

    assert (tmp_path / "thesis.doc").exists()
    assert len(list(tmp_path.glob("data-*.bak"))) == 16


@pytest.mark.parametrize(
    ("hours", "wanted"),
    [(None, True), (1, False), (9, False), (10, True), (24, True), (-1, False), (-48, True)],
)
def test_a_backup_is_due_once_a_night_and_after_nights_the_machine_was_off(hours: int | None, wanted: bool) -> None:
    last = None if hours is None else NOON - datetime.timedelta(hours=hours)

    assert nightly.due(last, NOON, ZONE) is wanted


@pytest.mark.parametrize(("days", "wanted"), [(None, True), (6, False), (7, True), (-30, True)])
def test_a_backup_is_tried_out_every_week(days: int | None, wanted: bool) -> None:
    last = None if days is None else NOON - datetime.timedelta(days=days)

    assert nightly.to_be_tried(last, NOON) is wanted


def test_without_a_key_the_night_passes_and_with_one_a_fault_is_written_down(home: Home) -> None:
    assert nightly.look(home, NOWHERE, NOON, ZONE) is True
    sheet.make(home, replace=False)
    assert nightly.look(home, NOWHERE, NOON, ZONE) is False
    assert keeping.status(home)["trouble"]
    assert list(keeping.folder(home).iterdir()) == []


def test_a_mistake_of_the_program_is_written_down_without_its_message(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "林晚舟"

    def stumble(*_given: object, **_more: object) -> None:
        raise KeyError(name)

    sheet.make(home, replace=False)
    monkeypatch.setattr(taking, "take", stumble)

    assert nightly.look(home, NOWHERE, NOON, ZONE) is False
    said = capsys.readouterr().out
    assert keeping.status(home)["trouble"] == "KeyError"
    assert "in stumble" in said
    assert name not in said


def test_a_sheet_is_read_back_however_it_was_typed(home: Home) -> None:
    text = sheet.make(home, replace=False)
    bare = "\n".join(line[3:] for line in text.splitlines() if line[:1] in "1234" and line[1:2] == ":")

    for typed in (text, bare, bare.lower().replace(" ", ""), bare.replace("O", "0").replace("I", "1"), f"\n{bare}\n"):
        assert sheet.read(typed).public_key().public_bytes_raw() == sheet.public_of(home)


def test_a_mistyped_line_is_named(home: Home) -> None:
    lines = [line for line in sheet.make(home, replace=False).splitlines() if line[1:2] == ":"]
    lines[2] = lines[2][:-1] + ("A" if lines[2][-1] != "A" else "B")

    with pytest.raises(Trouble, match="Line 3"):
        sheet.read("\n".join(lines))
    with pytest.raises(Trouble, match="has 4 lines"):
        sheet.read("\n".join(lines[:3]))
    with pytest.raises(Trouble, match="Line 1"):
        sheet.read("\n".join(["1: 窗外", *lines[1:]]))


def test_a_second_key_is_made_only_when_it_is_said(home: Home) -> None:
    sheet.make(home, replace=False)
    first = sheet.public_of(home)

    with pytest.raises(Trouble, match="a backup key already"):
        sheet.make(home, replace=False)
    sheet.make(home, replace=True)

    assert sheet.public_of(home) != first


def test_chunks_cannot_change_places() -> None:
    private, file = X25519PrivateKey.generate(), io.BytesIO()
    writer = Writer(file, public=private.public_key().public_bytes_raw(), made_at="2026-11-20T12:00:00+00:00")
    writer.manifest({})
    starts = []
    for letter in (b"a", b"b"):
        starts.append(file.tell())
        writer.write(letter * CHUNK)
    starts.append(file.tell())
    writer.close()
    whole = file.getvalue()
    swapped = whole[: starts[0]] + whole[starts[1] : starts[2]] + whole[starts[0] : starts[1]] + whole[starts[2] :]

    reader = Reader(io.BytesIO(swapped), name="x.bak")
    reader.unlock(private)
    with pytest.raises(Damaged, match="in part 1"):
        list(reader.dump())


def test_a_row_more_or_another_head_is_a_difference() -> None:
    saved = {"tables": {"a": [1, "7"], "b": [0, "0"]}, "head": "1-ab"}

    assert picture.differences(saved, saved) == []
    assert picture.differences(saved, {**saved, "head": "1-ac"}) == ["head"]
    assert picture.differences(saved, {"tables": {"a": [1, "8"], "c": [0, "0"]}, "head": "1-ab"}) == ["a", "b", "c"]
