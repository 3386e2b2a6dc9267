"""A kind belongs to one column."""

from uuid import uuid4

from django.apps.registry import Apps
from django.db import models

from xinqiao.core.vault import checks
from xinqiao.core.vault.fields import HouseSealedText


def model_with(name, registry, **fields):
    meta = type("Meta", (), {"app_label": "vault_test", "apps": registry})
    key = models.UUIDField(primary_key=True, default=uuid4)
    return type(name, (models.Model,), {"__module__": __name__, "Meta": meta, "id": key, **fields})


def test_the_program_itself_uses_every_kind_once():
    assert checks.check_each_kind_has_one_field(None) == []


def test_two_columns_of_one_kind_stop_the_start(monkeypatch):
    registry = Apps(["django.contrib.contenttypes"])
    model = model_with("Twin", registry, one=HouseSealedText(kind="k"), two=HouseSealedText(kind="k"))
    monkeypatch.setattr(checks.apps, "get_models", lambda: [model])

    (error,) = checks.check_each_kind_has_one_field(None)

    assert "'k'" in error.msg
