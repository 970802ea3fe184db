import os
from pathlib import Path

from django.conf import settings
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

from posts.models import Post


@csrf_exempt
def posts(request):
    if request.method == "POST":
        Post.objects.create(title=request.POST["title"])
    return JsonResponse({"posts": [one.title for one in Post.objects.all()], "process": os.getpid()})


@csrf_exempt
def upload(request):
    folder = Path(settings.BASE_DIR, "media")
    folder.mkdir(exist_ok=True)
    (folder / "upload.py").write_bytes(request.body)
    return JsonResponse({"process": os.getpid()})
