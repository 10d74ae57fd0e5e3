"""`python -m handraiser` is the `handraiser` command."""

from handraiser.cli import main

if __name__ == "__main__":
    main()
