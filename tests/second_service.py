"""The program with a second FastAPI service, which has a database, settings and secrets."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SEALED = {"secure": "v1:abc"}
SETTINGS = {
    "settings": {"orders_app": {"SHOP": "north"}},
    "secrets": {"orders_app": {"TOKEN": SEALED}},
}
"""Of the stack: what the second service is given beside its database."""
API = "simple-fastapi-api"
SYSTEM = "system = System("
ENTRY = """\
orders = FastApiService(
    f"{name}-orders",
    FastApiServiceArgs(
        platform=platform,
        api_management=gateway,
        source=ROOT / "orders_app",
        policies=PolicyFolder.load(ROOT / "policies", config.cors_origins),
        apis=[
            PublishedApi(
                name="orders",
                display_name="Orders",
                description="Who has ordered what",
                path="orders",
            ),
        ],
        settings=FastApiSettings(scale=config.fastapi.scale),
        database=DatabaseArgs(name="orders", server=SERVER),
        app_settings=config.apps.settings_of("orders_app"),
        secrets=config.apps.secrets_of("orders_app"),
    ),
)
"""
CODE = '''\
"""Reads its settings when it is imported, and checks them."""

import os

from fastapi import FastAPI
from pydantic import BaseModel, Field, PostgresDsn, TypeAdapter


class Settings(BaseModel):
    SHOP: str
    TOKEN: str = Field(min_length=8)
    DBHOST: str
    DBPORT: int
    DBUSER: str
    DBNAME: str
    WEBSITE_HOSTNAME: str


settings = Settings.model_validate(dict(os.environ))
given = f"postgresql://{settings.DBUSER}@{settings.DBHOST}:{settings.DBPORT}/{settings.DBNAME}"
dsn = TypeAdapter(PostgresDsn).validate_python(given)
app = FastAPI(title="Orders", docs_url="/help", redoc_url=None)


@app.get("/generate_name", operation_id="generate_name")
async def order() -> dict[str, str | int]:
    """Returns the number of an order; its operation has the id of one of the sample's."""
    return {"shop": settings.SHOP, "token": settings.TOKEN, "port": settings.DBPORT}
'''
FUNCTION_APP = """\
import azure.functions as func

from app.orders import app as orders

app = func.AsgiFunctionApp(app=orders, http_auth_level=func.AuthLevel.FUNCTION)
"""


def write_program(root: Path, folder: Path, server: str = "config.database") -> Path:
    """Writes the program into the folder and returns the path of its __main__.py.

    `server` is what the entry names as the server of the database.
    """
    for name in ("function_app", "django_app", "policies"):
        shutil.copytree(root / name, folder / name, dirs_exist_ok=True)
    # Both apps have an operation of the id, and the document is that of the sample's.
    (folder / "policies" / API).mkdir()
    (folder / "policies" / "generate_name.xml").rename(
        folder / "policies" / API / "generate_name.xml"
    )
    write_app(folder / "orders_app", root)
    program = (root / "__main__.py").read_text()
    assert program.count(SYSTEM) == 1
    imported = "from components.services.fastapi_service import FastApiService, FastApiServiceArgs"
    assert program.count(imported) == 1
    entry = ENTRY.replace("SERVER", server)
    text = program.replace(SYSTEM, f"{entry}{SYSTEM}").replace(
        "apis=[fastapi]", "apis=[fastapi, orders]"
    )
    main = folder / "__main__.py"
    main.write_text(text.replace(imported, f"{imported}, FastApiSettings"))
    return main


def write_app(folder: Path, root: Path) -> None:
    """Writes the second app, whose packages are those of the sample."""
    (folder / "app").mkdir(parents=True)
    for name in ("requirements.txt", "host.json"):
        shutil.copy(root / "function_app" / name, folder)
    (folder / "function_app.py").write_text(FUNCTION_APP)
    (folder / "app" / "__init__.py").touch()
    (folder / "app" / "orders.py").write_text(CODE)
