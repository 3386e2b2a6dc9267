"""A model that carries weight says by which fields, or the program does not start."""

from uuid import uuid4

import pytest
from django.apps.registry import Apps
from django.db import models

from xinqiao.core.ledger import checks, weight
from xinqiao.core.ledger.weight import NoWeight, scale_of

from .conftest import Slip


def model(class_name, *, key=None, **said):
    registry = Apps()
    return type(
        class_name,
        (models.Model,),
        {
            "__module__": __name__,
            "Meta": type("Meta", (), {"app_label": "ledger_test", "apps": registry}),
            "id": key or models.UUIDField(primary_key=True, default=uuid4),
            "words": models.TextField(),
            "Weight": type("Weight", (), {"name": "test.thing", "version": 1, "fields": ("words",), **said}),
        },
    )


def test_the_program_itself_starts():
    assert checks.check_weights(None) == []


def test_a_scale_knows_every_version_of_the_list():
    scale = scale_of(model("Versions", version=3, fields=("words",), earlier={1: ("id",)}))

    assert scale.versions == (1, 3)
    assert scale.columns == {1: ("id",), 3: ("words",)}
    assert scale.prefix(1) != scale.prefix(3)


def test_a_key_that_is_no_uuid_is_refused():
    with pytest.raises(NoWeight, match="uuid"):
        scale_of(model("Counted", key=models.BigAutoField(primary_key=True)))


def test_weight_is_not_inherited_in_silence():
    parent = model("Parent")
    child = type(
        "Child",
        (parent,),
        {"__module__": __name__, "Meta": type("Meta", (), {"proxy": True, "app_label": "ledger_test"})},
    )

    with pytest.raises(NoWeight, match="no Weight"):
        scale_of(child)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (lambda: [model("Wrong", fields=("nothing",))], "nothing"),
        (lambda: [Slip, model("Twin", name="test.slip")], "test.slip"),
    ],
)
def test_a_wrong_list_or_a_shared_name_stops_the_start(monkeypatch, found, said):
    models_found = found()
    monkeypatch.setattr(weight.apps, "get_models", lambda: models_found)

    (error,) = checks.check_weights(None)

    assert said in error.msg
