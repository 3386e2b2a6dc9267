"""What happens to accounts, computers and sessions. Ids only; subjects are staff-side rows, never clients."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from xinqiao.core.ledger import Event


class Way(StrEnum):
    """By what somebody showed who they are. Values are stored."""

    PASSPHRASE = "passphrase"  # noqa: S105
    START_CODE = "start_code"
    TOTP = "totp"
    PASSKEY = "passkey"
    RECOVERY_CODE = "recovery_code"
    COMPUTER = "computer"
    COMPUTER_CODE = "computer_code"
    PIN = "pin"


class Why(StrEnum):
    """Why a session ended. Values are stored."""

    SIGNED_OUT = "signed_out"
    BY_OWNER = "by_owner"
    TOO_MANY_TRIES = "too_many_tries"


@dataclass(frozen=True)
class AccountMade(Event):
    """The director made an account and was shown its start code."""

    kind = "accounts.account_made"


@dataclass(frozen=True)
class AccountReset(Event):
    """The way in was opened again: passphrase and sessions gone, a new start code, perhaps the second step, too."""

    kind = "accounts.account_reset"
    factors_cleared: bool = False


@dataclass(frozen=True)
class AccountClosed(Event):
    """An account was closed and its sessions ended."""

    kind = "accounts.account_closed"


@dataclass(frozen=True)
class AccountReopened(Event):
    """A closed account was opened again, with a new start code."""

    kind = "accounts.account_reopened"


@dataclass(frozen=True)
class PassphraseSet(Event):
    """The owner set a passphrase, for the first time or anew."""

    kind = "accounts.passphrase_set"
    by: Way | None = None


@dataclass(frozen=True)
class PinSet(Event):
    """The owner set the PIN of the screen lock."""

    kind = "accounts.pin_set"


@dataclass(frozen=True)
class FactorAdded(Event):
    """The owner added a way for the second step."""

    kind = "accounts.factor_added"
    way: Way | None = None


@dataclass(frozen=True)
class FactorRemoved(Event):
    """The owner removed a way for the second step."""

    kind = "accounts.factor_removed"
    way: Way | None = None


@dataclass(frozen=True)
class RecoveryCodesMade(Event):
    """Ten new recovery codes; the old ones are gone."""

    kind = "accounts.recovery_codes_made"


@dataclass(frozen=True)
class ComputerCodeIssued(Event):
    """A code with which an account may register a computer."""

    kind = "accounts.computer_code_issued"
    stays: bool = False


@dataclass(frozen=True)
class ComputerForgotten(Event):
    """A computer no longer counts as known or registered."""

    kind = "accounts.computer_forgotten"


@dataclass(frozen=True)
class SessionBegun(Event):
    """Somebody showed a passphrase or a start code; `subject` is the account."""

    kind = "accounts.session_begun"
    session: UUID | None = None
    by: Way | None = None


@dataclass(frozen=True)
class SignedIn(Event):
    """Both steps are done; `subject` is the account."""

    kind = "accounts.signed_in"
    session: UUID | None = None
    by: Way | None = None
    computer: UUID | None = None


@dataclass(frozen=True)
class SecondStepFailed(Event):
    """A wrong answer at the second step, after the right passphrase."""

    kind = "accounts.second_step_failed"
    session: UUID | None = None
    by: Way | None = None


@dataclass(frozen=True)
class SessionEnded(Event):
    """A session ended; `subject` is the account."""

    kind = "accounts.session_ended"
    session: UUID | None = None
    why: Why | None = None


@dataclass(frozen=True)
class ScreenLocked(Event):
    """The owner locked the screen."""

    kind = "accounts.screen_locked"


@dataclass(frozen=True)
class ScreenOpened(Event):
    """The locked screen was opened."""

    kind = "accounts.screen_opened"
    by: Way | None = None


@dataclass(frozen=True)
class ScreenTryFailed(Event):
    """A wrong try at the locked screen."""

    kind = "accounts.screen_try_failed"
    by: Way | None = None
