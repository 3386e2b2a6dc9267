"""Every field is sorted: it identifies somebody, it lies under a seal, or it is plain and harmless in a stolen copy."""

import pytest
from django.apps import apps
from django.db import models

from xinqiao.core.vault.fields import HouseSealedJSON, HouseSealedText

KINDS = ("identifies", "sealed", "plain")
SEALING = (HouseSealedText, HouseSealedJSON, models.BinaryField)


def our_models() -> list[type[models.Model]]:
    """Every model of the house."""
    return [model for model in apps.get_models() if model.__module__.startswith("xinqiao.")]


def unsorted_fields(model: type[models.Model]) -> str:
    """What is wrong with a model's Privacy class, with the lines to paste; empty when it is whole."""
    privacy = getattr(model, "Privacy", None)
    if privacy is None:
        return f"{model.__name__} has no class Privacy"
    sets = [set(getattr(privacy, kind, ())) for kind in KINDS]
    named = [name for group in sets for name in group]
    fields = {field.name for field in model._meta.concrete_fields}
    missing, unknown = sorted(fields - set(named)), sorted(set(named) - fields)
    twice = sorted({name for name in named if named.count(name) > 1})
    return "" if not (missing or unknown or twice) else f"missing {missing}, unknown {unknown}, twice {twice}"


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_field_is_classified(model: type[models.Model]) -> None:
    assert unsorted_fields(model) == ""


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_what_is_called_sealed_is_sealed(model: type[models.Model]) -> None:
    sealed = set(getattr(getattr(model, "Privacy", None), "sealed", ()))
    open_ones = [
        field.name
        for field in model._meta.concrete_fields
        if field.name in sealed - HASHED and not isinstance(field, SEALING)
    ]
    assert open_ones == []


# One-way hashes: nothing to open, so no seal; kept in text columns.
HASHED = {
    "password",
    "pin",
    "pin_hash",
    "hash",
    "code_hash",
    "token_hash",
    "session_hash",
    "session_key_hash",
    "key_hash",
}


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_sealed_fields_are_called_sealed(model: type[models.Model]) -> None:
    sealed = set(getattr(getattr(model, "Privacy", None), "sealed", ()))
    quiet = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, HouseSealedText | HouseSealedJSON) and field.name not in sealed
    ]
    assert quiet == []


def test_the_work_never_points_at_a_person() -> None:
    people = {"people.student", "people.guardian", "people.outsider", "people.clientlink"}
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        if model.__module__.startswith(("xinqiao.practice", "xinqiao.office"))
        for field in model._meta.concrete_fields
        if field.related_model is not None and field.related_model._meta.label_lower in people
    ]
    assert wrong == []


def test_keys_are_random_everywhere() -> None:
    counted = {"ledger.link", "ledger.head"}
    wrong = [
        model._meta.label
        for model in our_models()
        if not isinstance(model._meta.pk, models.UUIDField) and model._meta.label_lower not in counted
    ]
    assert wrong == []


def test_the_guard_sees_an_unsorted_field() -> None:
    class Broken(models.Model):
        secret = models.CharField(max_length=3)

        class Meta:
            app_label = "people"
            managed = False

        class Privacy:
            plain = {"id"}

    try:
        assert "secret" in unsorted_fields(Broken)
    finally:
        del apps.all_models["people"]["broken"]
        apps.clear_cache()
