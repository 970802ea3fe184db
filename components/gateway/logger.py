"""Logs every request of the gateway to Application Insights, without the keys in it.

https://learn.microsoft.com/azure/api-management/api-management-howto-app-insights
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Input, Output, Resource, ResourceOptions
from pulumi_azure_native import apimanagement

from components.azure.roles import Role, grant
from components.gateway.named_value import NamedValue, NamedValueArgs

if TYPE_CHECKING:
    from components.platform.platform import Platform

CONNECTION = "application-insights"
SECRET_HEADERS = ("Ocp-Apim-Subscription-Key", "x-functions-key", "Authorization", "Cookie")
SECRET_QUERY_PARAMETERS = ("subscription-key", "code")


@dataclass(frozen=True, kw_only=True)
class GatewayLoggerArgs:
    """The service that logs, and the Application Insights that it logs to."""

    platform: Platform
    service_name: Input[str]
    principal_id: Input[str]
    """API Management's own identity, which signs in to Application Insights."""
    vault_access: Resource


class GatewayLogger(ComponentResource):
    """A logger and the diagnostic that uses it; without the second one nothing is ever sent."""

    logger_id: Output[str]

    def __init__(
        self, name: str, args: GatewayLoggerArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:gateway_logger:GatewayLogger", name, None, opts)
        child = ResourceOptions(parent=self)
        monitoring = args.platform.monitoring
        publisher = grant(
            "monitoring-metrics-publisher",
            Role.MONITORING_METRICS_PUBLISHER,
            principal_id=args.principal_id,
            scope=monitoring.application_insights_id,
            opts=child,
        )
        # Given in plain text, API Management would file it under a random name of its own.
        connection = NamedValue(
            CONNECTION,
            NamedValueArgs(
                platform=args.platform,
                service_name=args.service_name,
                vault_access=args.vault_access,
                secret=args.platform.key_vault.add_secret(
                    CONNECTION, monitoring.connection_string, child
                ),
            ),
            child,
        )
        logger = apimanagement.Logger(
            CONNECTION,
            logger_id=CONNECTION,
            resource_group_name=args.platform.resource_group_name,
            service_name=args.service_name,
            logger_type=apimanagement.LoggerType.APPLICATION_INSIGHTS,
            resource_id=monitoring.application_insights_id,
            credentials={
                "connectionString": connection.reference,
                # Azure files this word, which is no secret, under a named value with an id of its
                # own making. https://github.com/Azure/apiops/issues/638
                "identityClientId": "SystemAssigned",
            },
            opts=ResourceOptions(parent=self, depends_on=[connection.named_value, publisher]),
        )
        pipeline = _pipeline_settings()
        apimanagement.Diagnostic(
            "applicationinsights",
            diagnostic_id="applicationinsights",
            resource_group_name=args.platform.resource_group_name,
            service_name=args.service_name,
            logger_id=logger.id,
            always_log=apimanagement.AlwaysLog.ALL_ERRORS,
            http_correlation_protocol=apimanagement.HttpCorrelationProtocol.W3_C,
            log_client_ip=False,
            sampling=apimanagement.SamplingSettingsArgs(
                sampling_type=apimanagement.SamplingType.FIXED, percentage=100
            ),
            frontend=pipeline,
            backend=pipeline,
            opts=child,
        )
        self.logger_id = logger.id
        self.register_outputs({"loggerId": self.logger_id})


def _pipeline_settings() -> apimanagement.PipelineDiagnosticSettingsArgs:
    return apimanagement.PipelineDiagnosticSettingsArgs(
        request=apimanagement.HttpMessageDiagnosticArgs(
            data_masking=apimanagement.DataMaskingArgs(
                headers=_hidden(SECRET_HEADERS), query_params=_hidden(SECRET_QUERY_PARAMETERS)
            )
        )
    )


def _hidden(names: tuple[str, ...]) -> list[apimanagement.DataMaskingEntityArgs]:
    return [
        apimanagement.DataMaskingEntityArgs(value=name, mode=apimanagement.DataMaskingMode.HIDE)
        for name in names
    ]
