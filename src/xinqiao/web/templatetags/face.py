"""What templates need to say things as the face does: built files, fields, days and hours in words."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django import forms, template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from xinqiao.core.clock import local, today
from xinqiao.core.clock.words import full_day, plain_day, weekday
from xinqiao.office.obligations.models import Obligation
from xinqiao.web.ways import case_with, way_of

register = template.Library()
register.filter("plain_day", plain_day)
register.filter("full_day", full_day)
register.filter("weekday", weekday)

BUILD = Path(__file__).resolve().parents[1] / "static" / "build"
TICKS = (forms.CheckboxInput,)


@lru_cache(maxsize=1)
def _manifest() -> dict[str, str]:
    try:
        made: dict[str, str] = json.loads((BUILD / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return made


@register.simple_tag
def built(name: str) -> str:
    """The address of a built file, changed whenever its content does, so that no browser shows an old one."""
    digest = _manifest().get(name, "")[:12]
    return f"{static(f'build/{name}')}?v={digest}"


@register.simple_tag
def lang() -> str:
    """What `<html lang>` says; `zh-CN` chooses the right Chinese shapes of characters."""
    return "en" if (get_language() or "").startswith("en") else "zh-CN"


@register.simple_tag(takes_context=True)
def way(context: Mapping[str, Any], row: Obligation) -> str:
    """The page on which whoever reads this can keep a promise, if there is one."""
    return way_of(context["request"].actor, row)


@register.simple_tag(takes_context=True, name="case_with")
def own_case_with(context: Mapping[str, Any], client: UUID) -> str:
    """The page of the open case that whoever reads this has with a client, if there is one."""
    return case_with(context["request"].actor, client)


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """A field's input with the classes of the face; descriptions and errors are tied by Django itself."""
    return field.as_widget(attrs={"class": _classes(field)})


def _classes(field: BoundField) -> str:
    own = field.field.widget.attrs.get("class", "")
    if isinstance(field.field.widget, forms.Select):
        face = "form-control xq-select"
    else:
        face = "form-check-input" if is_tick(field) else "form-control"
    return f"{face} {own}".strip()


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether a field is one box to tick, whose label stands after it."""
    return isinstance(field.field.widget, TICKS)


@register.filter
def keeps_all(form: forms.BaseForm) -> bool:
    """Whether a form that is shown again still holds all that was typed: a passphrase and whole words are not kept."""
    hidden = [field for field in form if isinstance(field.field.widget, forms.PasswordInput) or "secret" in field.name]
    return all(not isinstance(field.field.widget, forms.PasswordInput) and field.value() for field in hidden)


@register.filter
def of(known: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping holds under a key; nothing if it holds none."""
    return known.get(key) or ""


@register.filter
def tile(name: str) -> str:
    """The character on a person's tile: the first of the name."""
    return name.strip()[:1]


@register.filter
def clock(moment: datetime) -> str:
    """Hour and minute on the school's wall clock: 14:30."""
    return f"{local(moment):%H:%M}"


@register.filter
def day(when: date | datetime) -> str:
    """A day in words where it is near, else with its weekday: 今天, 10 月 15 日 周四, 2025 年 10 月 15 日."""
    that = local(when).date() if isinstance(when, datetime) else when
    near = {
        today(): pgettext("日子", "今天"),
        today() + timedelta(days=1): pgettext("日子", "明天"),
        today() - timedelta(days=1): pgettext("日子", "昨天"),
    }
    return near.get(that) or plain_day(that)


@register.filter
def moment(when: datetime) -> str:
    """Day and hour: 今天 14:30, 10 月 15 日 周四 14:30."""
    return f"{day(when)} {clock(when)}"
