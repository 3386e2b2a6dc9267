"""The minute's job: known to the worker, one at a time, harmless when it runs again."""

from datetime import timedelta

from procrastinate.contrib.django import app

from tests.cast import NOW, Cast
from xinqiao.core.clock import freeze
from xinqiao.office.obligations.jobs import sweep_obligations
from xinqiao.office.obligations.models import Step
from xinqiao.office.obligations.tests.promises import promised


def test_the_worker_knows_the_job_and_never_queues_it_twice() -> None:
    task = app.tasks["obligations.sweep"]

    assert task.queueing_lock == "obligations.sweep"
    assert ("obligations.sweep", "") in app.periodic_registry.periodic_tasks


def test_the_job_goes_by_the_clock_of_the_moment_it_runs(cast: Cast) -> None:
    promised(at=NOW, owner=cast.staff["shen"].pk)

    for _ in range(2):
        with freeze(NOW + timedelta(days=1)):
            sweep_obligations(timestamp=0)

    assert Step.objects.count() == 1
