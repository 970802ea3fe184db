"""The command line of the local run."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the person asked for."""

    command: str
    stack: str = "dev"
    data: Path = Path(".local")
    port: int = 8080
    function_port: int = 7071
    web_port: int = 8000
    base: str = "main"
    format: str = "text"
    kept: Path | None = None
    yes: bool = False
    repository: str = ""
    reviewer: str = ""
    apply: bool = False
    seconds: float = 900


def parse(arguments: list[str]) -> Options:
    """Returns the options; prints the usage and exits with 2 when they are wrong."""
    parser = argparse.ArgumentParser(prog="python -m local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    up = commands.add_parser("up", help="run the whole system in the foreground")
    reset = commands.add_parser("reset", help="clear the data of the local run")
    doctor = commands.add_parser("doctor", help="find out what is wrong with this machine")
    commands.add_parser("check", help="evaluate every stack and load its policies")
    smoke = commands.add_parser("smoke", help="try the system whose stack outputs come on stdin")
    drift = commands.add_parser("drift", help="compare app settings in Azure with the program's")
    ready = commands.add_parser("ready", help="find out whether the engine could run")
    deploy = commands.add_parser("deploy", help="deploy a stack to Azure, and try what came of it")
    text = "let a repository on GitHub deploy: print the commands, or run them"
    _add_pipeline(commands.add_parser("pipeline", help=text))
    _add_plan(commands.add_parser("plan", help="show what this folder changes, without a cloud"))
    cost = commands.add_parser("cost", help="estimate what the stacks cost in a month")
    cost.add_argument("--stack", default="", help="one stack only")
    down = commands.add_parser("down", help="list what a stack has in Azure, ask, and destroy it")
    for command in (up, doctor, drift, ready, deploy, down):
        command.add_argument("--stack", default=Options.stack, help="stack (default %(default)s)")
    for command in (deploy, down):
        command.add_argument("--yes", action="store_true", help="do not ask")
    for command in (smoke, deploy, down):
        text = "how long Azure may take to come round (default %(default)s)"
        command.add_argument("--seconds", type=float, default=Options.seconds, help=text)
    for command in (up, doctor):
        _add_ports(command)
    for command in (up, reset, doctor):
        text = "folder for data (default %(default)s)"
        command.add_argument("--data", type=Path, default=Options.data, help=text)
    return Options(**vars(parser.parse_args(arguments)))


def _add_pipeline(pipeline: argparse.ArgumentParser) -> None:
    pipeline.add_argument("repository", help="OWNER/NAME")
    pipeline.add_argument("--apply", action="store_true", help="run them")
    text = "who agrees to previews and to prod, by login (default: you)"
    pipeline.add_argument("--reviewer", default=Options.reviewer, metavar="LOGIN", help=text)


def _add_plan(plan: argparse.ArgumentParser) -> None:
    plan.add_argument("--base", default=Options.base, help="revision (default %(default)s)")
    plan.add_argument("--stack", default="", help="one stack only")
    formats = ("text", "markdown", "json")
    plan.add_argument("--format", default=Options.format, choices=formats, help="how to print it")
    text = "print the plan that this file has as JSON, instead of a new one"
    plan.add_argument("--kept", type=Path, metavar="FILE", help=text)


def _add_ports(command: argparse.ArgumentParser) -> None:
    for option, default, what in (
        ("--port", Options.port, "gateway"),
        ("--function-port", Options.function_port, "function host"),
        ("--web-port", Options.web_port, "web site"),
    ):
        text = f"port of the {what}; 0 takes a free one (default %(default)s)"
        command.add_argument(option, type=int, default=default, help=text)
