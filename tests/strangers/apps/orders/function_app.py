import logging

import azure.functions as func

from app.main import app as fastapi_app

app = func.AsgiFunctionApp(app=fastapi_app, http_auth_level=func.AuthLevel.FUNCTION)


@app.timer_trigger(schedule="0 0 3 * * *", arg_name="timer")
def close_old_orders(timer: func.TimerRequest) -> None:
    logging.warning("closing old orders")
