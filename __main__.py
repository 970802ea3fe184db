"""Gatehouse: FastAPI on Functions behind API Management; Django on App Service; PostgreSQL."""

from pathlib import Path

import pulumi

from components import tags
from components.api_management import ApiManagement, ApiManagementArgs
from components.django_service import DjangoService, DjangoServiceArgs
from components.fastapi_service import FastApiService, FastApiServiceArgs
from components.platform import Platform
from components.policy_folder import PolicyFolder
from config import StackConfig

ROOT = Path(__file__).parent

config = StackConfig.load(ROOT / "policies")
tags.tag_all(config.tags)
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
        api_path=config.api_path,
        public_path=config.public_path,
        scale=config.function_scale,
    ),
)
django = DjangoService(
    name,
    DjangoServiceArgs(
        platform=platform,
        source=ROOT / "django_app",
        allowed_hosts=config.allowed_hosts,
        seed_data=config.seed_data,
        database_authentication=config.database_authentication,
        database_scale=config.database_scale,
        web_scale=config.web_scale,
    ),
)

pulumi.export("resource_group", platform.resource_group_name)
pulumi.export("key_vault", platform.key_vault.vault_name)
pulumi.export("app_insights", platform.monitoring.application_insights_name)
pulumi.export("gateway_url", gateway.gateway_url)
pulumi.export("docs_url", fastapi.docs_url)
pulumi.export("api_url", fastapi.api_url)
pulumi.export("subscription_key", fastapi.subscription_key)
pulumi.export("web_url", django.url)
pulumi.export("admin_url", django.admin_url)
pulumi.export("postgres_host", django.postgres_host)
