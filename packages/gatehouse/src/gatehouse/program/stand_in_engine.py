"""Stands in for the Pulumi engine: answers as Azure would, and keeps what was registered.

The SDK speaks to an engine by a few calls, answered here without any network. For example:

    RegisterResource(web:WebApp "site", parent=…, {"httpsOnly": true, "name": "app-1"})
        is kept under its URN, and answered by the id that Azure would give it and by what Azure
        adds to the inputs, {"defaultHostName": "app-1.azurewebsites.net", …}: the program's
        `site.default_host_name` is that from then on
    Invoke(web:listWebAppHostKeys, {"name": "app-1", …})
        is answered by made-up keys, the same for the same seed
    RegisterResourceOutputs(stack, {"web_url": …})
        is kept: these are the stack's outputs

https://github.com/pulumi/pulumi/blob/master/proto/pulumi/resource.proto
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from google.protobuf import empty_pb2
from google.protobuf.json_format import MessageToDict
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.mocks import MockMonitor
from pulumi.runtime.proto import provider_pb2, resource_pb2

from gatehouse.azure.cloud import Azure, Created
from gatehouse.errors import LocalError
from gatehouse.graph.graph import SETTINGS, Graph, Resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STACK = "pulumi:pulumi:Stack"
MARK = "4dabf18193072939515e22adb298388d"
"""The key by which the engine's protocol marks values that JSON has no type for."""
CONFIDENTIAL = "1b47061264138c4ac30d75fd1eb44270"


class StandInEngine(MockMonitor):
    """A monitor for one evaluation; in a preview every output is unknown."""

    def __init__(self, azure: Azure, project: str, stack: str, *, preview: bool = False) -> None:
        self.azure = azure
        self._urns = f"urn:pulumi:{stack}::{project}::"
        self.preview = preview
        self._recorded: dict[str, Resource] = {}
        self._stack_outputs: Mapping[str, Any] = {}
        self._answers: dict[str, Mapping[str, Any]] = {}

    def graph(self) -> Graph:
        """Returns the registered resources, in the order of their URNs, and the outputs."""
        return Graph(
            resources=tuple(self._recorded[urn] for urn in sorted(self._recorded)),
            stack_outputs=self._stack_outputs,
            answers=self._answers,
        )

    def make_up(self, settings: Iterable[str]) -> Mapping[str, str]:
        """Returns a value for each of the encrypted settings, which only an engine decrypts."""
        self._answers[SETTINGS] = {key: self.azure.key("setting", key) for key in settings}
        return self._answers[SETTINGS]

    def make_urn(self, parent: str, type_: str, name: str) -> str:
        """Returns the URN as the engine makes it, with the types of all components above."""
        # Example: urn:pulumi:dev::gatehouse::gatehouse:web:WebApp$azure-native:web:WebApp::site;
        # the stack is the parent of what has no other, and doesn't stand in the chain of types.
        parent_type = parent.removeprefix(self._urns).split("::", 1)[0]
        chain = type_ if parent_type in {"", STACK} else f"{parent_type}${type_}"
        return f"{self._urns}{chain}::{name}"

    def RegisterResource(  # noqa: N802 - named by the engine's protocol
        self, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        """Keeps the resource and answers with what Azure computes for it."""
        if request.type == STACK:
            return resource_pb2.RegisterResourceResponse(urn=self.make_urn("", STACK, request.name))
        urn = self.make_urn(request.parent, request.type, request.name)
        # The real engine refuses it, too, but Pulumi's mocks, which this class extends, do not.
        if urn in self._recorded:
            raise LocalError(
                f"the program declares {urn} twice; allowed is one resource of a type and name "
                "below a component; give one of them another name"
            )
        inputs = _plain(MessageToDict(request.object))
        created = self._create(request, urn, inputs)
        self._answers |= created.answers
        self._recorded[urn] = Resource(
            urn=urn,
            type=request.type,
            name=request.name,
            parent=request.parent,
            inputs=inputs,
            outputs={**inputs, **created.computed, "id": created.id},
            dependencies=tuple(sorted(request.dependencies)),
            ignore_changes=tuple(request.ignoreChanges),
        )
        return resource_pb2.RegisterResourceResponse(
            urn=urn,
            id=created.id,
            object=_answer(request, created.computed),
        )

    def RegisterResourceOutputs(  # noqa: N802
        self, request: resource_pb2.RegisterResourceOutputsRequest
    ) -> empty_pb2.Empty:
        """Keeps the outputs of a component or of the stack."""
        outputs = _plain(MessageToDict(request.outputs))
        recorded = self._recorded.get(request.urn)
        if recorded is None:
            self._stack_outputs = outputs
        else:
            self._recorded[request.urn] = replace(recorded, outputs=outputs)
        return empty_pb2.Empty()

    def Invoke(  # noqa: N802
        self, request: resource_pb2.ResourceInvokeRequest
    ) -> provider_pb2.InvokeResponse:
        """Answers a call of a provider's function."""
        response = provider_pb2.InvokeResponse()
        answer = self.azure.invoke(request.tok, _plain(MessageToDict(request.args)))
        getattr(response, "return").update(answer)
        return response

    def _create(
        self, request: resource_pb2.RegisterResourceRequest, urn: str, inputs: Mapping[str, Any]
    ) -> Created:
        # Without an id and computed values the SDK takes them for unknown, as before a first
        # deployment; a component never has any.
        if self.preview or not request.custom:
            return Created(id="", computed={})
        return self.azure.create(request.type, urn, inputs)


def _answer(request: resource_pb2.RegisterResourceRequest, computed: Mapping[str, Any]) -> Struct:
    """Returns the computed values; the SDK itself adds the inputs that it has sent.

    A computed value replaces an input of its name, and would be in plain text where the input was
    secret: it is marked as secret again, as are those that the resource declares to be secret.
    """
    given = request.object.fields
    answer = Struct()
    for key, value in computed.items():
        secret = key in request.additionalSecretOutputs or (
            key in given and _holds_secret(MessageToDict(given[key]))
        )
        answer.update({key: {MARK: CONFIDENTIAL, "value": value} if secret else value})
    return answer


def _holds_secret(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        return value.get(MARK) == CONFIDENTIAL or any(map(_holds_secret, value.values()))
    return isinstance(value, list) and any(map(_holds_secret, value))


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Takes the marks off: a secret is its value, a file is its path."""
    if isinstance(value, dict):
        if value.get(MARK) == CONFIDENTIAL:
            return _plain(value["value"])
        return {key: _plain(one) for key, one in value.items() if key != MARK}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value
