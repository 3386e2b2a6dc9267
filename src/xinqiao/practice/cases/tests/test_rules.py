"""Everything pure: what may be written when, and what a form takes."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOW, Cast
from xinqiao.core.access import Denied, Problem
from xinqiao.practice.cases import rules, selectors, services
from xinqiao.practice.cases.models import Kind, Theme
from xinqiao.practice.cases.rules.fields import FormDef
from xinqiao.practice.scheduling.models import Need

FORMS = [rules.form_of(kind) for kind in Kind]
NO_PLACE_FOR = ("诊断", "障碍", "智商", "收入", "婚姻", "单亲", "留守")


@pytest.mark.clause("CNF-06", "REC-03")
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_no_form_has_a_place_for_a_label_or_the_familys_money(form: FormDef) -> None:
    labels = " ".join(str(field.label) for field in form.fields()).replace("不作诊断", "").replace("不写诊断", "")

    assert [word for word in NO_PLACE_FOR if word in labels] == []


@pytest.mark.clause("CNF-06")
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_private_matters_are_marked_and_never_counted(form: FormDef) -> None:
    for field in form.fields():
        if field.name in {"family", "events", "health"}:
            assert field.sensitive
        assert not (field.sensitive and (field.coded or field.required))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_names_of_fields_are_unique_in_a_form(form: FormDef) -> None:
    names = [field.name for field in form.fields()]

    assert len(names) == len(set(names))


def test_what_is_counted_is_never_text() -> None:
    shapes = {field.shape for form in FORMS for field in form.fields() if field.coded}

    assert shapes <= {"choice", "choices", "scale"}


def test_themes_are_the_needs_of_the_reception_register() -> None:
    assert set(Need.values) <= set(Theme.values)


@given(st.dictionaries(st.text(max_size=8), st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text()))))
def test_whatever_is_sent_is_cleaned_into_known_shapes(given_values: dict[str, object]) -> None:
    form = rules.form_of(Kind.SESSION)

    kept = rules.clean(form, {**given_values, "said": given_values.get("said", "x"), "risk": "none"})

    assert set(kept) <= {field.name for field in form.fields()}
    assert rules.clean(form, kept) == kept


@given(st.text(max_size=300))
def test_text_is_kept_but_for_control_characters_and_outer_space(text: str) -> None:
    kept = rules.clean(rules.form_of(Kind.SESSION), {"said": text}).get("said", "")

    assert rules.clean(rules.form_of(Kind.SESSION), {"said": kept}).get("said", "") == kept
    assert not any(one < " " and one not in "\n\t" for one in kept)


@pytest.mark.clause("REC-01")
def test_a_record_is_due_a_day_after_the_talk_unless_the_school_says_otherwise(cast: Cast) -> None:
    assert selectors.case_rules().file_within_hours == 24
    assert rules.due_at(NOW, 24) == NOW + timedelta(days=1)

    services.set_case_rules(actor=cast.actor("xu"), file_within_hours=48, at=NOW)

    assert selectors.case_rules().file_within_hours == 48


@pytest.mark.parametrize("hours", [0, -1, 24 * 14 + 1])
def test_a_deadline_that_is_none_is_refused(cast: Cast, hours: int) -> None:
    with pytest.raises(Problem):
        services.set_case_rules(actor=cast.actor("xu"), file_within_hours=hours, at=NOW)


def test_only_the_director_sets_it(cast: Cast) -> None:
    with pytest.raises(Denied):
        services.set_case_rules(actor=cast.actor("shen"), file_within_hours=48, at=NOW)
