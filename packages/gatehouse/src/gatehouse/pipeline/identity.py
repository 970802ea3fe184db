"""Who acts in Azure for which job: one identity for each environment of the repository."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Access(Enum):
    """What an identity does with its stack."""

    PREVIEWS = "previews"
    """Runs the code of a pull request, so it writes nothing and reads no other stack."""
    COMPARES = "compares"
    """Runs the code of `main`, refreshes, and writes nothing."""
    DEPLOYS = "deploys"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A managed identity, and the environment of the same name that may be it."""

    environment: str
    stack: str
    access: Access
    reviewed: bool
    """Whether somebody has to agree to each job."""
    main_only: bool
    """Whether no branch but `main` gets it."""

    @property
    def name(self) -> str:
        """The managed identity's name."""
        return f"gatehouse-{self.environment}"

    def variable(self, what: str) -> str:
        """Returns the shell variable of something about it, such as `CLIENT_DRIFT_DEV`."""
        return f"{what}_{self.environment}".upper().replace("-", "_")


IDENTITIES = (
    Identity(
        environment="preview", stack="dev", access=Access.PREVIEWS, reviewed=True, main_only=False
    ),
    Identity(
        environment="drift-dev", stack="dev", access=Access.COMPARES, reviewed=False, main_only=True
    ),
    Identity(
        environment="drift-prod",
        stack="prod",
        access=Access.COMPARES,
        reviewed=False,
        main_only=True,
    ),
    Identity(environment="dev", stack="dev", access=Access.DEPLOYS, reviewed=False, main_only=True),
    Identity(
        environment="prod", stack="prod", access=Access.DEPLOYS, reviewed=True, main_only=True
    ),
)
