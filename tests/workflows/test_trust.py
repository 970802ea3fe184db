"""Who may do what: the rules that keep a stranger's code away from every right."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.pipeline.identity import IDENTITIES, Access

if TYPE_CHECKING:
    from pathlib import Path

    from gatehouse.pipeline.identity import Identity
    from tests.workflows.conftest import Workflow

Workflows = dict[str, "Workflow"]
READ = {"contents": "read"}
OIDC = {"contents": "read", "id-token": "write"}
RIGHTS = {
    "ci": {
        "test": READ,
        "coverage": {"actions": "read", "contents": "read"},
        "audit": READ,
        "plan": READ,
        "preview": OIDC,
        "dev": OIDC,
        "prod": OIDC,
    },
    "code-scanning": {
        "codeql": {"contents": "read", "security-events": "write"},
        "rules": READ,
        "rules-upload": {"actions": "read", "contents": "read", "security-events": "write"},
    },
    "drift": {"drift": OIDC},
    "plan-comment": {
        "comment": {"actions": "read", "contents": "read", "pull-requests": "write"},
    },
    "pulumi": {"pulumi": OIDC},
}
ENVIRONMENTS = {"preview": "preview", "dev": "dev", "prod": "prod"}
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def test_every_job_has_the_rights_that_it_needs_and_no_other(workflows: Workflows) -> None:
    rights = {
        name: {
            job: one.get("permissions", workflow.document["permissions"])
            for job, one in workflow.jobs.items()
        }
        for name, workflow in workflows.items()
    }
    assert rights == RIGHTS


def test_no_workflow_knows_a_secret(root: Path) -> None:
    files = (root / ".github").rglob("*.yml")
    assert [file.name for file in files if "secrets." in file.read_text(encoding="utf-8")] == []


def test_a_stranger_starts_nothing_that_has_rights(workflows: Workflows) -> None:
    triggers = {name: set(workflow.triggers) for name, workflow in workflows.items()}
    assert triggers == {
        "ci": {"push", "pull_request"},
        "code-scanning": {"push", "pull_request", "schedule"},
        "drift": {"schedule", "workflow_dispatch"},
        "plan-comment": {"workflow_run"},
        "pulumi": {"workflow_call"},
    }


def test_what_comments_runs_nothing_of_the_pull_request(workflows: Workflows) -> None:
    text = json.dumps(workflows["plan-comment"].jobs)
    [checkout] = [one for one in workflows["plan-comment"].steps if "uses" in one]
    assert checkout["with"] == {"persist-credentials": False}
    assert "ref" not in checkout["with"]
    assert "make " not in text


def test_what_uploads_findings_runs_nothing_of_the_pull_request(workflows: Workflows) -> None:
    jobs = workflows["code-scanning"].jobs
    assert jobs["rules"]["if"] == "github.event_name != 'pull_request'"
    assert (jobs["rules-upload"]["needs"], "if" in jobs["rules-upload"]) == ("rules", False)
    assert [step for step in jobs["codeql"]["steps"] if "run" in step] == []
    assert {step["with"].get("build-mode", "none") for step in jobs["codeql"]["steps"]} == {"none"}


def test_an_identity_is_given_to_trusted_branches_only(workflows: Workflows) -> None:
    jobs = workflows["ci"].jobs
    same_repository = "github.event.pull_request.head.repo.full_name == github.repository"
    assert same_repository in jobs["preview"]["if"]
    assert jobs["dev"]["if"].startswith("github.event_name == 'push'")
    assert jobs["prod"]["needs"] == "dev"
    assert {name: jobs[name]["with"]["environment"] for name in ENVIRONMENTS} == ENVIRONMENTS
    assert {name: jobs[name]["with"]["stack"] for name in ENVIRONMENTS} == {
        "preview": "dev",
        "dev": "dev",
        "prod": "prod",
    }


def test_without_azure_everything_that_needs_it_is_skipped(workflows: Workflows) -> None:
    conditions = [workflows["ci"].jobs[name]["if"] for name in ("preview", "dev")]
    conditions.append(workflows["drift"].jobs["drift"]["if"])
    assert [one for one in conditions if "vars.AZURE_DEPLOY == 'true'" not in one] == []


def test_a_deployment_is_never_cancelled(workflows: Workflows) -> None:
    assert workflows["pulumi"].jobs["pulumi"]["concurrency"]["cancel-in-progress"] is False
    group = workflows["ci"].document["concurrency"]["group"]
    assert group == "ci-${{ github.event.pull_request.number || github.run_id }}"


def test_every_action_is_pinned_by_its_commit_beside_its_version(root: Path) -> None:
    files = (root / ".github" / "workflows").glob("*.yml")
    lines = [line.strip("- ") for file in files for line in file.read_text().splitlines()]
    used = [line for line in lines if line.startswith("uses: ") and "uses: ./" not in line]
    assert len(used) > 5
    assert [one for one in used if not PINNED.fullmatch(one)] == []


def test_an_action_has_one_version_everywhere(root: Path) -> None:
    files = (root / ".github" / "workflows").glob("*.yml")
    texts = "".join(file.read_text() for file in files)
    versions = set(re.findall(r"uses: ([\w.-]+/[\w.-]+)[\w./-]*@(\S+ # \S+)", texts))
    assert len(versions) == len({action for action, _ in versions})


def test_no_checkout_leaves_its_token_behind(workflows: Workflows) -> None:
    kept = [
        name
        for name, workflow in workflows.items()
        for step in workflow.steps
        if step.get("uses", "").startswith("actions/checkout@")
        and step.get("with", {}).get("persist-credentials") is not False
    ]
    assert kept == []


def test_what_somebody_chose_reaches_a_shell_as_a_variable(workflows: Workflows) -> None:
    scripts = [step["run"] for one in workflows.values() for step in one.steps if "run" in step]
    assert [one for one in scripts if "${{" in one] == []


def test_every_job_ends(workflows: Workflows) -> None:
    endless = [
        job
        for workflow in workflows.values()
        for job, one in workflow.jobs.items()
        if "uses" not in one and "timeout-minutes" not in one
    ]
    assert endless == []


@pytest.mark.parametrize("inputs", [{"command", "stack", "environment"}])
def test_callers_give_what_the_pulumi_workflow_asks_for(
    workflows: Workflows, inputs: set[str]
) -> None:
    calls: list[dict[str, Any]] = [
        job["with"]
        for workflow in workflows.values()
        for job in workflow.jobs.values()
        if job.get("uses") == "./.github/workflows/pulumi.yml"
    ]
    assert [set(one) - {"drift"} for one in calls] == [inputs] * 4


def test_every_environment_is_one_that_the_set_up_makes(workflows: Workflows) -> None:
    stacks = workflows["drift"].jobs["drift"]["strategy"]["matrix"]["stack"]
    named = {
        one["with"]["environment"].replace("${{ matrix.stack }}", stack)
        for workflow in workflows.values()
        for one in workflow.jobs.values()
        if one.get("uses") == "./.github/workflows/pulumi.yml"
        for stack in stacks
    }
    assert named == {one.environment for one in IDENTITIES}


def test_a_job_is_on_the_stack_whose_state_its_environment_has(workflows: Workflows) -> None:
    known = {one.environment: one.stack for one in IDENTITIES}
    jobs = workflows["ci"].jobs
    assert {name: jobs[name]["with"]["stack"] for name in ENVIRONMENTS} == {
        name: known[environment] for name, environment in ENVIRONMENTS.items()
    }
    assert {known[f"drift-{stack}"] for stack in ("dev", "prod")} == {"dev", "prod"}


@pytest.mark.parametrize("identity", IDENTITIES, ids=lambda one: one.environment)
def test_what_a_pull_request_runs_needs_a_review_and_the_rest_needs_main(
    identity: Identity,
) -> None:
    assert identity.reviewed or identity.main_only
    assert identity.main_only or identity.access is Access.PREVIEWS
