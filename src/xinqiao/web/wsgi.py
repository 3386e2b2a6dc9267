"""What the server serves. It starts only with the instance key, with no more rights than it needs, and with every address gated."""

import os

from django.core.checks import Error, run_checks
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xinqiao.settings")


def checked_application() -> WSGIHandler:
    """The application, or a refusal to start that says why."""
    made = get_wsgi_application()
    wrong = [found for found in run_checks() if isinstance(found, Error)]
    if wrong:
        raise SystemExit("\n".join(f"{found.id}: {found.msg}" for found in wrong))
    return made


application = checked_application()
