"""The command `xinqiao ledger verify`: a sentence, JSON, an exit code."""

import json

import pytest
from django.utils import translation

from xinqiao.core import keys
from xinqiao.core.ledger import short_head
from xinqiao.core.ledger.findings import SENTENCES, Finding, Wrong
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import main
from xinqiao.core.ledger.weight import scales

from .conftest import give


@pytest.fixture
def spoilt(slips, superuser):
    give("a")
    seal_once()
    superuser.execute("DELETE FROM ledger_entry")


@pytest.mark.django_db
def test_a_sound_ledger_says_so_and_how_far_that_reaches(capsys):
    assert main([]) == 0

    said = capsys.readouterr().out
    assert "账簿完整" in said
    assert "--printed" in said


@pytest.mark.django_db
def test_a_sound_ledger_as_json(capsys):
    assert main(["--json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert (said["sound"], said["findings"], said["head"]) == (True, [], "0")


def test_a_spoilt_ledger_names_the_first_wrong_place_and_fails(spoilt, capsys):
    assert main([]) == 1

    assert "第 1 位的条目" in capsys.readouterr().out


def test_a_spoilt_ledger_as_json(spoilt, capsys):
    assert main(["--json"]) == 1

    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["wrong"], finding["position"]) == ("entry_gone", 1)
    assert finding["sentence"]


@pytest.mark.django_db
def test_it_speaks_english_too(capsys):
    with translation.override("en"):
        assert main([]) == 0

    assert "The ledger is sound" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", list(Wrong))
def test_every_finding_has_its_sentence_in_both_languages(wrong):
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said.append(Finding(wrong, 5, "an-entry", "test.slip 7").sentence())

    assert wrong in SENTENCES
    assert said[0] != said[1]
    assert all("5" in one or "an-entry" in one or "test.slip 7" in one for one in said)


def test_a_printed_head_is_compared(slips, capsys):
    give("a")
    seal_once()
    head = short_head()

    assert main(["--printed", head, "--printed", head]) in (0, 1)
    assert main(["--json", "--printed", "1-00000000"]) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("printed", ["", "5", "x-00000000", "1-00", "1-zzzzzzzz"])
def test_a_head_that_cannot_be_read_is_said_to_be_so(printed, capsys):
    assert main(["--printed", printed]) == 2

    assert "1042-9f3a01bc" in capsys.readouterr().err


@pytest.mark.django_db
def test_without_the_instance_key_nothing_is_verified(capsys, settings, monkeypatch):
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    settings.XINQIAO_INSTANCE_KEY_FILE = None
    keys.forget_instance_key()
    try:
        assert main([]) == 2
    finally:
        keys.install_instance_key(bytes(range(32)))

    assert "XINQIAO_INSTANCE_KEY_FILE" in capsys.readouterr().err


def test_every_model_of_the_program_that_carries_weight_can_be_weighed():
    for name, scale in scales().items():
        assert name == scale.name
        assert scale.columns[scale.version]
