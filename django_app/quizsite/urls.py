"""The site's addresses."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

admin.site.site_header = admin.site.site_title = "Quizzes"
admin.site.index_title = "Write quizzes"

handler500 = "quizsite.errors.server_error"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="quizzes:quiz_list"), name="home"),
    path("quizzes/", include("quizzes.urls")),
    path(settings.ENVIRONMENT.admin_path, admin.site.urls),
]
