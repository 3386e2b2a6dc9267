"""How a message leaves the house: by the school's own mail server, or through a gateway for short messages.

A `Sender` is all that a new way needs: WeCom or another gateway is one more class here and one more
line in `sender_for`. The gateway that is here writes one small file for each message into a folder
of the school's choice, for whatever program the school has that sends them.
"""

import json
import os
import secrets
from collections.abc import Mapping
from email.utils import parseaddr
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.utils import DNS_NAME
from django.utils import translation
from django.utils.translation import gettext as _

from xinqiao.office.messages.neutral import tells
from xinqiao.register.personal.services import the_rules

EMAIL, SMS = "email", "sms"
_RANDOM_BYTES = 16


class SendingFailed(Exception):
    """The mail server or the gateway did not take it. The reason stays out: it may quote an address."""


class Sender(Protocol):
    """One way out of the house."""

    def send(self, address: str, text: str) -> None:
        """Hand over one message. Raises `SendingFailed`."""


class ByEmail:
    """Plain text through the school's mail server. Nothing in the headers names the program or the computer."""

    def send(self, address: str, text: str) -> None:
        """Raises `SendingFailed`, whatever the server said."""
        # With what it greets the server stands in the mail as received: not this computer's name, which may tell.
        DNS_NAME._fqdn = sender_domain()
        try:
            email_of(address, text).send()
        except Exception as reason:  # smtplib and sockets raise what they like
            raise SendingFailed from reason


class ToFolder:
    """One file for each short message, for the school's own gateway to take away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, address: str, text: str) -> None:
        """Write it whole or not at all: the gateway looks at `.json` files only. Raises `SendingFailed`."""
        name = secrets.token_hex(_RANDOM_BYTES)
        draft, final = self.folder / f".{name}", self.folder / f"{name}.json"
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump({"to": address, "text": text}, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(final)
        except OSError as reason:
            raise SendingFailed from reason


def email_of(address: str, text: str) -> EmailMessage:
    """The e-mail as it leaves: the subject says nothing, and the number of the message is random and the sender's."""
    sender: str = settings.XINQIAO_MAIL_FROM
    number = f"<{secrets.token_hex(_RANDOM_BYTES)}@{sender_domain()}>"
    headers = {"Message-ID": number, "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject_line(), text, f"{subject_line()} <{parseaddr(sender)[1]}>", [address], headers=headers)


def sender_domain() -> str:
    """The part of the sender's address behind the sign."""
    return parseaddr(settings.XINQIAO_MAIL_FROM)[1].rpartition("@")[2] or "localhost"


def subject_line() -> str:
    """What stands above every e-mail, and what its sender is called."""
    return _("校园服务")


def body_of(way: str, sentence: str) -> str:
    """The whole text that arrives. The own door's address stands in an e-mail if the school has set it."""
    if way == SMS:
        return _("【校园服务】{sentence}").format(sentence=sentence)
    door = own_door()
    more = _("想多看一点，打开 {door}").format(door=door) if door else _("想多看一点，请打开校园服务。")
    stop = _("不想再收到：在“我的”里打开“怎么提醒我”。")
    return f"{sentence}\n\n{more}\n{stop}\n"


def own_door() -> str:
    """The address that stands on the slips, too; empty where the school has not said it, or where its very name tells."""
    said: str = the_rules().address
    return "" if tells(said) else said


def sender_for(way: str) -> Sender | None:
    """What sends by this way; None where the school has not set it up."""
    if way == EMAIL and settings.XINQIAO_MAIL_FROM and not sender_tells():
        return ByEmail()
    if way == SMS and settings.XINQIAO_SMS_FOLDER:
        return ToFolder(settings.XINQIAO_SMS_FOLDER)
    return None


def sender_tells() -> bool:
    """Whether the very address of the sender tells what the room is for; then nothing is sent from it."""
    return tells(settings.XINQIAO_MAIL_FROM)


def ways_set_up() -> Mapping[str, bool]:
    """Which ways out of the house there are at this school."""
    return {way: sender_for(way) is not None for way in (EMAIL, SMS)}


def in_language(language: str) -> translation.override:
    """Speak as the reader chose; who chose nothing is spoken to in the school's own language."""
    return translation.override(language or settings.LANGUAGE_CODE)
