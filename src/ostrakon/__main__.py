"""`python -m ostrakon`: the command line where the installed script is not on the path."""

from ostrakon.cli.main import run

if __name__ == "__main__":
    run()
