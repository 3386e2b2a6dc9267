"""A browser at the desk, as far as a drill needs one: real requests to the real program, and what was answered."""

import http.client
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode
from uuid import uuid4

CSRF = "xq-csrf"
ALNUM = "abcdefghijklmnopqrstuvwxyz0123456789"
PATIENCE_SECONDS = 20.0


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 when nothing did."""

    status: int
    location: str = ""
    text: str = ""

    @property
    def is_done(self) -> bool:
        """Whether the program said that it is saved."""
        return self.status == http.client.FOUND


class Desk:
    """One browser in which somebody has signed in."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port = port
        self._cookies = {"xq": cookie, CSRF: "".join(secrets.choice(ALNUM) for _ in range(32))}

    def walk_in(self, client: str, token: str) -> Answer:
        """Somebody stands in the door. The same token twice registers once."""
        form = {"person": f"number:{client}", "needs": "study", "way": "walk_in", "token": token}
        return self._ask("POST", "/desk/walk-in/", form)

    def close(self, visit: str) -> Answer:
        """The client has left."""
        return self._ask("POST", f"/desk/visit/{visit}/close/", {"outcome": "talked"})

    def begin_record(self, case: str, token: str) -> Answer:
        """A talk is to be put on record; the answer leads to its editor. The same token twice begins one."""
        return self._ask("POST", f"/desk/cases/{case}/start/", {"kind": "session", "token": token})

    def save_draft(self, record: str, content: Mapping[str, str], seen: int) -> Answer:
        """What the editor sends while somebody writes. It needs no open vault."""
        return self._ask("POST", f"/desk/cases/record/{record}/draft/", {**content, "seen": str(seen)})

    def draft(self, record: str) -> Answer:
        """Which revision is kept."""
        return self.get(f"/desk/cases/record/{record}/draft/")

    def sign(self, record: str, content: Mapping[str, str], seen: int) -> Answer:
        """Signed and filed; where the vault is locked it is kept as a draft and the answer leads to the vault."""
        return self._ask("POST", f"/desk/cases/record/{record}/sign/", {**content, "seen": str(seen)})

    def open_vault(self, passphrase: str) -> Answer:
        """The passphrase once more; the browser keeps the key that it is given."""
        return self._ask("POST", "/account/vault/", {"passphrase": passphrase})

    def get(self, address: str) -> Answer:
        """A page."""
        return self._ask("GET", address, {})

    def _ask(self, method: str, address: str, form: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_SECONDS)
        try:
            connection.request(method, address, urlencode(form) or None, self._headers())
            reply = connection.getresponse()
            self._keep_cookies(reply.headers.get_all("Set-Cookie") or [])
            return Answer(reply.status, reply.getheader("Location") or "", reply.read().decode("utf-8", "replace"))
        except (OSError, http.client.HTTPException):
            return Answer(0)
        finally:
            connection.close()

    def _keep_cookies(self, given: Sequence[str]) -> None:
        for line in given:
            self._cookies |= {name: one.value for name, one in SimpleCookie(line).items()}

    def _headers(self) -> dict[str, str]:
        return {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items() if value),
            "X-CSRFToken": self._cookies[CSRF],
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept-Language": "en",
        }


def new_token() -> str:
    """The token of a form."""
    return str(uuid4())
