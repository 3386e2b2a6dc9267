"""The worker's process: promises with dates (procrastinate) and the ledger's sealer. Started by the launcher."""

import logging
import threading

import django
from django.core.management import call_command

PAUSE_SECONDS = 5.0

log = logging.getLogger(__name__)


def seal(stop: threading.Event) -> None:
    """Link the ledger's entries until told to stop; a fault is logged and tried again."""
    from xinqiao.core.ledger import sealer  # needs Django's settings

    while not stop.is_set():
        try:
            sealer.run_forever(stop)
        except Exception:  # not narrower: a thread ends in silence, and with it the chain, while all pages go on
            log.exception("the sealer failed and starts again")
            stop.wait(PAUSE_SECONDS)


def main() -> None:
    """Work until told to stop."""
    django.setup()
    stop = threading.Event()
    sealing = threading.Thread(target=seal, args=(stop,), name="sealer")
    sealing.start()
    try:
        call_command("procrastinate", "worker")
    finally:
        stop.set()
        sealing.join()


if __name__ == "__main__":
    main()
