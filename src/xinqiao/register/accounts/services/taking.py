"""Taking a session with its account: always the account first, so that two takers never wait for each other."""

from uuid import UUID

from xinqiao.core.access import take
from xinqiao.register.accounts.models import Account, OpenSession


def take_session(session: UUID) -> tuple[Account, OpenSession]:
    """Both, locked. Raises `Missing` for a session that has been ended."""
    account = take(Account, take(OpenSession, session, lock=False).account_id)
    mine = take(OpenSession, session)
    mine.account = account
    return account, mine
