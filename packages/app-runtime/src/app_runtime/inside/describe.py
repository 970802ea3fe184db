"""Prints what a function app offers: `describe.py FOLDER`.

Exit code 0, and JSON; 1, and what is wrong with the code.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def main(folder: str) -> int:
    """Takes the app's absolute folder; the app's own prints go to the standard error output."""
    inside = str(Path(__file__).parent)
    sys.path.insert(0, inside)
    from gatehouse_worker import (  # type: ignore[import-not-found]  # noqa: PLC0415
        description,
        fault,
        function_app,
        own_code,
    )

    sys.path.remove(inside)
    answer = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    os.chdir(folder)
    own_code.put_first(Path(folder))
    try:
        app = function_app.FunctionApp.load()
        text = json.dumps(description.describe(app, Path(folder)))
    except BaseException as error:  # noqa: BLE001 - the code may raise anything, SystemExit too
        print(fault.message(error, Path(folder)), file=answer, flush=True)
        return 1
    print(text, file=answer, flush=True)
    return 0


if __name__ == "__main__":
    code = main(*sys.argv[1:])
    sys.stderr.flush()
    os._exit(code)  # without the destructors of an app that never started
