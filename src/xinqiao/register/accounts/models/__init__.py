"""Who may sign in, by what proof, on which computers, and which sessions are open."""

from xinqiao.register.accounts.models.account import Account
from xinqiao.register.accounts.models.computers import ComputerCode, KnownComputer
from xinqiao.register.accounts.models.factors import Passkey, RecoveryCode, Totp
from xinqiao.register.accounts.models.sessions import OpenSession
from xinqiao.register.accounts.models.tries import Try

__all__ = [
    "Account",
    "ComputerCode",
    "KnownComputer",
    "OpenSession",
    "Passkey",
    "RecoveryCode",
    "Totp",
    "Try",
]
