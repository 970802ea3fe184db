"""The command line of the local run."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, kw_only=True)
class Options:
    """The options of a command; those that it doesn't have keep their defaults."""

    command: str
    stack: str = "dev"
    data: Path = Path(".local")
    port: int = 8080
    function_port: int = 7071
    web_port: int = 8000
    postgres_port: int | None = None
    """None takes PostgreSQL's own, 5432, where it is free."""
    debug: Sequence[str] = ()
    """Apps that listen for a debugger, each with or without a port: `web`, `web:5678`."""
    base: str = "main"
    format: str = "text"
    kept: Path | None = None
    yes: bool = False
    repository: str = ""
    reviewer: str = ""
    apply: bool = False
    seconds: float = 900
    visits: Path | None = None
    path: Path = Path()
    name: str = ""
    write: bool = False
    app: str = ""
    words: Sequence[str] = ()
    """A command line, or the options of another program."""


COMMANDS = {
    "up": "run the whole system in the foreground",
    "run": "run a command in an app's environment, beside the system or without it",
    "shell": "open the shell of an app, or Python, in its environment",
    "psql": "open PostgreSQL's shell on the program's database",
    "reset": "clear the data of the local run",
    "doctor": "find out what is wrong with this machine, or with the subscription",
    "adopt": "say what an app's folder holds, what it lacks, and what to write for it",
    "check": "evaluate every stack and load its policies",
    "plan": "show what this folder changes, without a cloud",
    "cost": "estimate what the stacks cost in a month",
    "ready": "find out whether the engine could run",
    "deploy": "deploy a stack to Azure, and try what came of it",
    "maintenance": "set the windows that Azure ignored when it made the database servers",
    "smoke": "try the system whose stack outputs come on stdin",
    "canary": "visit the system whose stack outputs come on stdin, in a browser",
    "drift": "compare app settings in Azure with the program's",
    "down": "list what a stack has in Azure, ask, and destroy it",
    "pipeline": "let a repository on GitHub deploy: print the commands, or run them",
}


def parse(arguments: Sequence[str] | None) -> Options:
    """Returns the options; prints the usage and exits with 2 when they are wrong."""
    parser = argparse.ArgumentParser(prog="gatehouse", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    known = {name: commands.add_parser(name, help=text) for name, text in COMMANDS.items()}
    _add_adopt(known["adopt"])
    _add_pipeline(known["pipeline"])
    _add_plan(known["plan"])
    _add_format(known["check"], "text", "sarif")
    text = "Python file whose visits(outputs) are made as well"
    known["canary"].add_argument("--visits", type=Path, metavar="FILE", help=text)
    known["cost"].add_argument("--stack", default="", help="one stack only")
    for name in ("up", "adopt", "doctor", "ready", "deploy", "maintenance", "drift", "down"):
        text = "stack (default %(default)s)"
        known[name].add_argument("--stack", default=Options.stack, help=text)
    for name in ("deploy", "down"):
        known[name].add_argument("--yes", action="store_true", help="do not ask")
    for name in ("deploy", "smoke", "down"):
        text = "how long Azure may take to come round (default %(default)s)"
        known[name].add_argument("--seconds", type=float, default=Options.seconds, help=text)
    for name in ("up", "doctor"):
        _add_ports(known[name])
    _add_debug(known["up"])
    for name in ("up", "reset", "doctor", "run", "shell", "psql"):
        text = "folder for data (default %(default)s)"
        known[name].add_argument("--data", type=Path, default=Options.data, help=text)
    _add_by_hand(known)
    found, rest = parser.parse_known_args(arguments)
    if rest and found.command != "psql":  # psql's own options need no `--` before them
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    words = {"words": (*getattr(found, "words", ()), *rest)}
    return Options(**{**vars(found), **words})


def _add_by_hand(known: Mapping[str, argparse.ArgumentParser]) -> None:
    for name in ("run", "shell", "psql"):
        text = "stack (default: the one that runs, or dev)"
        known[name].add_argument("--stack", default="", help=text)
    known["run"].add_argument("app", metavar="APP", help="its name in the log, or its folder's")
    text = "command and its arguments"
    known["run"].add_argument("words", metavar="COMMAND", nargs=argparse.REMAINDER, help=text)
    known["shell"].add_argument("app", metavar="APP", nargs="?", default="", help="default: first")
    text = "whose database (default: the program's first); other options are psql's own"
    known["psql"].add_argument("--app", default="", metavar="APP", help=text)


def _add_debug(up: argparse.ArgumentParser) -> None:
    text = "the app listens for a debugger, on loopback; may be given for several apps"
    absent = argparse.SUPPRESS  # it would append to a default
    up.add_argument("--debug", action="append", default=absent, metavar="APP[:PORT]", help=text)


def _add_adopt(adopt: argparse.ArgumentParser) -> None:
    adopt.add_argument("path", type=Path, metavar="PATH", help="folder of the app")
    adopt.add_argument("--name", default=Options.name, help="what it is to be called here")
    adopt.add_argument("--write", action="store_true", help="write the entry into __main__.py")


def _add_pipeline(pipeline: argparse.ArgumentParser) -> None:
    pipeline.add_argument("repository", help="OWNER/NAME")
    pipeline.add_argument("--apply", action="store_true", help="run them")
    text = "who agrees to previews and to prod, by login (default: you)"
    pipeline.add_argument("--reviewer", default=Options.reviewer, metavar="LOGIN", help=text)


def _add_plan(plan: argparse.ArgumentParser) -> None:
    plan.add_argument("--base", default=Options.base, help="revision (default %(default)s)")
    plan.add_argument("--stack", default="", help="one stack only")
    _add_format(plan, "text", "markdown", "json")
    text = "print the plan that this file has as JSON, instead of a new one"
    plan.add_argument("--kept", type=Path, metavar="FILE", help=text)


def _add_format(command: argparse.ArgumentParser, *formats: str) -> None:
    command.add_argument(
        "--format", default=Options.format, choices=formats, help="how to print it"
    )


def _add_ports(command: argparse.ArgumentParser) -> None:
    for option, default, what in (
        ("--port", Options.port, "gateway"),
        ("--function-port", Options.function_port, "first function app"),
        ("--web-port", Options.web_port, "first web site"),
    ):
        text = f"port of the {what}; 0 takes a free one (default %(default)s)"
        command.add_argument(option, type=int, default=default, help=text)
    text = "port of PostgreSQL; 0 takes a free one (default 5432, or a free one where it is taken)"
    command.add_argument("--postgres-port", type=int, metavar="PORT", help=text)
