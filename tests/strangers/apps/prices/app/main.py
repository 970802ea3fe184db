from fastapi import FastAPI

app = FastAPI()


@app.get("/prices/{name}")
def price(name: str):
    return {"name": name, "price": len(name)}
