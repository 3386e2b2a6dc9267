"""Sealed columns: plain in Python, closed in the database, opened only when somebody looks."""

import pickle

import pytest
from django.db import connection
from django.db.models import F, Value

from xinqiao.core import keys
from xinqiao.core.vault.fields import Closed, HouseSealedText, SealedFieldMisused
from xinqiao.core.vault.house import SealBroken

NUMBER = "13800000000"


def stored(card, column="phone"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM vault_test_card WHERE id = %s", [card.pk])
        (value,) = cursor.fetchone()
    return None if value is None else bytes(value)


def without_key(function):
    """Run where nothing can be opened, so that an opening shows."""
    keys.install_instance_key(b"x" * 32)
    try:
        return function()
    finally:
        keys.install_instance_key(bytes(range(32)))


@pytest.fixture
def card(cards):
    return cards.objects.create(label="a", phone=NUMBER, note={"why": ["林", 1, None]})


def test_what_is_saved_is_read_again_and_lies_closed(cards, card):
    found = cards.objects.get()

    assert (found.phone, found.note) == (NUMBER, {"why": ["林", 1, None]})
    assert NUMBER.encode() not in stored(card)
    assert "林".encode() not in stored(card, "note")


@pytest.mark.parametrize("value", ["", "x" * 5000, "𠮷野㛃", "a\x00b"])
def test_any_text_comes_back(cards, value):
    cards.objects.create(phone=value)

    assert cards.objects.get().phone == value


def test_nothing_stays_nothing(cards):
    card = cards.objects.create()

    assert cards.objects.get().phone is None
    assert stored(card) is None
    assert cards.objects.filter(phone__isnull=True).exists()


def test_a_list_that_does_not_look_opens_nothing(cards, card):
    labels = without_key(lambda: [found.label for found in cards.objects.all()])

    assert labels == ["a"]


def test_under_another_key_the_value_stays_closed(cards, card):
    with pytest.raises(SealBroken, match=r"test\.card\.phone") as broken:
        without_key(lambda: cards.objects.get().phone)

    assert broken.value.row == card.pk


def test_a_deferred_value_is_fetched_and_opened_when_read(cards, card, django_assert_num_queries):
    found = cards.objects.defer("phone").get()
    only = cards.objects.only("label").get()

    assert found.get_deferred_fields() == {"phone"}
    with django_assert_num_queries(1):
        assert found.phone == NUMBER
    assert only.note == {"why": ["林", 1, None]}


def test_saving_what_nobody_opened_keeps_the_ciphertext(cards, card):
    before = stored(card)
    found = cards.objects.get()
    found.label = "b"

    without_key(found.save)

    assert stored(card) == before


def test_saving_what_was_read_but_not_changed_keeps_the_ciphertext(cards, card):
    before = stored(card), stored(card, "note")
    found = cards.objects.get()
    assert found.phone
    assert found.note

    found.save()

    assert (stored(card), stored(card, "note")) == before


def test_a_document_changed_in_place_is_sealed_anew(cards, card):
    found = cards.objects.get()
    found.note["why"].append("more")
    found.save(update_fields=["note"])

    assert cards.objects.get().note == {"why": ["林", 1, None, "more"]}


def test_a_new_value_replaces_the_old_one_and_refreshing_shows_it(cards, card):
    other = cards.objects.get()
    other.phone = "13900000000"
    other.save(update_fields=["phone"])

    card.refresh_from_db()

    assert card.phone == "13900000000"


def test_many_are_made_at_once(cards):
    cards.objects.bulk_create([cards(phone=str(number)) for number in range(20)])

    assert {found.phone for found in cards.objects.all()} == {str(number) for number in range(20)}


def test_a_ciphertext_moved_to_another_row_stays_closed(cards, card):
    other = cards.objects.create(phone="13900000000")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE vault_test_card SET phone = %s WHERE id = %s", [stored(card), other.pk])

    with pytest.raises(SealBroken) as broken:
        cards.objects.get(pk=other.pk).phone  # noqa: B018

    assert NUMBER not in str(broken.value)


def test_a_ciphertext_moved_to_another_column_stays_closed(cards, card):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE vault_test_card SET note = phone")

    with pytest.raises(SealBroken):
        cards.objects.get().note  # noqa: B018


def test_an_object_copied_to_a_new_row_takes_its_value_along_or_fails_loudly(cards, card):
    opened, closed = cards.objects.get(), cards.objects.get()
    assert opened.phone
    assert opened.note
    opened.pk = opened.id = cards(label="new").pk
    opened._state.adding = True
    closed.pk = closed.id = cards(label="new").pk
    closed._state.adding = True

    opened.save()
    with pytest.raises(SealBroken):
        closed.save()

    assert cards.objects.get(pk=opened.pk).phone == NUMBER


@pytest.mark.parametrize(
    "misuse",
    [
        lambda cards: list(cards.objects.filter(phone=NUMBER)),
        lambda cards: list(cards.objects.filter(phone=None)),
        lambda cards: list(cards.objects.filter(phone__in=[NUMBER])),
        lambda cards: list(cards.objects.exclude(phone__icontains="138")),
        lambda cards: list(cards.objects.filter(note__why="x")),
        lambda cards: cards.objects.update(phone=NUMBER),
        lambda cards: cards.objects.update(phone=None),
        lambda cards: cards.objects.update(phone=Closed(b"x")),
        lambda cards: cards.objects.update(phone=F("note")),
        lambda cards: cards.objects.update(phone=Value("plain")),
        lambda cards: cards.objects.bulk_update(cards.objects.all(), ["phone"]),
        lambda cards: cards(phone=Value("plain")).save(),
        lambda cards: cards(phone=138).save(),
        lambda cards: cards(note={1, 2}).save(),
        lambda cards: cards(pk=7, phone=NUMBER).save(),
        lambda cards: cards._meta.get_field("phone").value_to_string(cards.objects.get()),
    ],
)
def test_what_only_plain_columns_can_do_is_refused(cards, card, misuse):
    before = stored(card)

    with pytest.raises(SealedFieldMisused):
        misuse(cards)

    assert stored(card) == before
    assert cards.objects.count() == 1


@pytest.mark.parametrize("option", ["unique", "db_index", "primary_key"])
def test_options_that_compare_values_are_refused(option):
    with pytest.raises(SealedFieldMisused):
        HouseSealedText(kind="test.kind", **{option: True})


def test_values_gives_closed_bytes_that_show_nothing_of_themselves(cards, card):
    (closed,) = cards.objects.values_list("phone", flat=True)

    assert isinstance(closed, Closed)
    assert repr(closed) == f"<sealed, {len(closed)} bytes>"
    assert cards._meta.get_field("phone").open_for(card.pk, closed) == NUMBER


def test_an_unopened_object_is_pickled_closed(cards, card):
    assert NUMBER.encode() not in pickle.dumps(cards.objects.get().__dict__["phone"])


def test_a_migration_writes_the_field_down_whole():
    _, path, args, kwargs = HouseSealedText(kind="test.kind", null=True).deconstruct()

    assert path == "xinqiao.core.vault.fields.HouseSealedText"
    assert (args, kwargs) == ([], {"kind": "test.kind", "null": True})
