"""`xinqiao drill durability`: kills in the middle of the work; whatever was said to be saved is there.

The real program serves; four browsers register who comes and goes, and write
down what they were told. Meanwhile a part of the program is killed as a power
cut would: a connection's server process, the web server, PostgreSQL, the worker,
all of it at once. What does not come back by itself is started again, as the
machine's own start would. At the end everything that was acknowledged is looked
for in the database, and the ledger is verified.
"""

import json
import time
from dataclasses import dataclass, field
from itertools import cycle
from threading import Event, Lock, Thread

from xinqiao.cli.drills import processes
from xinqiao.cli.drills.desk import Desk, new_token
from xinqiao.cli.drills.outcome import Outcome, progress
from xinqiao.cli.drills.processes import START_SECONDS, Program
from xinqiao.cli.drills.scratch import Asked, Scratch

SIZES = {"small": (200, 3), "full": (10_000, 50)}
FLAWED = (60, 1)  # one kill is enough where a commit is not waited for
INSIDE = "xinqiao.cli.drills.entering"
BROWSERS = 4
RETRY_SECONDS, LOOK_SECONDS, STUCK_SECONDS, GIVE_UP_SECONDS = 0.1, 0.05, 6.0, 60.0
KILLS = ("backend", "web", "postgres", "worker", "everything")
LAZY = ("synchronous_commit = off", "wal_writer_delay = '10s'", "wal_writer_flush_after = '1GB'")


@dataclass
class Said:
    """What the browsers were told is saved."""

    promises: list[tuple[str, str, str]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    last: float = field(default_factory=time.monotonic)

    def note(self, what: str, visit: str, client: str) -> None:
        """Write it down at once."""
        with self.lock:
            self.promises.append((what, visit, client))
            self.last = time.monotonic()

    def __len__(self) -> int:
        return len(self.promises)


def drill(scratch: Scratch, asked: Asked) -> Outcome:
    """Run it. Raises Trouble."""
    writes, kills = FLAWED if asked.flaw else SIZES[asked.size]
    with scratch.standing() as ground:
        entered = scratch.ask(ground, f"{INSIDE}:sign_in").facts
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
    facts = {"writes": len(said), "kills": sum(counts.values()), "killed": counts, "starts": program.starts}
    outcome.facts |= facts
    file = scratch.folder / "said.json"
    file.write_text(json.dumps(said.promises), encoding="utf-8")
    progress("核对 / looking for everything")
    with scratch.standing() as ground:
        outcome.add(scratch.ask(ground, f"{INSIDE}:look_for", said=str(file)), "after")
    return outcome


def _work(program: Program, entered: dict[str, object], said: Said, stop: Event) -> None:
    clients, cookie = entered["clients"], str(entered["cookie"])
    assert isinstance(clients, list)
    for place in range(BROWSERS):
        desk = Desk(program.port, cookie)
        Thread(target=_come_and_go, args=(desk, clients[place::BROWSERS], said, stop), daemon=True).start()


def _come_and_go(desk: Desk, clients: list[str], said: Said, stop: Event) -> None:
    """Register and close, one after the other; what was not answered is sent again as a person would."""
    for client in cycle(clients):
        token = new_token()
        while not (answer := desk.walk_in(client, token)).is_done:
            if stop.wait(RETRY_SECONDS):
                return
        visit = answer.location.rstrip("/").rpartition("/")[2]
        said.note("walk-in", visit, client)
        if desk.close(visit).is_done:
            said.note("close", visit, client)
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
            counts[name] += program.kill(name)
    return counts


def _reach(program: Program, said: Said, wanted: int) -> bool:
    """Wait until so many are acknowledged; start again what does not come back."""
    began = time.monotonic()
    while len(said) < wanted:
        time.sleep(LOOK_SECONDS)
        is_up = said.last > program.since
        quiet = time.monotonic() - max(said.last, program.since)
        if not program.is_alive() or quiet > (STUCK_SECONDS if is_up else START_SECONDS):
            progress(f"{len(said)}: start again")
            program.start()
        if time.monotonic() - max(began, said.last) > GIVE_UP_SECONDS:
            return False
    return True
