"""The identities under which jobs act in Azure: one for each environment of the repository."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Access(Enum):
    """The work of an identity on its stack."""

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
    """True when somebody has to agree to each job."""
    main_only: bool
    """True when no branch but `main` gets it."""

    @property
    def name(self) -> str:
        """The managed identity's name."""
        return f"gatehouse-{self.environment}"

    def variable(self, what: str) -> str:
        """Returns the shell variable of something about it, such as `CLIENT_DRIFT_DEV`."""
        return f"{what}_{self.environment}".upper().replace("-", "_")


# Five and not one: whoever opens a pull request chooses the code that its preview runs, so that one
# is agreed to by a person and can only read. The code that may write is on `main` by then.
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
