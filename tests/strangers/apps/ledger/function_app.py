import azure.functions as func

from ledger import api

app = func.AsgiFunctionApp(app=api, http_auth_level=func.AuthLevel.FUNCTION)
