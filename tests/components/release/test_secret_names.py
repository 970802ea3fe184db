from __future__ import annotations

import pytest

from components.release.secret_names import looks_secret


@pytest.mark.parametrize(
    "path",
    [
        ".env",
        ".env.local",
        ".env.production",
        "prod.env",
        "conf/.ENV",
        ".envrc",
        ".aws/credentials",
        ".azure/msal_token_cache.json",
        ".ssh/config",
        ".pulumi/credentials.json",
        ".netrc",
        ".npmrc",
        ".pypirc",
        ".pgpass",
        ".git-credentials",
        "id_rsa",
        "id_ed25519",
        "server.pem",
        "server.key",
        "certificate.PFX",
        "certificate.p12",
        "db.sqlite3",
        "db.sqlite3-journal",
        "local.settings.json",
        "local.settings.dev.json",
        "terraform.tfvars",
        "app.publishsettings",
    ],
)
def test_a_name_that_files_with_secrets_have_is_known(path: str) -> None:
    assert looks_secret(path) is True


@pytest.mark.parametrize(
    "path",
    [
        ".env.example",
        ".env.sample",
        ".env.template",
        "local.settings.json.example",
        "local.settings.example.json",
        "environment.py",
        "id_rsa.pub",
        "keys.py",
        "pages/pem.html",
        "requirements.txt",
        "ssh/config.py",
    ],
)
def test_other_names_are_none(path: str) -> None:
    assert looks_secret(path) is False
