"""Gatehouse: FastAPI on Functions behind API Management; Django on App Service; PostgreSQL."""

from pathlib import Path

from components.azure import lifetime, tags
from components.gateway.api_management import ApiManagement, ApiManagementArgs
from components.gateway.policy_folder import PolicyFolder
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
        api_path=config.api_path,
        public_path=config.public_path,
        scale=config.function_scale,
        api_versions=config.api_versions,
        api_clients=config.api_clients,
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
        database_administrators=config.database_administrators,
        web_scale=config.web_scale,
        domain=config.web_domain,
    ),
)
system = System(platform=platform, gateway=gateway, fastapi=fastapi, django=django)
Alerts(name, AlertsArgs(system=system, email=config.alert_email))
export_outputs(system)
