"""Run the command line as `python -m haidang`."""

from haidang.cli.main import run

run()
