"""A browser at the desk, as far as a drill needs one: real requests to the real program, and what was answered."""

import http.client
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import uuid4

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
        token = "".join(secrets.choice(ALNUM) for _ in range(32))
        self._port = port
        self._headers = {
            "Cookie": f"xq={cookie}; xq-csrf={token}",
            "X-CSRFToken": token,
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept-Language": "en",
        }

    def walk_in(self, client: str, token: str) -> Answer:
        """Somebody stands in the door. The same token twice registers once."""
        form = {"person": f"number:{client}", "needs": "study", "way": "walk_in", "token": token}
        return self._ask("POST", "/desk/walk-in/", form)

    def close(self, visit: str) -> Answer:
        """The client has left."""
        return self._ask("POST", f"/desk/visit/{visit}/close/", {"outcome": "talked"})

    def get(self, address: str) -> Answer:
        """A page."""
        return self._ask("GET", address, {})

    def _ask(self, method: str, address: str, form: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_SECONDS)
        try:
            connection.request(method, address, urlencode(form) or None, self._headers)
            reply = connection.getresponse()
            return Answer(reply.status, reply.getheader("Location") or "", reply.read().decode("utf-8", "replace"))
        except (OSError, http.client.HTTPException):
            return Answer(0)
        finally:
            connection.close()


def new_token() -> str:
    """The token of a form."""
    return str(uuid4())
