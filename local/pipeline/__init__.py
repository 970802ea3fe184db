"""`make pipeline`: every command that lets a GitHub repository deploy to Azure, printed or run."""

from local.pipeline.command import run

__all__ = ["run"]
