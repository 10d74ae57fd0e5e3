"""What the web server loads."""

from django.core.handlers.wsgi import WSGIHandler

from handraiser import config

config.start()
application = WSGIHandler()
