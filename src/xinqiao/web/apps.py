"""The web app: templates, static files, tags. It has no tables."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """What the doors are made of."""

    name = "xinqiao.web"
    label = "web"
