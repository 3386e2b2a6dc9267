"""What the place where the program runs tells it. A wrong value stops the start with a sentence that helps."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

REPOSITORY = Path(__file__).resolve().parents[3]


class Environment(BaseSettings):
    """The variables `XINQIAO_…`; the launcher sets them, an administrator may."""

    model_config = SettingsConfigDict(env_prefix="XINQIAO_", extra="ignore")

    home: Path = REPOSITORY / "var"
    kind: Literal["demo", "school", "test"] = "demo"
    port: int = Field(default=8000, ge=1, le=65535)
    hosts: str = "127.0.0.1,localhost,[::1]"
    tls: bool = False
    database_host: str = ""
    database_port: str = ""
    database_name: str = "xinqiao"
    database_user: str = "xinqiao_desk"
    database_password_file: Path | None = None
    instance_key_file: Path | None = None
    secret_key_file: Path | None = None
    backup_status_file: Path | None = None
    time_zone: str = "Asia/Shanghai"
    idle_minutes: int = Field(default=10, ge=1, le=60)
    mail_host: str = ""
    mail_port: int = Field(default=465, ge=1, le=65535)
    mail_security: Literal["tls", "starttls"] = "tls"
    mail_user: str = ""
    mail_password_file: Path | None = None
    mail_from: str = Field(default="", pattern=r"^([^@\s<>]+@[^@\s<>]+)?$")
    sms_folder: Path | None = None

    @model_validator(mode="after")
    def mail_has_a_sender(self) -> Self:
        """A mail server is of no use without a sender, nor a sender without a server."""
        if bool(self.mail_host) != bool(self.mail_from):
            raise ValueError("XINQIAO_MAIL_HOST + XINQIAO_MAIL_FROM")
        return self

    def read_secret(self, file: Path | None, what: str) -> str:
        """The one line in a secret file; a missing one stops the start."""
        if file is None:
            return ""
        try:
            return file.read_text(encoding="ascii").strip()
        except OSError as reason:
            raise SystemExit(f"{what}: 读不到 / cannot read ({reason.strerror}).") from None


def read_environment() -> Environment:
    """The environment, or a refusal to start that names the wrong variable."""
    try:
        return Environment()
    except ValidationError as wrong:
        names = ", ".join(_named(error["loc"], error["msg"]) for error in wrong.errors())
        raise SystemExit(f"设置不对 / wrong setting: {names}. 见 / see docs/how-to/.") from None


def _named(place: tuple[int | str, ...], sentence: str) -> str:
    """The variable that is wrong, or the ones that do not fit together."""
    return f"XINQIAO_{place[0]}".upper() if place else sentence.removeprefix("Value error, ")
