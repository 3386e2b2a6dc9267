"""`xinqiao drill full-disk`: the disk runs full in the middle of the work.

The data folder lies on a small disk of memory. The real program serves; then
the disk is filled. From there on every answer must be a page with a sentence,
none with a trace, and none that says "saved" of what is not; no document opens,
because its reading cannot be put on record. Then there is room again: the
program must go on by itself, and everything that was acknowledged is there.
"""

import shutil
import time

from xinqiao.cli.drills import small_disk
from xinqiao.cli.drills.desk import Answer, Desk, new_token
from xinqiao.cli.drills.outcome import Outcome, progress
from xinqiao.cli.drills.processes import Program
from xinqiao.cli.drills.promises import WALK_IN, Promise, Said
from xinqiao.cli.drills.scratch import Asked, Scratch

INSIDE, READING = "xinqiao.cli.drills.entering", "xinqiao.cli.drills.reading_when_full"
SIZES = {"small": (20, 40), "full": (400, 800)}
ROOM = 40 << 20
UP_SECONDS, RECOVER_SECONDS, PAUSE_SECONDS = 60.0, 60.0, 0.3
SENTENCE = "saved"
TELLTALES = ("Traceback", "psycopg", "DiskFull", "could not extend", "No space left", "/site-packages/")


def drill(scratch: Scratch, asked: Asked) -> Outcome:
    """Run it. Raises Trouble."""
    before, during = SIZES[asked.size]
    disk = scratch.folder.parent / "disk"
    disk.mkdir()
    size = sum(file.stat().st_blocks * 512 for file in scratch.folder.rglob("*") if file.is_file()) + ROOM
    try:
        small_disk.mount(disk, size)
    except small_disk.NoSmallDisk as reason:
        return Outcome(skipped=str(reason))
    shutil.move(scratch.folder, disk / "school")
    small = Scratch(disk / "school")
    return _run(small, before, during, asked.flaw)


def _run(small: Scratch, before: int, during: int, flaw: str | None) -> Outcome:
    outcome = Outcome()
    with small.standing() as ground:
        entered = small.ask(ground, f"{INSIDE}:sign_in").facts
    clients = list(entered["clients"])
    said = Said()
    program, ballast = Program(small.home), small.folder / "ballast"
    desk = Desk(program.port, entered["cookies"][0])
    try:
        program.start()
        outcome.expect(_answers(desk, UP_SECONDS), "the program did not come up")
        progress("写 / writing")
        _write(desk, clients[:before], said)
        outcome.expect(len(said) == before, f"{len(said)} of {before} written with room on the disk")
        progress("磁盘满 / the disk is full")
        small_disk.fill(ballast)
        answers = _write(desk, clients[before : before + during], said)
        _judge(outcome, answers)
        progress("又有空间 / room again")
        ballast.unlink()
        began = time.monotonic()
        last = clients[before + during :]
        outcome.expect(_recovers(desk, last, said), "it did not recover by itself")
        outcome.facts |= {"recovered_after": round(time.monotonic() - began, 1), "alive": program.is_alive()}
        outcome.expect(program.is_alive(), "the program had ended")
    finally:
        ballast.unlink(missing_ok=True)
        program.end()
    _look(small, outcome, said, flaw)
    return outcome


def _write(desk: Desk, clients: list[str], said: Said) -> list[Answer]:
    answers = []
    for client in clients:
        answer = desk.walk_in(client, new_token())
        answers.append(answer)
        if answer.is_done:
            said.note(Promise(WALK_IN, answer.location.rstrip("/").rpartition("/")[2], client))
    return answers


def _judge(outcome: Outcome, answers: list[Answer]) -> None:
    """What the program said while nothing could be written."""
    refused = [one for one in answers if not one.is_done]
    outcome.facts |= {"asked_when_full": len(answers), "refused": len(refused)}
    statuses = sorted({one.status for one in refused})
    outcome.facts["statuses"] = statuses
    outcome.expect(refused, "the disk was not full: everything was accepted")
    for one in refused:
        outcome.expect(one.status in {503, 507}, f"answered {one.status} instead of 503")
        outcome.expect(not [word for word in TELLTALES if word in one.text], "an answer shows the machine's inside")
        outcome.expect(one.status != 503 or SENTENCE in one.text, "an answer without the sentence that helps")


def _answers(desk: Desk, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if desk.get("/desk/").status == 200:
            return True
        time.sleep(PAUSE_SECONDS)
    return False


def _recovers(desk: Desk, clients: list[str], said: Said) -> bool:
    """Whether somebody can be registered again without anybody's help."""
    deadline = time.monotonic() + RECOVER_SECONDS
    while time.monotonic() < deadline:
        if _write(desk, clients[:1], said)[0].is_done:
            return True
        time.sleep(PAUSE_SECONDS)
    return False


def _look(small: Scratch, outcome: Outcome, said: Said, flaw: str | None) -> None:
    """Everything acknowledged is there; and with the disk full once more, no document opens."""
    file = small.folder / "said.json"
    said.write(file)
    with small.standing() as ground:
        progress("核对 / looking for everything")
        outcome.add(small.ask(ground, f"{INSIDE}:look_for", said=str(file)), "after")
        progress("磁盘满时打开文件 / opening documents on a full disk")
        outcome.add(small.ask(ground, f"{READING}:try_to_read", flaw=flaw), "reading")
