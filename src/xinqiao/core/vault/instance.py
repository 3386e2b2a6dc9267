"""Whether the service may start: the instance key is there, safe, and the one this database knows."""

from typing import Literal

from django.db import connection
from django.utils.translation import gettext_lazy as _

from xinqiao.core import keys
from xinqiao.core.keys import InstanceKeyError, InstanceKeyMissing, InstanceKeyUnsafe
from xinqiao.core.vault.models import Instance
from xinqiao.core.vault.suites import SUITES

State = Literal["present", "missing", "unsafe", "foreign"]

_confirmed: set[tuple[str, str]] = set()


class InstanceKeyForeign(InstanceKeyError):
    """The key is a key, but this database was made under another one."""


def check_instance_key() -> None:
    """Compare the key with the database; the first start writes down which key it was.

    Raises `InstanceKeyMissing`, `InstanceKeyUnsafe` or `InstanceKeyForeign`.
    """
    mine = keys.fingerprint()
    Instance.objects.bulk_create([Instance(fingerprint=mine, suite=SUITES.writing.id)], ignore_conflicts=True)
    if Instance.objects.get().fingerprint != mine:
        raise InstanceKeyForeign(_("这个数据库是用另一把实例密钥建立的。请换回原来的密钥文件；数据没有改动。"))


def require_instance_key() -> None:
    """For the start of a service: as `check_instance_key`, and remembered for this process and database."""
    confirmed = (str(connection.settings_dict["NAME"]), keys.fingerprint())
    if confirmed not in _confirmed:
        check_instance_key()
        _confirmed.add(confirmed)


def instance_key_state() -> State:
    """For the page that is shown instead of the service. Asks again until the answer is `present`."""
    try:
        require_instance_key()
    except InstanceKeyMissing:
        return "missing"
    except InstanceKeyUnsafe:
        return "unsafe"
    except InstanceKeyForeign:
        return "foreign"
    return "present"
