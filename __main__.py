"""Gatehouse: FastAPI on Functions behind API Management; Django on App Service; PostgreSQL."""

from pathlib import Path

from components.azure import lifetime, tags
from components.database.app_database import DatabaseArgs
from components.gateway.api_management import ApiManagement, ApiManagementArgs
from components.gateway.policy_folder import PolicyFolder
from components.gateway.published_api import PublishedApi
from components.platform.platform import Platform
from components.services.django_service import DjangoService, DjangoServiceArgs
from components.services.fastapi_service import FastApiService, FastApiServiceArgs
from components.stack.alerts import Alerts, AlertsArgs
from components.stack.stack_outputs import export_outputs
from components.stack.system import System
from components.waiting import patience
from config import StackConfig

ROOT = Path(__file__).parent

config = StackConfig.load(ROOT / "policies")
tags.tag_all(config.tags)
lifetime.delete_with_resource_group()
patience.wait_for_azure()
name = config.workload

platform = Platform(name, config.platform)
gateway = ApiManagement(name, ApiManagementArgs(platform=platform, settings=config.gateway))
fastapi = FastApiService(
    name,
    FastApiServiceArgs(
        platform=platform,
        api_management=gateway,
        source=ROOT / "function_app",
        policies=PolicyFolder.load(ROOT / "policies", config.cors_origins),
        apis=[
            PublishedApi(
                name="simple-fastapi-api",
                display_name="Simple FastAPI API",
                description="The API; every call needs a subscription key",
                path=config.api_path,
                product="Simple FastAPI",
            ),
            PublishedApi(
                name="public-docs",
                display_name="Public docs",
                description="The API's documentation, open to everybody",
                path=config.public_path,
                documentation=True,
                routes=("/docs", "/openapi.json", "/static/{file}"),
            ),
        ],
        settings=config.fastapi,
        app_settings=config.apps.settings_of("function_app"),
        secrets=config.apps.secrets_of("function_app"),
    ),
)
django = DjangoService(
    name,
    DjangoServiceArgs(
        platform=platform,
        source=ROOT / "django_app",
        startup_command="gunicorn quizsite.wsgi",
        health_check_path="/healthz",
        scale=config.web.scale,
        domain=config.web.domain,
        allowed_hosts=config.web.allowed_hosts,
        database=DatabaseArgs(name="quizzes", server=config.database),
        admin_path="admin-{ADMIN_PATH_SUFFIX}/",
        generated_secrets={"ADMIN_PATH_SUFFIX": 16, "DJANGO_SUPERUSER_PASSWORD": 24},
        app_settings={**config.quizzes, **config.apps.settings_of("django_app")},
        secrets=config.apps.secrets_of("django_app"),
    ),
)
system = System(platform=platform, gateway=gateway, apis=[fastapi], sites=[django])
gateway.refuse_stray_policies()
config.apps.refuse_other_apps()
Alerts(name, AlertsArgs(system=system, email=config.alert_email))
export_outputs(system)
