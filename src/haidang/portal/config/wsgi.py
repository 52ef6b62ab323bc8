"""The application that a server runs: `gunicorn haidang.portal.config.wsgi`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haidang.portal.config.settings")

application = get_wsgi_application()
