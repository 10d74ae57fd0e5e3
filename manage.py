"""Django's own commands for engineers (`makemigrations` and the like), on the instance in HANDRAISER_HOME."""

import sys

from django.core.management import execute_from_command_line

from handraiser import config

if __name__ == "__main__":
    config.start()
    execute_from_command_line(sys.argv)
