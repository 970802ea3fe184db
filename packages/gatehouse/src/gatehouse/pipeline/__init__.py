"""`make pipeline`: every command that lets a GitHub repository deploy to Azure, printed or run."""

from gatehouse.commands.pipeline import run

__all__ = ["run"]
