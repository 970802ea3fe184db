from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm

from app.api import items
from app.settings import settings

app = FastAPI(title=settings.shop_name)
app.include_router(items.router, prefix="/items")
login = OAuth2PasswordBearer(tokenUrl="token")


@app.post("/token")
def make_token(form: Annotated[OAuth2PasswordRequestForm, Depends()]):
    if not form.password or not settings.token_secret:
        raise HTTPException(401, "wrong password")
    return {"access_token": f"token of {form.username}", "token_type": "bearer"}


@app.get("/me")
def me(token: Annotated[str, Depends(login)]):
    return {"name": token.removeprefix("token of ")}


@app.get("/files/{path:path}")
def read_file(path: str):
    return {"path": path, "shop": settings.shop_name}
