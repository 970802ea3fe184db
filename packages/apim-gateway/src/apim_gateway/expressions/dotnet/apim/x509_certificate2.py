"""X509Certificate2: of no value, since nothing here presents a certificate.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

from apim_gateway.expressions.checked.member_tables import clr_type

X509_CERTIFICATE2 = clr_type("X509Certificate2")


for name in ("Issuer", "Subject", "SubjectName", "Thumbprint", "SerialNumber", "FriendlyName"):
    X509_CERTIFICATE2.property(name, "string")(lambda _: None)
