"""The bench measures what it says, and touches nothing."""

from django.db import connection

from xinqiao.core.ledger.bench import run
from xinqiao.core.ledger.models import Entry
from xinqiao.ground.roles import OWNER


def test_it_measures_in_tables_of_its_own_and_leaves_nothing(fresh_database, cluster):
    connection.close()
    connection.settings_dict.update(USER=OWNER, PASSWORD=cluster.owner_password)

    said = run(entries=600, rounds=1)

    assert said["bench"] == "ledger"
    assert (said["entries"], said["rows"]) == (600, 150)
    assert said["ratio"] > 0
    assert said["ratio_chain_only"] > 0
    assert "SHA-256" in said["baseline"]
    assert not Entry.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relname = 'bench_row'")
        assert cursor.fetchone() == (0,)
