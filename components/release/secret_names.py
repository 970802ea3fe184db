"""Names that files with secrets usually have, and which no release takes unasked."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import PurePosixPath

FOLDERS = frozenset(
    {".aws", ".azure", ".docker", ".gcloud", ".gnupg", ".kube", ".pulumi", ".ssh", ".terraform"}
)
FILES = (
    # Settings and credentials of tools
    ".env",
    ".env.*",
    "*.env",
    ".envrc",
    "local.settings*.json*",
    "secrets.json",
    "secrets.toml",
    "secrets.y*ml",
    "client_secret*.json",
    "credentials",
    "credentials.json",
    "service-account*.json",
    "*.publishsettings",
    "*.tfstate",
    "*.tfstate.*",
    "*.tfvars",
    ".boto",
    ".git-credentials",
    ".htpasswd",
    ".my.cnf",
    ".netrc",
    "_netrc",
    ".npmrc",
    ".pgpass",
    ".pypirc",
    ".s3cfg",
    ".vault-token",
    ".yarnrc.yml",
    "pip.conf",
    # Private keys and what keeps them
    "id_dsa",
    "id_ecdsa",
    "id_ecdsa_sk",
    "id_ed25519",
    "id_ed25519_sk",
    "id_rsa",
    "*.jks",
    "*.kdbx",
    "*.key",
    "*.keystore",
    "*.p12",
    "*.pem",
    "*.pfx",
    "*.ppk",
    # Databases of a laptop
    "*.sqlite",
    "*.sqlite3",
    "*.sqlite3-*",
    "*.dump",
)
EXAMPLES = ("*.dist", "*.example", "*.sample", "*.template", "*.example.json")
"""Files that only show what is wanted, such as `.env.example`."""


def looks_secret(path: str) -> bool:
    """Returns whether a file at the path, relative and with slashes, is likely to hold a secret.

    Names alone decide, in upper or lower case: `conf/.env` does, `.env.example` doesn't.
    """
    parsed = PurePosixPath(path.lower())
    if not FOLDERS.isdisjoint(parsed.parts[:-1]):
        return True
    return _matches(parsed.name, FILES) and not _matches(parsed.name, EXAMPLES)


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)
