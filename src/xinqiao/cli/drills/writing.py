"""A counsellor of `xinqiao drill durability`, who writes records while the program is killed under them.

Every second record is signed and filed, the others stay half written. What was
not answered is asked for again as the editor does it: which revision is kept,
and from there on. A vault that a start has locked is opened by the passphrase.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from itertools import cycle
from threading import Event

from xinqiao.cli.drills.desk import Desk, new_token
from xinqiao.cli.drills.promises import DRAFT, FILED, Promise, Said, words

SAVES = 3
RETRY_SECONDS = 0.1


@dataclass(frozen=True)
class Counsellor:
    """One browser in which records are written."""

    desk: Desk
    passphrase: str
    said: Said
    stop: Event

    def write(self, cases: Sequence[str]) -> None:
        """Record after record, until told to stop."""
        for turn, case in enumerate(cycle(cases)):
            record = self._begin(case)
            seen = 0
            for _ in range(SAVES):
                seen = self._save(record, seen)
            if turn % 2 == 0:
                self._sign(record, seen)
            if self.stop.is_set():
                return

    def _begin(self, case: str) -> str:
        token = new_token()
        while not (answer := self.desk.begin_record(case, token)).is_done:
            if self.stop.wait(RETRY_SECONDS):
                return ""
        return answer.location.rstrip("/").split("/")[-2]

    def _save(self, record: str, seen: int) -> int:
        """One revision more; the one that is kept now."""
        while not self.stop.is_set():
            answer = self.desk.save_draft(record, words(record, seen + 1), seen)
            if answer.status == HTTPStatus.OK:
                self.said.note(Promise(DRAFT, record, revision=seen + 1))
                return seen + 1
            if answer.status == HTTPStatus.NOT_FOUND:  # what was begun is gone; whoever looks for its revisions says so
                break
            self.stop.wait(RETRY_SECONDS)
            seen = self._kept(record, seen)
        return seen

    def _kept(self, record: str, seen: int) -> int:
        answer = self.desk.draft(record)
        return int(json.loads(answer.text)["revision"]) if answer.status == HTTPStatus.OK else seen

    def _sign(self, record: str, seen: int) -> None:
        """Until it is filed, or was perhaps filed without an answer: then nobody was told."""
        while not self.stop.is_set():
            answer = self.desk.sign(record, words(record, seen + 1), seen)
            if answer.is_done and record not in answer.location:
                self.said.note(Promise(FILED, record, revision=seen + 1))
                return
            if answer.is_done:  # back to its editor by way of the vault: it was kept as a draft
                seen += 1
                self.said.note(Promise(DRAFT, record, revision=seen))
                self._open_vault()
            elif HTTPStatus.BAD_REQUEST <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                return
            else:
                self.stop.wait(RETRY_SECONDS)

    def _open_vault(self) -> None:
        while not self.desk.open_vault(self.passphrase).is_done and not self.stop.wait(RETRY_SECONDS):
            pass
