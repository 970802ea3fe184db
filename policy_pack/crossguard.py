"""The rules as policies of the Pulumi engine.

A rule that judges a resource alone stops it before it is deployed; one that needs the others speaks
once all are known, in a preview or at the end of an update.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from pulumi_policy import (
    EnforcementLevel,
    ResourceValidationPolicy,
    StackValidationPolicy,
    proxy,
)
from pulumi_policy.deserialize import serialize_properties

from security import RULES, UNKNOWN, Resource, audit, rules_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pulumi_policy import (
        Policy,
        PolicyResource,
        ReportViolation,
        ResourceValidationArgs,
        StackValidationArgs,
    )

    from security import Exemption, Rule

NOT_KNOWN = {text for name, text in vars(proxy).items() if name.startswith("UNKNOWN_")}
"""The texts that the engine passes for values that a preview can't know, one per JSON type."""


def policies(exemptions: Sequence[Exemption]) -> list[Policy]:
    """Returns one policy for every rule, and one that shows the exemptions in use."""
    rules = [_policy(rule, exemptions) for rule in RULES]
    shown = StackValidationPolicy(
        name="exemptions",
        description="Left as it is, for a reason",
        enforcement_level=EnforcementLevel.ADVISORY,
        validate=partial(_show, exemptions),
    )
    return [*rules, shown]


def _policy(rule: Rule, exemptions: Sequence[Exemption]) -> Policy:
    # A resource policy stops `pulumi up` before the resource is changed, a stack policy only at its
    # end. So the latter is for rules that look at several resources, and for those of production:
    # whether a stack is one, only the whole stack shows.
    alone = rule.alone and not rule.production
    return (ResourceValidationPolicy if alone else StackValidationPolicy)(
        name=rule.id,
        description=rule.what,
        validate=partial(_resource if alone else _stack, rule, exemptions),
        display_name=rule.title,
        url=rule.url,
    )


def _resource(
    rule: Rule,
    exemptions: Sequence[Exemption],
    args: ResourceValidationArgs,
    report: ReportViolation,
) -> None:
    if args.resource_type not in rule.applies_to:
        return
    for finding in audit([_judged(args)], exemptions, (rule,)).findings:
        report(str(finding), None)  # the engine knows the resource itself


def _stack(
    rule: Rule, exemptions: Sequence[Exemption], args: StackValidationArgs, report: ReportViolation
) -> None:
    if rule.production and not _is_production(args):
        return
    resources = [_judged(one) for one in args.resources]
    for finding in audit(resources, exemptions, (rule,)).findings:
        report(str(finding), finding.resource.urn)


def _show(
    exemptions: Sequence[Exemption], args: StackValidationArgs, report: ReportViolation
) -> None:
    resources = [_judged(one) for one in args.resources]
    rules = rules_for(production=_is_production(args))
    for finding, exemption in audit(resources, exemptions, rules).exempted:
        report(str(exemption), finding.resource.urn)


def _is_production(args: StackValidationArgs) -> bool:
    """Returns whether the stack protects a resource, as stacks of production do.

    No setting of a stack reaches a policy, so `gatehouse:production` itself can't be asked.
    """
    return any(one.opts.protect for one in args.resources)


def _judged(seen: ResourceValidationArgs | PolicyResource) -> Resource:
    # A resource policy is given neither dependencies nor links: its rules need no other resource.
    links = getattr(seen, "property_dependencies", {})
    return Resource(
        urn=seen.urn,
        type=seen.resource_type,
        name=seen.name,
        properties=_plain(serialize_properties(seen.props)),
        links={key: frozenset(one.urn for one in made_from) for key, made_from in links.items()},
        dependencies=frozenset(one.urn for one in getattr(seen, "dependencies", ())),
        ignore_changes=tuple(seen.opts.ignore_changes),
    )


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return UNKNOWN if isinstance(value, str) and value in NOT_KNOWN else value
