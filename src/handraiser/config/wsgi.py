"""What each process of the web server loads."""

import multiprocessing

from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver

from handraiser import config
from handraiser.config.together import die_with

_parent = multiprocessing.parent_process()
if _parent is not None and _parent.pid is not None:
    die_with(_parent.pid)

config.start(migrate=True)
# Loaded now, so that a broken door stops the start and the first visitor does not wait for all of them.
get_resolver().check()
application = WSGIHandler()
