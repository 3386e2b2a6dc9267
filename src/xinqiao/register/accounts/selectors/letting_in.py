"""Who let somebody in: whoever issued the start code could have used it themselves."""

from collections.abc import Collection
from uuid import UUID

from xinqiao.core.ledger import said_of_each
from xinqiao.register.accounts.events import AccountMade, AccountReopened, AccountReset
from xinqiao.register.accounts.models import Account

_ISSUE_A_CODE = (AccountMade.kind, AccountReset.kind, AccountReopened.kind)


def who_let_in(owners: Collection[UUID]) -> dict[UUID, UUID | None]:
    """Who issued the start code with which each came in last; None where the program did, or there is no account.

    The ledger is asked, because a column could be set to anybody. A new code ends
    the passphrase, so the last one issued is the last one used. Two statements.
    """
    accounts = dict(Account.objects.filter(staff__in=owners).values_list("pk", "staff"))
    let_in: dict[UUID, UUID | None] = dict.fromkeys(owners)
    for account, said in said_of_each(accounts, _ISSUE_A_CODE).items():
        let_in[accounts[account]] = said[-1].actor if said else None
    return let_in
