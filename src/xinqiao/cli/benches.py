"""The measurements that `xinqiao bench NAME` knows: where each one lives."""

BENCHES: dict[str, str] = {
    "ledger": "xinqiao.core.ledger.bench:run",
    "record": "xinqiao.core.vault.bench:run",
    "roster": "xinqiao.register.people.bench:run",
}
