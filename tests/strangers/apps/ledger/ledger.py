import os

import psycopg
from fastapi import FastAPI

DATABASE_URL = os.environ["DATABASE_URL"]
api = FastAPI()


@api.post("/lines/{text}")
def write(text: str):
    with psycopg.connect(DATABASE_URL) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS line (text text)")
        connection.execute("INSERT INTO line VALUES (%s)", [text])
        rows = connection.execute("SELECT text FROM line").fetchall()
    return {"lines": [text for (text,) in rows]}
