"""What a mail server hears, word for word."""

import socket
import threading
from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from xinqiao.office.messages.sending import ByEmail, SendingFailed


class MailServer(threading.Thread):
    """Takes one mail, says yes to everything, and remembers what it was told."""

    def __init__(self, *, takes_it: bool = True) -> None:
        super().__init__(daemon=True)
        self._takes_it = takes_it
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self.heard = ""

    def run(self) -> None:
        """One conversation by RFC 5321."""
        caller, _ = self._door.accept()
        with caller, caller.makefile("rwb", buffering=0) as line:
            line.write(b"220 mail\r\n")
            in_mail = False
            for spoken in iter(line.readline, b""):
                self.heard += spoken.decode()
                word = spoken.strip().upper()
                if in_mail and word != b".":
                    continue
                in_mail = word == b"DATA"
                if word.startswith(b"RCPT") and not self._takes_it:
                    line.write(b"550 no\r\n")
                else:
                    line.write(b"354 go on\r\n" if in_mail else b"250 yes\r\n")
                if word == b"QUIT":
                    break
        self._door.close()


@pytest.fixture(params=[True, False])
def server(request: pytest.FixtureRequest, settings: Settings) -> Iterator[MailServer]:
    found = MailServer(takes_it=request.param)
    found.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_SSL = "127.0.0.1", found.port, False
    settings.XINQIAO_MAIL_FROM = "service@school.example"
    yield found
    found.join(10)


def test_the_server_never_hears_the_name_of_the_computer(server: MailServer) -> None:
    if server._takes_it:
        ByEmail().send("lin@mail.example", "提醒你。")
    else:
        with pytest.raises(SendingFailed):
            ByEmail().send("lin@mail.example", "提醒你。")
    server.join(10)

    assert server.heard.lower().startswith("ehlo school.example\r\n")
    assert socket.gethostname() not in server.heard
    assert "xinqiao" not in server.heard.lower()
