"""Addresses of rights: the own door's and the desk's, under one name."""

from django.urls import URLPattern

app_name = "rights"
urlpatterns: list[URLPattern] = []
