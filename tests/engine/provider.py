"""Stands in for the azure-native and random plugins: speaks their protocol, asks a Cloud."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, TypeVar, get_origin

import grpc
from google.protobuf.empty_pb2 import Empty
from google.protobuf.json_format import MessageToDict
from google.protobuf.struct_pb2 import Struct
from pulumi._types import is_output_type
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from gatehouse.azure.kinds.ids import guid
from gatehouse.azure.kinds.table import KINDS
from gatehouse.azure.schema import input_faults
from gatehouse.azure.sdk_types import answers_of, inputs_of, outputs_of
from gatehouse.graph.graph import UNKNOWN
from tests.engine.changes import differences, replaces, top_level
from tests.engine.cloud import RefusalError, TransientError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.engine.cloud import Cloud

MADE_UP = "__createBeforeDelete"
"""azure-native's own mark of a name that it has made up."""
WITHOUT_LOCATION = {"azure-native:resources:Deployment"}
SAME, DIFFERS = provider_pb2.DiffResponse.DIFF_NONE, provider_pb2.DiffResponse.DIFF_SOME
REPEATED_AFTER = (20, 60, 120)
T = TypeVar("T")
_Diff = provider_pb2.PropertyDiff
CHANGES = {
    "add": (_Diff.ADD, _Diff.ADD_REPLACE),
    "delete": (_Diff.DELETE, _Diff.DELETE_REPLACE),
    "update": (_Diff.UPDATE, _Diff.UPDATE_REPLACE),
}
"""Kind of difference → how the protocol calls it in place, and where it replaces."""


