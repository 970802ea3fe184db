"""Runs the Pulumi program without an engine and returns the graph that it declares."""

from __future__ import annotations

import asyncio
import runpy
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, redirect_stdout
from copy import copy
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from pulumi import ResourceTransformationArgs, ResourceTransformationResult
from pulumi.runtime import register_stack_transformation, run_in_stack
from pulumi.runtime.config import set_all_config
from pulumi.runtime.mocks import MockEngine, MockSettings
from pulumi.runtime.settings import SETTINGS, configure

from gatehouse.program.stand_in_engine import StandInEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gatehouse.azure.cloud import Azure
    from gatehouse.graph.graph import Graph
    from gatehouse.program.stack_files import StackFiles

P = ParamSpec("P")
T = TypeVar("T")


def evaluate(program: Path, settings: StackFiles, azure: Azure) -> Graph:
    """Runs the program's __main__.py; whatever that raises comes through."""
    recorder = StandInEngine(azure, settings.project, settings.stack)
    record(lambda: _run(program), recorder, settings)
    return recorder.graph()


def record(declare: Callable[[], None], recorder: StandInEngine, settings: StackFiles) -> None:
    """Calls the function that declares resources and returns when all of them are registered.

    An encrypted setting has a made-up value, since only the engine can decrypt it.
    """
    configure(
        MockSettings(  # type: ignore[no-untyped-call]
            monitor=recorder,
            engine=MockEngine(None),
            project=settings.project,
            stack=settings.stack,
            dry_run=recorder.preview,
            organization="organization",
        )
    )
    # What a failed evaluation has left behind belongs to an event loop that is closed.
    SETTINGS.outputs.clear()
    made_up = settings.opened(recorder.make_up(settings.encrypted))
    set_all_config({**settings.values, **made_up}, list(made_up))
    # What the program prints must not get between the lines of the graph.
    with redirect_stdout(sys.stderr):
        asyncio.run(_in_stack(declare))


async def _in_stack(declare: Callable[[], None]) -> None:
    asyncio.get_running_loop().set_default_executor(_AtOnce())
    # The first failure is raised; what else fails because of it would be reported once a resource.
    asyncio.get_running_loop().set_exception_handler(lambda _loop, _context: None)

    def run() -> None:
        register_stack_transformation(_without_aliases)
        with _without_places():
            declare()
        # Among the calls to the engine, for these are what the SDK waits for first.
        SETTINGS.rpc_manager.rpcs.append(asyncio.ensure_future(all_outputs()))

    await run_in_stack(run)


class _AtOnce(ThreadPoolExecutor):
    """Calls in the event loop's own thread: the recorder answers from memory."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Calls the function and returns a future that is done already."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - whoever awaits it gets it
            future.set_exception(error)
        return future


@contextmanager
def _without_places() -> Iterator[None]:
    """Keeps the SDK from reading the source of all callers of each resource, for an engine.

    That takes a tenth of the time. Tracebacks that are printed afterwards are whole.
    """
    sys.tracebacklimit = 1
    try:
        yield
    finally:
        del sys.tracebacklimit


async def all_outputs() -> None:
    """Waits for all outputs at once: the SDK looks at each of them whenever one is there."""
    while SETTINGS.outputs:
        await asyncio.gather(*SETTINGS.outputs)


def _without_aliases(args: ResourceTransformationArgs) -> ResourceTransformationResult:
    """Drops the former names of a type, some fifteen of each, which only an engine asks for.

    To work them out takes as long as all the rest.
    """
    opts = copy(args.opts)
    opts.aliases = None
    return ResourceTransformationResult(args.props, opts)


def _run(program: Path) -> None:
    runpy.run_path(str(program / "__main__.py"), run_name="__main__")
