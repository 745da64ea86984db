"""Runs the command line: `python -m appeals`."""

from appeals.cli import main

if __name__ == "__main__":
    main(prog_name="appeals")