class Provider(provider_pb2_grpc.ResourceProviderServicer):
    """One plugin; like azure-native it is never told what is a secret."""

    def __init__(self, package: str, cloud: Cloud) -> None:
        self.cloud = cloud
        self._version = version(f"pulumi_{package}".replace("-", "_"))
        self._location = ""

    def Handshake(self, _request: Any, _context: Any) -> Any:  # noqa: N802
        return provider_pb2.ProviderHandshakeResponse()

    def GetPluginInfo(self, _request: Any, _context: Any) -> Any:  # noqa: N802
        return plugin_pb2.PluginInfo(version=self._version)

    def GetSchema(self, _request: Any, _context: Any) -> Any:  # noqa: N802
        return provider_pb2.GetSchemaResponse(schema="{}")

    def Attach(self, _request: Any, _context: Any) -> Any:  # noqa: N802
        return Empty()

    def Cancel(self, _request: Any, _context: Any) -> Any:  # noqa: N802
        return Empty()

    def CheckConfig(self, request: Any, _context: Any) -> Any:  # noqa: N802
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, _request: Any, _context: Any) -> Any:  # noqa: N802
        return provider_pb2.DiffResponse(changes=SAME)

    def Configure(self, request: Any, _context: Any) -> Any:  # noqa: N802
        self._location = request.variables.get("azure-native:config:location", "")
        return provider_pb2.ConfigureResponse(supportsPreview=True)

    def Check(self, request: Any, _context: Any) -> Any:  # noqa: N802
        self.cloud.clock.notice()
        inputs = MessageToDict(request.news)
        kind = KINDS[request.type]
        reasons = [*input_faults(request.type, inputs), *kind.length_faults(inputs)]
        inputs |= self._defaults(request, inputs, MessageToDict(request.olds))
        reasons += kind.name_faults(inputs.get(kind.in_id[-1], UNKNOWN))
        failures = [provider_pb2.CheckFailure(reason=reason) for reason in reasons]
        return provider_pb2.CheckResponse(inputs=_struct(inputs), failures=failures)

    def Diff(self, request: Any, _context: Any) -> Any:  # noqa: N802
        old, new = MessageToDict(request.old_inputs), MessageToDict(request.news)
        found = dict(differences(old, new))
        replacing = [path for path in found if replaces(request.type, path)]
        return provider_pb2.DiffResponse(
            changes=DIFFERS if found else SAME,
            diffs=sorted({top_level(path) for path in found}),
            replaces=replacing,
            deleteBeforeReplace=bool(replacing) and MADE_UP not in old,
            hasDetailedDiff=True,
            detailedDiff={
                path: _Diff(kind=CHANGES[kind][path in replacing]) for path, kind in found.items()
            },
        )

    def Create(self, request: Any, context: Any) -> Any:  # noqa: N802
        inputs = MessageToDict(request.properties)
        if request.preview:
            properties = _project(outputs_of(request.type), inputs, UNKNOWN)
            return provider_pb2.CreateResponse(properties=_struct(properties))
        with self._answering(context):
            id_, outputs = self._repeating(
                lambda: self.cloud.create(request.type, request.urn, inputs)
            )
            properties = _project(outputs_of(request.type), outputs)
            return provider_pb2.CreateResponse(id=id_, properties=_struct(properties))

    def Update(self, request: Any, context: Any) -> Any:  # noqa: N802
        inputs, olds = MessageToDict(request.news), MessageToDict(request.olds)
        types = outputs_of(request.type)
        if request.preview:
            kept = {name: olds[name] for name in ("name", "location") if name in olds}
            properties = _project(types, inputs, UNKNOWN) | kept
            return provider_pb2.UpdateResponse(properties=_struct(properties))
        with self._answering(context):
            outputs = self._repeating(lambda: self.cloud.update(request.id, request.urn, inputs))
            return provider_pb2.UpdateResponse(properties=_struct(_project(types, outputs)))

    def Read(self, request: Any, _context: Any) -> Any:  # noqa: N802
        found = self.cloud.existing.get(request.id)
        if found is None:
            return provider_pb2.ReadResponse()
        properties = _project(outputs_of(request.type), found.outputs)
        inputs = MessageToDict(request.inputs)
        # Azure doesn't say what it was given, only what it has.
        changed = {name: properties[name] for name in inputs if name in found.drifted}
        return provider_pb2.ReadResponse(
            id=request.id, properties=_struct(properties), inputs=_struct(inputs | changed)
        )

    def Delete(self, request: Any, context: Any) -> Any:  # noqa: N802
        with self._answering(context):
            self.cloud.delete(request.id)
        return Empty()

    def Invoke(self, request: Any, context: Any) -> Any:  # noqa: N802
        response = provider_pb2.InvokeResponse()
        with self._answering(context):
            answer = self.cloud.invoke(request.tok, MessageToDict(request.args))
            getattr(response, "return").update(answer)
        return response

    def _defaults(
        self, request: Any, inputs: Mapping[str, Any], olds: Mapping[str, Any]
    ) -> dict[str, Any]:
        """What azure-native fills in: a made-up name, kept once it is made, and the location."""
        if request.type.startswith("random:"):
            return {}
        filled: dict[str, Any] = {}
        name = KINDS[request.type].in_id[-1]
        if name not in inputs:
            filled[name] = olds.get(name) or _made_up(request)
            filled[MADE_UP] = True
        if "location" in inputs_of(request.type).keys() - inputs and (
            request.type not in WITHOUT_LOCATION
        ):
            filled["location"] = olds.get("location") or self._location
        return filled

    def _repeating(self, request: Callable[[], T]) -> T:
        """Repeats what Azure says to repeat, as azure-native does: client_azcore.go."""
        for pause in REPEATED_AFTER:
            try:
                return request()
            except TransientError as error:
                self.cloud.clock.sleep(error.retry_after or pause)
        return request()

    @contextmanager
    def _answering(self, context: Any) -> Iterator[None]:
        self.cloud.clock.notice()
        try:
            yield
        except RefusalError as error:
            context.abort(grpc.StatusCode.UNKNOWN, str(error))


@contextmanager
def serving(package: str, cloud: Cloud) -> Iterator[int]:
    """Serves the plugin on a free port of this machine."""
    server = grpc.server(ThreadPoolExecutor(max_workers=64))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(Provider(package, cloud), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield port
    finally:
        server.stop(grace=None).wait()


def _made_up(request: Any) -> str:
    digits = hashlib.sha256(request.urn.encode() + request.randomSeed).hexdigest()[:8]
    if request.type == "azure-native:authorization:RoleAssignment":
        return guid(request.urn, digits)
    return f"{request.name}{digits}"


def _project(
    types: Mapping[str, tuple[Any, ...]], given: Mapping[str, Any], absent: object = None
) -> dict[str, Any]:
    """The part of what is given that Azure answers; what is absent is made up, or unknown."""
    answered = {}
    for name, alternatives in types.items():
        value = _value(alternatives, given[name], absent) if name in given else absent
        if value is not None:
            answered[name] = value
    return answered


def _value(alternatives: tuple[Any, ...], value: Any, absent: object) -> Any:
    classes = [one for one in alternatives if isinstance(one, type) and is_output_type(one)]
    if isinstance(value, dict) and len(classes) == 1:
        return _project(answers_of(classes[0]), value, absent)
    listed = any(get_origin(one) is Sequence for one in alternatives)
    return absent if isinstance(value, list) and not listed else value


def _struct(values: Mapping[str, Any]) -> Struct:
    struct = Struct()
    struct.update(values)
    return struct
