"""Whether the site believes a database server that shows some certificate, over real TLS."""

from __future__ import annotations

import socket
import ssl
from contextlib import contextmanager, suppress
from threading import Thread
from typing import TYPE_CHECKING

import certifi
import psycopg
import pytest

from tests.certificate import self_signed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SSL_REQUEST_LENGTH = 8
ROOTS = ("DigiCert Global Root G2", "Microsoft RSA Root Certificate Authority 2017")
"""https://learn.microsoft.com/azure/postgresql/security/security-tls"""


@contextmanager
def database(certificate: Path) -> Iterator[int]:
    """Listens as PostgreSQL does until TLS is agreed on, then hangs up."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def serve() -> None:
        with suppress(OSError):
            while True:
                accepted, _ = listener.accept()
                with accepted, suppress(OSError):
                    accepted.recv(SSL_REQUEST_LENGTH)
                    accepted.send(b"S")
                    with context.wrap_socket(accepted, server_side=True) as agreed:
                        agreed.recv(1)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


@pytest.mark.parametrize(
    ("shown", "trusted", "said"),
    [
        ("localhost", "", "certificate verify failed"),
        ("other.test", "other.test", "does not match host name"),
        ("localhost", "localhost", "unexpected eof|server closed"),
    ],
    ids=["of nobody who is trusted", "of another server", "of this server, so TLS is agreed on"],
)
def test_the_certificate_has_to_be_the_servers_own_and_of_somebody_trusted(
    shown: str, trusted: str, said: str, tmp_path: Path
) -> None:
    names = {name: self_signed(tmp_path, name) for name in (shown, trusted) if name}
    roots = str(names[trusted]) if trusted else certifi.where()
    with (
        database(names[shown]) as port,
        pytest.raises(psycopg.OperationalError, match=said),
    ):
        psycopg.connect(
            f"host=localhost hostaddr=127.0.0.1 port={port} user=x dbname=x connect_timeout=10",
            sslmode="verify-full",
            sslrootcert=roots,
        )


@pytest.mark.parametrize("root", ROOTS)
def test_the_roots_that_azures_servers_have_are_trusted(root: str) -> None:
    context = ssl.create_default_context(cafile=certifi.where())
    subjects = [str(certificate["subject"]) for certificate in context.get_ca_certs()]
    assert [root for subject in subjects if f"'{root}'" in subject] == [root]
