"""The set-up of a repository, printed and run against stand-ins."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gatehouse.commands.pipeline import run
from gatehouse.errors import LocalError
from gatehouse.options import parse
from gatehouse.pipeline.apply import apply
from gatehouse.pipeline.identity import IDENTITIES
from gatehouse.pipeline.names import Names
from gatehouse.pipeline.steps import steps

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gatehouse.pipeline.conftest import Applied, Cloud

PRINT = parse(["pipeline", "contoso/quiz"])
APPLY = parse(["pipeline", "contoso/quiz", "--apply"])
READERS = ("gatehouse-preview", "gatehouse-drift-dev", "gatehouse-drift-prod")
READER = "Storage Blob Data Reader"


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def roles(cloud: Cloud, identity: str) -> dict[str, str]:
    """The scopes, without the subscription, that the identity has roles on."""
    made = cloud.has_made("assignment", "create", f"principalId-{identity}")
    pairs = [(one[one.index("--role") + 1], one[one.index("--scope") + 1]) for one in made]
    return {role: scope.rpartition("11111111-subscription")[2] for role, scope in pairs}


def test_a_first_run_makes_everything(applied: Applied) -> None:
    steps = [line for line in applied.said if not line.startswith("#")]
    assert {line[:2] for line in steps} == {"+ "}
    assert len(applied.changes) == len(steps)


def test_the_printed_script_makes_the_same_and_runs_after_it_change_nothing(
    cloud: Cloud, applied: Applied, capsys: pytest.CaptureFixture[str]
) -> None:
    run(PRINT)
    assert cloud.changes == []
    printed = capsys.readouterr().out
    for _ in range(2):
        done = subprocess.run(["sh"], input=printed, check=False, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
    assert cloud.changes == applied.changes
    run(APPLY)
    steps = [line for line in told(capsys) if not line.startswith("#")]
    assert {line[:2] for line in steps} == {"ok"}
    assert cloud.changes == applied.changes


def test_what_is_refused_is_one_sentence_and_the_next_run_goes_on_there(cloud: Cloud) -> None:
    cloud.answer("az keyvault create", "", "WARNING: wait\nERROR: (Forbidden) No right.")
    with pytest.raises(LocalError) as refused:
        run(APPLY)
    assert re.fullmatch(
        r"key vault kv-gatehouse-[0-9a-f]{8}: az refuses: ERROR: \(Forbidden\) No right\.; "
        "mend that and run the same command again, which goes on here",
        str(refused.value),
    )
    before = cloud.changes
    cloud.forget("az keyvault create")
    cloud.answer("az storage container-rm create", "", "enough for this test")
    with pytest.raises(LocalError):
        run(APPLY)
    assert [one[1:3] for one in cloud.changes[len(before) :]] == [["keyvault", "create"]]


def test_a_command_that_fails_silently_is_still_told(cloud: Cloud) -> None:
    cloud.answer("az group create", "", "")
    (cloud.folder.parent / "path" / "az").write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(LocalError, match=r"^subscription: az refuses: nothing; mend that"):
        run(APPLY)


@pytest.mark.parametrize("tool", ["az", "gh"])
def test_a_missing_tool_is_told_with_its_address(
    cloud: Cloud, tool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = cloud.folder.parent / "path"
    (path / tool).unlink()
    monkeypatch.setenv("PATH", str(path))
    with pytest.raises(LocalError, match=f"^there is no `{tool}` on the path; install it: https:"):
        run(APPLY)
    assert cloud.changes == []


def test_each_environment_is_trusted_by_the_words_that_github_sends(applied: Applied) -> None:
    made = applied.has_made("federated-credential", "create")
    subjects = {
        one[one.index("--identity-name") + 1]: one[one.index("--subject") + 1] for one in made
    }
    assert subjects == {
        f"gatehouse-{name}": f"repo:contoso@1/quiz@2:environment:{name}"
        for name in ("preview", "drift-dev", "drift-prod", "dev", "prod")
    }


def test_who_previews_or_compares_writes_no_state_and_reads_no_other(applied: Applied) -> None:
    state = f"/resourceGroups/{Names('contoso/quiz').group}/providers"
    for identity in READERS:
        stack = "prod" if identity.endswith("prod") else "dev"
        action = "previews" if identity.endswith("preview") else "compares"
        found = roles(applied, identity)
        suffixes = {
            role: scope.rpartition("/")[2] for role, scope in found.items() if state in scope
        }
        assert suffixes == {
            READER: f"state-{stack}",
            "Gatehouse opens a state of contoso/quiz": f"state-{stack}",
        }
        assert found.keys() - suffixes.keys() == {f"Gatehouse {action} a stack of contoso/quiz"}
        assert found[f"Gatehouse {action} a stack of contoso/quiz"] == f"/{stack}"


def test_who_deploys_writes_the_state_of_that_stack(applied: Applied) -> None:
    for stack in ("dev", "prod"):
        found = roles(applied, f"gatehouse-{stack}")
        assert found["Storage Blob Data Contributor"].endswith(f"/containers/state-{stack}")
        assert found["Gatehouse opens a state of contoso/quiz"].endswith(f"/keys/state-{stack}")
        assert found["Contributor"] == found["Role Based Access Control Administrator"] == ""


def test_a_preview_lists_the_keys_that_the_program_asks_for_and_no_others(applied: Applied) -> None:
    definitions = [
        json.loads(one[one.index("--role-definition") + 1])
        for one in applied.has_made("role", "definition", "create")
    ]
    actions = {one["Name"].split()[1]: one["Actions"] + one["DataActions"] for one in definitions}
    listing = "Microsoft.ApiManagement/service/subscriptions/listSecrets/action"
    assert actions["previews"] == ["*/read", listing]
    assert actions["opens"] == ["Microsoft.KeyVault/vaults/keys/decrypt/action"]
    assert [one for one in actions["compares"] if "write" in one or one == "*"] == []
    assert {one["AssignableScopes"][0] for one in definitions} == {
        "/subscriptions/11111111-subscription"
    }


def test_a_stack_that_is_not_deployed_yet_gets_its_readers_with_a_later_run(
    cloud: Cloud, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = [
        step
        for step in steps(Names("contoso/quiz"), "northeurope")
        if step.into or step.what.startswith("identity") or step.only_with == "GROUP_PROD"
    ]
    cloud.answer("az group list --tag environment=prod", "")
    apply(wanted)
    skipped = told(capsys)[-1]
    assert skipped == (
        "--  Gatehouse compares a stack of contoso/quiz for gatehouse-drift-prod on the stack "
        "prod: not deployed yet; after its first deployment run this again"
    )
    cloud.forget("az group list --tag environment=prod")
    cloud.answer("az group list --tag environment=prod", "/subscriptions/prod")
    before = cloud.changes
    apply(wanted)
    [made] = cloud.changes[len(before) :]
    assert made[made.index("--scope") + 1] == "/subscriptions/prod"


def test_environments_are_protected_and_know_who_they_are(applied: Applied) -> None:
    reviewed = [one[5].rpartition("/")[2] for one in applied.has_made("reviewers[][id]=4444")]
    limited = [one[5].split("/")[-2] for one in applied.has_made("name=main")]
    assert (reviewed, limited) == (["preview", "prod"], ["drift-dev", "drift-prod", "dev", "prod"])
    backends = {
        one[one.index("--env") + 1]: one[-1] for one in applied.has_made("PULUMI_BACKEND_URL")
    }
    assert {name: url.partition("?")[0] for name, url in backends.items()} == {
        "preview": "azblob://state-dev",
        "drift-dev": "azblob://state-dev",
        "drift-prod": "azblob://state-prod",
        "dev": "azblob://state-dev",
        "prod": "azblob://state-prod",
    }
    clients = {one[one.index("--env") + 1]: one[-1] for one in applied.has_made("AZURE_CLIENT_ID")}
    assert clients == {one.environment: f"clientId-{one.name}" for one in IDENTITIES}


def test_an_environment_that_protects_nothing_is_not_taken_for_done() -> None:
    looks = {step.what: step.look for step in steps(Names("contoso/quiz"), "northeurope")}
    conditions = {
        name: looks[f"environment {name}"][-1].removesuffix(" | .id") for name in ("prod", "dev")
    }
    reviewed = 'any(.protection_rules[]?; .type == "required_reviewers")'
    limited = ".deployment_branch_policy.custom_branch_policies == true"
    assert conditions == {
        "prod": f"select(true and {reviewed} and {limited})",
        "dev": f"select(true and {limited})",
    }


def test_somebody_else_can_be_the_reviewer() -> None:
    asked = {
        step.into: step.command for step in steps(Names("contoso/quiz"), "northeurope", "octo-cat")
    }
    assert asked["REVIEWER"] == ("gh", "api", "users/octo-cat", "--jq", ".id")


def test_deploying_is_switched_on_last(applied: Applied) -> None:
    assert applied.changes[-1] == [
        *("gh", "variable", "set", "AZURE_DEPLOY", "--repo", "contoso/quiz", "--body", "true")
    ]


@pytest.mark.usefixtures("cloud")
def test_what_is_left_to_a_person_is_said_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    run(PRINT)
    dev, prod = told(capsys)[-2:]
    assert "PULUMI_BACKEND_URL='azblob://state-dev?storage_account=stgatehousestate" in dev
    assert "pulumi stack init prod --secrets-provider 'azurekeyvault://kv-gatehouse-" in prod


def test_two_repositories_share_nothing_that_is_made() -> None:
    def made(repository: str) -> set[str]:
        all_steps = steps(Names(repository), "northeurope")
        # Who is given a role is a variable, which differs.
        makes = [one.command for one in all_steps if not one.into]
        return {" ".join(one) for one in makes if "assignment" not in one}

    assert made("contoso/quiz") & made("contoso/other") == set()
    assert made("contoso/quiz") & made("fabrikam/quiz") == set()


@pytest.mark.parametrize("repository", ["", "quiz", "a/b/c", "a b/c", "a/$(id)", "a/b'", "../b"])
@pytest.mark.usefixtures("cloud")
def test_what_is_no_repository_is_refused(repository: str) -> None:
    with pytest.raises(LocalError, match="is no repository of GitHub; allowed is OWNER/NAME"):
        run(parse(["pipeline", repository]))


@pytest.mark.usefixtures("cloud")
def test_what_is_no_login_is_refused() -> None:
    with pytest.raises(LocalError, match="is no login; allowed are letters, digits and hyphens"):
        run(parse(["pipeline", "a/b", "--reviewer", "$(id)"]))


def test_a_shell_reads_every_word_as_it_is_meant(cloud: Cloud, tmp_path: Path) -> None:
    from gatehouse.pipeline.script import script  # noqa: PLC0415
    from gatehouse.pipeline.step import Step  # noqa: PLC0415

    nasty = ["a b", "it's", '"', "$HOME", "`id`", "$(id)", "\\", "*", "", "é", "#", "a\nb"]
    words = [*nasty, *(f"{one}${{X}}{one}" for one in nasty)]
    show = [sys.executable, "-c", "import json,sys; print(json.dumps(sys.argv[1:]))"]
    asked = [
        Step(what="x", command=("printf", "%s", "$(x) y'z"), into="X"),
        Step(what="words", command=(*show, *words), look=("false",)),
    ]
    done = subprocess.run(
        ["sh"], input=script(asked), check=True, capture_output=True, text=True, cwd=tmp_path
    )
    filled = [f"{one}$(x) y'z{one}" for one in nasty]
    assert json.loads(done.stdout) == [*nasty, *filled]
    assert cloud.changes == []
