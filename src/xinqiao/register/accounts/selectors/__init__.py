"""What may be read of accounts and sessions."""

from xinqiao.register.accounts.selectors.factors import (
    Ways,
    has_second_step,
    own_account,
    pending_secret,
    phone_address,
    ways_of,
)
from xinqiao.register.accounts.selectors.letting_in import who_let_in
from xinqiao.register.accounts.selectors.lists import (
    OwnLogin,
    StaffLine,
    account_for,
    computers_of,
    has_key,
    own_login,
    staff_lines,
    staff_without_account,
    still_known,
)
from xinqiao.register.accounts.selectors.standing import NEXT_STEP, NOBODY, Standing, standing, standing_of
from xinqiao.register.accounts.selectors.vault import is_vault_open

__all__ = [
    "NEXT_STEP",
    "NOBODY",
    "OwnLogin",
    "StaffLine",
    "Standing",
    "Ways",
    "account_for",
    "computers_of",
    "has_key",
    "has_second_step",
    "is_vault_open",
    "own_account",
    "own_login",
    "pending_secret",
    "phone_address",
    "staff_lines",
    "staff_without_account",
    "standing",
    "standing_of",
    "still_known",
    "ways_of",
    "who_let_in",
]
