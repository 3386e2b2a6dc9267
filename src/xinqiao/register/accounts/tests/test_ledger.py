"""Everything that happens to accounts stands in the ledger: no row without an entry, no entry without its row."""

from datetime import timedelta

from tests.cast import NOW, Cast
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import verify
from xinqiao.core.ledger.weight import scales
from xinqiao.register.accounts import services
from xinqiao.register.accounts.events import Way
from xinqiao.register.accounts.models import Account
from xinqiao.register.accounts.tests.builders import WORDS, answer, code, new_account, opened, ready_account

LATER = NOW + timedelta(minutes=1)


def live_through(cast: Cast) -> None:
    """A year of an account in a minute."""
    shen, xu = cast.actor("shen"), cast.actor("xu")
    ready = ready_account(cast)
    codes = services.make_recovery_codes(actor=shen, session=ready.session.pk, at=NOW)
    services.set_pin(actor=shen, account=ready.account.pk, pin="402918", at=NOW)
    services.lock_screen(actor=shen, session=ready.session.pk, at=NOW)
    services.open_screen(actor=shen, session=ready.session.pk, answer=answer(Way.PIN, "402918"), at=NOW)
    computer = services.issue_computer_code(actor=xu, account=ready.account.pk, at=NOW)
    for way, words in (
        (Way.TOTP, code(ready.secret, LATER)),
        (Way.RECOVERY_CODE, codes[0]),
        (Way.COMPUTER_CODE, computer.code),
    ):
        session = opened("shen", WORDS, LATER, (ready.computer,)).session
        services.take_second_step(
            actor=shen, session=session.pk, answer=answer(way, words), computers=(ready.computer,), at=LATER
        )
    services.make_recovery_codes(actor=shen, session=ready.session.pk, at=LATER)
    services.reset_account(actor=xu, account=ready.account.pk, clear_factors=True, end_key=True, at=LATER)
    services.close_account(actor=xu, account=new_account(cast, "lu").account.pk, at=LATER)


def test_the_ledger_fits_the_rows(fresh_cast: Cast) -> None:
    live_through(fresh_cast)
    seal_once()
    mine = {name: scale for name, scale in scales().items() if name.startswith(("accounts.", "people.", "vault."))}

    assert [str(finding) for finding in verify(weighed=mine).findings] == []


def test_a_passphrase_put_in_by_hand_is_noticed(fresh_cast: Cast) -> None:
    ready = ready_account(fresh_cast)
    seal_once()
    Account.objects.filter(pk=ready.account.pk).update(password="xq_argon2id$m=64,t=1,p=1$AAAA$AAAA")

    assert len(verify().findings) == 1
