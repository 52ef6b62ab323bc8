from __future__ import annotations

import subprocess
import sys

import pytest

from haidang import __version__

HEAVY = ("polars", "numpy", "pint", "rich", "babel", "pyarrow", "pandas")


def test_version(haidang):
    outcome = haidang("--version")
    assert (outcome.code, outcome.out) == (0, f"haidang {__version__}\n")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["review", "--help"], ["pack", "--help"]])
def test_help_loads_nothing_heavy(arguments):
    code = (
        f"import sys; sys.argv = ['haidang', *{arguments!r}]\n"
        "from haidang.cli.main import run\n"
        "try: run()\n"
        "except SystemExit: pass\n"
        f"sys.exit(', '.join(set({HEAVY!r}) & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_module_is_the_command():
    done = subprocess.run(
        [sys.executable, "-m", "haidang", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"haidang {__version__}\n"


def test_an_interrupted_reader_is_no_defect():
    done = subprocess.run(
        f"{sys.executable} -m haidang pack check | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("Check of haiphong\n", "")


def test_an_output_that_cannot_be_written_is_told():
    with open("/dev/full", "w") as full:  # noqa: PTH123  a device, not a path of ours
        done = subprocess.run(
            [sys.executable, "-m", "haidang", "review"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_unknown_command_is_bad_use(haidang):
    outcome = haidang("revue")
    assert outcome.code == 2
    assert "No such command 'revue'" in outcome.err


def test_unknown_pack_names_the_bundled_one(haidang):
    outcome = haidang("review", "haipong")
    assert outcome.code == 2
    assert "haipong" in outcome.err
    assert "Did you mean haiphong?" in outcome.err


def test_a_defect_of_ours_shows_no_traceback(haidang, monkeypatch):
    monkeypatch.setattr("haidang.cli.review.today", lambda: 1 / 0)
    outcome = haidang("review")
    assert outcome.code == 1
    assert "a defect of the program" in outcome.err
    assert "Traceback" not in outcome.err


def test_a_defect_of_ours_can_be_debugged(haidang, monkeypatch):
    monkeypatch.setattr("haidang.cli.review.today", lambda: 1 / 0)
    monkeypatch.setenv("HAIDANG_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        haidang("review")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(haidang, shell):
    outcome = haidang("completion", shell)
    assert outcome.code == 0
    assert "_HAIDANG_COMPLETE" in outcome.out


def test_completion_completes():
    environment = {"_HAIDANG_COMPLETE": "bash_complete", "COMP_WORDS": "haidang rev", "COMP_CWORD": "1"}
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.argv[0] = 'haidang'; from haidang.cli.main import run; run()",
        ],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert "review" in done.stdout


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"LANG": "vi_VN.UTF-8"}, "Trong 20 chỉ tiêu"),
        ({"LANG": "fr_FR.UTF-8"}, "Sur 20 objectifs"),
        ({"LANG": "C.UTF-8"}, "Of the 20 targets"),
        ({"LANG": "de_DE.UTF-8"}, "Of the 20 targets"),
        ({"LANG": "fr_FR.UTF-8", "HAIDANG_LANG": "vi"}, "Trong 20 chỉ tiêu"),
    ],
)
def test_language_of_the_environment(haidang, monkeypatch, environment, words):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert words in haidang("review").out


def test_errors_are_told_in_the_language_asked_for(haidang):
    asked = haidang("explain", "XVI-99", "--lang", "vi")
    equal = haidang("explain", "XVI-99", "--lang=vi")
    assert asked.code == equal.code == 2
    assert asked.err == equal.err
    assert "Không có" in asked.err
