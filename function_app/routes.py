"""The API: what the gateway serves to holders of a subscription key."""

from __future__ import annotations

import random
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, status
from pydantic import BaseModel

NAMES = ("Minnie", "Margaret", "Myrtle", "Noa", "Nadia")

router = APIRouter()


class GeneratedName(BaseModel):
    """The answer to a request for a name."""

    name: str


class Problem(BaseModel):
    """Why there is no answer."""

    detail: str


@router.get("/generate_name", responses={status.HTTP_404_NOT_FOUND: {"model": Problem}})
async def generate_name(
    starts_with: Annotated[
        str, Query(max_length=50, description="First letters of the name, in upper or lower case")
    ] = "",
) -> GeneratedName:
    """Returns a random name, on request one that starts with the given letters."""
    names = [name for name in NAMES if name.casefold().startswith(starts_with.casefold())]
    if not names:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"No name starts with {starts_with!r}")
    return GeneratedName(name=random.choice(names))  # noqa: S311 - a name is no secret
