from starlette.applications import Starlette
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route, WebSocketRoute


async def health(request):
    return JSONResponse({"scheme": request.url.scheme})


async def count(request):
    async def numbers():
        for one in range(3):
            yield f"{one}\n"

    return StreamingResponse(numbers())


async def echo(socket):
    await socket.accept()
    await socket.send_text("you said " + await socket.receive_text())
    await socket.close()


app = Starlette(
    routes=[Route("/healthz", health), Route("/count", count), WebSocketRoute("/echo", echo)]
)
