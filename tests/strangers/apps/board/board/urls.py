from asgiref.sync import sync_to_async
from django.db import connection
from django.http import JsonResponse
from django.urls import path


def database():
    with connection.cursor() as cursor:
        return cursor.execute("SELECT current_database()").fetchone()[0]


async def where(request):
    return JsonResponse({"database": await sync_to_async(database)()})


urlpatterns = [path("", where)]
