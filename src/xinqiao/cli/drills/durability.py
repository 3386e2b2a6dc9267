"""`xinqiao drill durability`: kills in the middle of the work; whatever was said to be saved is there.

The real program serves. Two browsers register who comes and goes, two write
records, and all write down what they were told. Meanwhile a part of the program
is killed as a power cut would: a connection's server process, the web server,
PostgreSQL, the worker, all of it at once. What does not come back by itself is
started again, as the machine's own start would. At the end everything that was
acknowledged is looked for, records are opened with their words and signatures,
and the ledger is verified.
"""

import time
from collections.abc import Callable, Sequence
from itertools import cycle
from threading import Event, Thread
from typing import Any

from xinqiao.cli.drills import processes
from xinqiao.cli.drills.desk import Desk, new_token
from xinqiao.cli.drills.outcome import Outcome, progress
from xinqiao.cli.drills.processes import Program
from xinqiao.cli.drills.promises import CLOSE, WALK_IN, Promise, Said
from xinqiao.cli.drills.scratch import Asked, Scratch
from xinqiao.cli.drills.writing import Counsellor
from xinqiao.ground.program import READY_SECONDS

SIZES = {"small": (200, 3), "full": (10_000, 50)}
FLAWED = (60, 1)  # one kill is enough where a commit is not waited for
SEALED_PART = 4  # at least every fourth write is under the people's seal
INSIDE = "xinqiao.cli.drills.entering"
AT_THE_DOOR, WRITING = 2, 2
RETRY_SECONDS, LOOK_SECONDS = 0.1, 0.05
STUCK_SECONDS, GIVE_UP_SECONDS = 20.0, 2 * READY_SECONDS  # a launcher whose web server does not come up ends by itself
KILLS = ("backend", "web", "postgres", "worker", "everything")
LAZY = ("synchronous_commit = off", "wal_writer_delay = '10s'", "wal_writer_flush_after = '1GB'")


def drill(scratch: Scratch, asked: Asked) -> Outcome:
    """Run it. Raises Trouble."""
    writes, kills = FLAWED if asked.flaw else SIZES[asked.size]
    with scratch.standing() as ground:
        entered = scratch.ask(ground, f"{INSIDE}:sign_in", browsers=AT_THE_DOOR + WRITING).facts
        if asked.flaw:
            processes.set_server(ground, LAZY)
    said, stop = Said(), Event()
    program = Program(scratch.home)
    outcome = Outcome()
    try:
        program.start()
        _work(program, entered, said, stop)
        counts = _kill_in_turns(program, said, writes, kills, outcome)
    finally:
        stop.set()
        program.end()
    facts = {"writes": len(said), "told": said.counts(), "kills": sum(counts.values()), "killed": counts}
    outcome.facts |= {**facts, "starts": program.starts}
    file = scratch.folder / "said.json"
    said.write(file)
    progress("核对 / looking for everything")
    with scratch.standing() as ground:
        outcome.add(scratch.ask(ground, f"{INSIDE}:look_for", said=str(file)), "after")
    return outcome


def _work(program: Program, entered: dict[str, Any], said: Said, stop: Event) -> None:
    desks = [Desk(program.port, cookie) for cookie in entered["cookies"]]
    for place, desk in enumerate(desks[:AT_THE_DOOR]):
        _begin(_come_and_go, desk, entered["clients"][place::AT_THE_DOOR], said, stop)
    for place, desk in enumerate(desks[AT_THE_DOOR:]):
        counsellor = Counsellor(desk, entered["passphrase"], said, stop)
        _begin(counsellor.write, entered["cases"][place::WRITING])


def _begin(work: Callable[..., None], *given: object) -> None:
    Thread(target=work, args=given, daemon=True).start()


def _come_and_go(desk: Desk, clients: Sequence[str], said: Said, stop: Event) -> None:
    """Register and close, one after the other; what was not answered is sent again as a person would."""
    for client in cycle(clients):
        token = new_token()
        while not (answer := desk.walk_in(client, token)).is_done:
            if stop.wait(RETRY_SECONDS):
                return
        visit = answer.location.rstrip("/").rpartition("/")[2]
        said.note(Promise(WALK_IN, visit, client))
        if desk.close(visit).is_done:
            said.note(Promise(CLOSE, visit, client))
        else:  # perhaps it was closed and the answer lost; nobody was told, and the client may still be here
            _settle(desk, visit, stop)
        if stop.is_set():
            return


def _settle(desk: Desk, visit: str, stop: Event) -> None:
    while desk.close(visit).status not in {302, 409, 422} and not stop.wait(RETRY_SECONDS):
        pass


def _kill_in_turns(program: Program, said: Said, writes: int, kills: int, outcome: Outcome) -> dict[str, int]:
    """One kill after every so many acknowledged writes; then until all are made."""
    counts = dict.fromkeys(KILLS, 0)
    turns = cycle(KILLS)
    for turn in range(1, kills + 2):
        if not _reach(program, said, writes * turn // (kills + 1)):
            outcome.expect(False, f"no write was acknowledged for {GIVE_UP_SECONDS:.0f} s")
            break
        if turn <= kills:
            name = next(turns)
            progress(f"{len(said)}: kill {name}")
            counts[name] += _kill(program, name)
    outcome.expect(sum(counts.values()) == kills, f"{sum(counts.values())} of {kills} kills were made")
    return counts


def _kill(program: Program, name: str) -> int:
    """What has just gone by itself is waited for, and where nothing stands any more it is started again."""
    deadline = time.monotonic() + GIVE_UP_SECONDS
    while not (killed := program.kill(name)) and time.monotonic() < deadline:
        if not program.is_alive():
            program.start()
        time.sleep(LOOK_SECONDS)
    return killed


def _reach(program: Program, said: Said, wanted: int) -> bool:
    """Wait until so many are acknowledged; start again what does not come back."""
    began = time.monotonic()
    while len(said) < wanted or said.sealed < wanted // SEALED_PART:
        time.sleep(LOOK_SECONDS)
        is_up = said.last > program.since
        if not program.is_alive() or (is_up and time.monotonic() - said.last > STUCK_SECONDS):
            progress(f"{len(said)}: start again")
            program.start()
        if time.monotonic() - max(began, said.last) > GIVE_UP_SECONDS:
            return False
    return True
