"""What may be done with accounts, factors, computers and sessions."""

from xinqiao.register.accounts.codes import code_digest, cookie_digest, make_code, make_cookie
from xinqiao.register.accounts.hashing import pins
from xinqiao.register.accounts.limiter import TooManyTries as ClosedForNow
from xinqiao.register.accounts.limiter import Visitor, admit, note_failure, note_success
from xinqiao.register.accounts.proving import (
    Proof,
    WrongNameOrPassphrase,
    WrongPassphrase,
    prove,
    prove_for_change,
    prove_for_vault,
)
from xinqiao.register.accounts.rules import passphrase_faults, pin_faults
from xinqiao.register.accounts.services.accounts import (
    NewAccount,
    close_account,
    make_account,
    renew_first_codes,
    reopen_account,
    reset_account,
    seed_account,
)
from xinqiao.register.accounts.services.computers import NewCode, forget_computer, issue_computer_code
from xinqiao.register.accounts.services.factors import (
    add_passkey,
    confirm_totp,
    make_recovery_codes,
    remove_passkey,
    remove_totp,
)
from xinqiao.register.accounts.services.passphrases import (
    Begun,
    KeyWouldBeLost,
    change_passphrase,
    set_first_passphrase,
    set_pin,
)
from xinqiao.register.accounts.services.screen import lock_screen, open_screen
from xinqiao.register.accounts.services.second_step import Answer, Outcome, take_second_step
from xinqiao.register.accounts.services.sessions import Cookies, Opened, end_other_sessions, end_session, open_session
from xinqiao.register.accounts.services.vault import (
    NotFromHere,
    lock_vault,
    open_of_sender,
    open_vault,
    seal_to_sender,
    vault_of,
)

__all__ = [
    "Answer",
    "Begun",
    "ClosedForNow",
    "Cookies",
    "KeyWouldBeLost",
    "NewAccount",
    "NewCode",
    "NotFromHere",
    "Opened",
    "Outcome",
    "Proof",
    "Visitor",
    "WrongNameOrPassphrase",
    "WrongPassphrase",
    "add_passkey",
    "admit",
    "change_passphrase",
    "close_account",
    "code_digest",
    "confirm_totp",
    "cookie_digest",
    "end_other_sessions",
    "end_session",
    "forget_computer",
    "issue_computer_code",
    "lock_screen",
    "lock_vault",
    "make_account",
    "make_code",
    "make_cookie",
    "make_recovery_codes",
    "note_failure",
    "note_success",
    "open_of_sender",
    "open_screen",
    "open_session",
    "open_vault",
    "passphrase_faults",
    "pin_faults",
    "pins",
    "prove",
    "prove_for_change",
    "prove_for_vault",
    "remove_passkey",
    "remove_totp",
    "renew_first_codes",
    "reopen_account",
    "reset_account",
    "seal_to_sender",
    "seed_account",
    "set_first_passphrase",
    "set_pin",
    "take_second_step",
    "vault_of",
]
