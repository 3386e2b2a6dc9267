"""What the place where the program runs tells it. A wrong value stops the start with a sentence that helps."""

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
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
        names = ", ".join("XINQIAO_" + str(error["loc"][0]).upper() for error in wrong.errors())
        raise SystemExit(f"设置不对 / wrong setting: {names}. 见 / see docs/how-to/.") from None
