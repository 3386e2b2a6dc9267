"""Fields and widgets that the forms of all areas share, and the answer that shows one."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xinqiao.core.clock import is_in_reach


def uuid_or_none(text: str | None) -> UUID | None:
    """An id that came with an address or a form; None for anything edited by hand."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


class DateInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Day(forms.DateField):
    """A day that can be reckoned with."""

    widget = DateInput

    def to_python(self, value: Any) -> date | None:
        """The day. Raises `ValidationError` for one that no school plans."""
        day: date | None = super().to_python(value)
        if day is not None and not is_in_reach(day):
            raise forms.ValidationError(_("请写 2000 年到 2100 年之间的日期。"))
        return day


class TimeInput(forms.TimeInput):
    """An hour of the wall clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class OneAtOnce(forms.RadioSelect):
    """One from a short list that stands ready for the keyboard: space chooses the first, arrows the next."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The first option takes the focus when the page opens."""
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        if option["index"] == "0":
            option["attrs"]["autofocus"] = True
        return option


class Once(forms.Form):
    """A form that counts once, however often it is sent."""

    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


def show(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page; with a form that was sent and is not right, 422."""
    form = context.get("form")
    wrong = request.method == "POST" and form is not None and bool(form.errors)
    return render(request, template, context, status=422 if wrong else 200)
