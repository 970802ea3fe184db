"""The ARM template that has a site fetch a zip of code from a storage account.

https://learn.microsoft.com/azure/azure-functions/functions-infrastructure-as-code

ARM itself signs the address of the zip, while it deploys: no signature is in the program, its state
or the deployment's history, and an hour later none is worth anything. `utcNow` is allowed as the
default of a parameter only, `list…` functions in a resource's properties; whoever deploys needs
`Microsoft.Storage/storageAccounts/listServiceSas/action`, which Contributor has.

https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource
https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-date
https://learn.microsoft.com/rest/api/storagerp/storage-accounts/list-service-sas
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ACCOUNT = "resourceId('Microsoft.Storage/storageAccounts', parameters('account'))"
BLOB_URL = (
    "'https://{0}.blob.{1}/{2}?{3}', parameters('account'), environment().suffixes.storage, "
    "parameters('package')"
)
SIGNED = {
    "canonicalizedResource": (
        "[format('/blob/{0}/{1}', parameters('account'), parameters('package'))]"
    ),
    "signedResource": "b",
    "signedPermission": "r",
    "signedProtocol": "https",
    "signedExpiry": "[dateTimeAdd(parameters('now'), 'PT1H', 'yyyy-MM-ddTHH:mm:ssZ')]",
}
"""One blob, to be read over HTTPS for as long as the slowest build may take."""


def one_deploy_template(one_deploy: Mapping[str, bool | str]) -> dict[str, object]:
    """Returns the template; azure-native has no class for the extension.

    Its parameters are the names of the site and of the storage account, the zip as
    `CONTAINER/BLOB`, and the digest of the code, by which a release is a change to Pulumi.

    Example: for the package `releases/django_app-9b20…/released-package.zip` the site fetches
    https://stcode1.blob.core.windows.net/releases/django_app-9b20…/released-package.zip?sv=…&sig=…
    """
    signature = f"listServiceSas({ACCOUNT}, '2023-05-01', variables('signed')).serviceSasToken"
    return {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {
            "site": {"type": "string"},
            "account": {"type": "string"},
            "package": {"type": "string"},
            "sha": {"type": "string"},
            # Given by nobody: a value from the program would be another one in every preview.
            "now": {"type": "string", "defaultValue": "[utcNow('u')]"},
        },
        "variables": {"signed": SIGNED},
        "resources": [
            {
                "type": "Microsoft.Web/sites/extensions",
                "apiVersion": "2022-09-01",
                "name": "[format('{0}/onedeploy', parameters('site'))]",
                "properties": {"packageUri": f"[format({BLOB_URL}, {signature})]", **one_deploy},
            }
        ],
        "outputs": {"sha": {"type": "string", "value": "[parameters('sha')]"}},
    }
