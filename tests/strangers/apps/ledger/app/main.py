import os

from fastapi import FastAPI
from sqlmodel import Field, Session, SQLModel, create_engine, select

DATABASE_URL = os.environ["DATABASE_URL"]
engine = create_engine(DATABASE_URL.replace("postgresql://", "postgresql+psycopg://"))
app = FastAPI()


class Line(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    text: str


@app.post("/lines/{text}")
def write(text: str):
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Line(text=text))
        session.commit()
        return {"lines": [one.text for one in session.exec(select(Line).order_by(Line.id))]}
