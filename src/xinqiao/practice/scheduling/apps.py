"""The scheduling area."""

from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    """The scheduling area."""

    name = "xinqiao.practice.scheduling"
    label = "scheduling"
