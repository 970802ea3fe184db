"""A FastAPI app with much to describe."""

from __future__ import annotations

import sys
from enum import StrEnum
from types import SimpleNamespace
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import Cookie, FastAPI, Form, Header, Response, UploadFile, status
from pydantic import BaseModel, Field

if TYPE_CHECKING:
    from fastapi.routing import APIRoute


class Colour(StrEnum):
    """A choice."""

    RED = "red"
    BLUE = "blue"


class Cat(BaseModel):
    """One of two kinds."""

    kind: Literal["cat"]
    lives: Annotated[int, Field(gt=0, le=9)]


class Dog(BaseModel):
    """The other kind."""

    kind: Literal["dog"]


class Toy(BaseModel):
    """A part of another model."""

    name: Annotated[str, Field(min_length=1, examples=["ball", "rope"])]
    colour: Colour | None = None


class Order(BaseModel):
    """Models within a model, in a list, by choice, by position and by name."""

    pet: Annotated[Cat | Dog, Field(discriminator="kind")]
    toys: list[Toy] = []
    size: tuple[int, int] = (1, 1)
    prices: dict[Colour, float] = {}
    note: str | None = Field(None, description="For the packer")


class Category(BaseModel):
    """A model that contains itself."""

    name: str
    within: list[Category] = []


class Problem(BaseModel):
    """Why there is no answer."""

    detail: str


def unique_id(route: APIRoute) -> str:
    return route.name


def make_app() -> FastAPI:
    """Returns the app; the package that would read its form at run time is not needed."""
    sys.modules.setdefault("python_multipart", SimpleNamespace(__version__="1.0"))  # type: ignore[arg-type]
    app = FastAPI(generate_unique_id_function=unique_id)

    @app.post(
        "/orders",
        status_code=status.HTTP_201_CREATED,
        responses={
            409: {
                "model": Problem,
                "description": "It is there already",
                "headers": {"Retry-After": {"schema": {"type": "integer"}}},
            },
            "default": {"description": "Anything else"},
        },
    )
    async def make_order(
        order: Order,
        x_request: Annotated[str | None, Header(description="Names the request")] = None,
        visitor: Annotated[str, Cookie(description="Who asks")] = "",
    ) -> Order:
        """Takes an order."""
        raise NotImplementedError

    @app.get("/toys")
    async def list_toys(colour: Colour = Colour.RED, first: int = 1) -> list[Toy]:
        """Lists toys."""
        raise NotImplementedError

    @app.put("/photos/{pet}")
    async def put_photo(
        pet: str, photo: UploadFile, title: Annotated[str, Form(description="Below it")] = ""
    ) -> Response:
        """Takes a file."""
        raise NotImplementedError

    @app.get("/categories")
    async def tree() -> Category:
        """Returns a tree."""
        raise NotImplementedError

    return app
